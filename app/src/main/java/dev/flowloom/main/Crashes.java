package dev.flowloom.main;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.flowloom.panels.Banners;

import static dev.flowloom.language.Texts.tr;

/// What becomes of an error nobody caught: it is shown, and the program goes on.
final class Crashes {
    private Crashes() {}

    /// @param banners gives those of the flow in front
    static void showIn(Supplier<Banners> banners, Executor fx) {
        Thread.setDefaultUncaughtExceptionHandler((_, problem) -> fx.execute(() -> {
            banners.get().show("crash", Banners.Kind.ERROR, tr(
                    "Something went wrong inside Flowloom. Save your work, perhaps under another name; if it happens again, report it with the details."),
                    trace(problem));
        }));
    }

    static String trace(Throwable problem) {
        var text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
