package dev.flowloom.main;

import java.time.Duration;

import dev.flowloom.check.Checker;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.json.DefinitionReader;

/// Reads, draws and checks the sample some times and throws it away. What opening a file needs is then loaded, and compiled,
/// before somebody waits for it: the first large flow opens in about half the time.
final class WarmUp {
    /// More gain little.
    private static final int TIMES = 40;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private WarmUp() {}

    /// To be called in the background, once the window is there.
    static void run(Checker checker) {
        var file = Samples.orderBytes();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int time = 0; time < TIMES && System.nanoTime() < end; time++) {
            var diagram = DefinitionReader.read(file).diagram();
            if (diagram != null) {
                Drawing.of(diagram);
                checker.check(diagram.flow());
            }
        }
    }
}
