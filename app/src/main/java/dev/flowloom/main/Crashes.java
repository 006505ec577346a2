package dev.flowloom.main;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.flowloom.panels.Banners;

import static dev.flowloom.language.Texts.tr;

/// What becomes of an error nobody caught: it is logged and shown, and the program goes on.
final class Crashes {
    private static final System.Logger LOG = System.getLogger(Crashes.class.getName());

    private Crashes() {}

    /// @param banners gives those of the flow in front
    static void showIn(Supplier<Banners> banners, Executor fx) {
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> {
            LOG.log(Level.ERROR, "An error in the thread %s.".formatted(thread.getName()), problem);
            fx.execute(() -> banners.get().show("crash", Banners.Kind.ERROR, tr(
                    "Something went wrong inside Flowloom. Save your work, perhaps under another name; if it happens again, report it with the details."),
                    trace(problem)));
        });
    }

    static String trace(Throwable problem) {
        var text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
