package dev.flowloom.main;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.flowloom.panels.Banners;
import org.jspecify.annotations.Nullable;

/// What becomes of an error nobody caught: it is shown, and the program goes on.
final class Crashes {
    private Crashes() {}

    /// @param banners gives those of the window in front; null where there is none
    static void showIn(Supplier<@Nullable Banners> banners, Executor fx) {
        Thread.setDefaultUncaughtExceptionHandler((_, problem) -> fx.execute(() -> {
            var shown = banners.get();
            if (shown != null) {
                shown.show("crash", Banners.Kind.ERROR, "Something went wrong inside Flowloom. Save your work, "
                        + "perhaps under another name; if it happens again, report it with the details.",
                        trace(problem));
            }
        }));
    }

    static String trace(Throwable problem) {
        var text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
