package dev.flowloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import javafx.application.Platform;
import javafx.geometry.Point2D;

import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.main.BenchedWindow;

/// Measures opening, moving and editing large flows, in the workbench and in a plain scene graph, and prints one table.
public final class Benchmark {
    private static final long SEED = 20_260_101;
    /// Of flows of this size only what hangs on their contents is measured, not how they are moved.
    private static final int ORDINARY = 1_000;
    private static final int SELECTED = 200;
    private static final int COPIED = 1_000;
    private static final int PASTED = 500;
    private static final int LONGEST_REST = 120;
    /// Somebody who has just started the program takes so long to choose a file, and more.
    private static final int CHOOSING = 3_000;

    private final Options options;
    private final Path folder;
    private final Figures figures = new Figures();
    private final TreeMap<Integer, Path> files = new TreeMap<>();

    private Benchmark(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        var options = Options.parse(args);
        Platform.startup(() -> Platform.setImplicitExit(false));
        System.out.print(measure(options).table());
        Platform.exit();
    }

    /// To be called by any thread but that of the user interface, which must run.
    static Figures measure(Options options) throws IOException {
        var folder = Files.createTempDirectory("flowloom-benchmark");
        try {
            var benchmark = new Benchmark(options, folder);
            benchmark.run();
            if (options.json() != null) {
                benchmark.figures.write(options.json());
            }
            return benchmark.figures;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void run() throws IOException {
        for (int size : options.sizes()) {
            var file = folder.resolve("big-%d.flow.json".formatted(size));
            Files.write(file, DefinitionWriter.write(BigFlow.of(size, SEED)));
            files.put(size, file);
        }
        var window = Frames.onFx(() -> new BenchedWindow(folder.resolve("home")));
        var subject = new WorkbenchSubject(window);
        var frames = new Frames(Math.min(LONGEST_REST, 5 * options.frames()));
        var cases = new Cases(options, frames, figures);
        frames.rest();
        Frames.pause(CHOOSING);
        files.forEach((size, file) -> workbench(cases, subject, size, file));
        var room = Frames.onFx(subject::size);
        Frames.doOnFx(window::close);
        files.forEach((size, file) -> naive(cases, room, size, file));
    }

    private static void workbench(Cases cases, WorkbenchSubject subject, int size, Path file) {
        cases.open(subject, file, size);
        cases.keys(subject, size);
        cases.check(subject, size);
        if (size == ORDINARY) {
            return;
        }
        cases.pan(subject, size);
        cases.zoom(subject, size);
        for (int count : List.of(1, SELECTED)) {
            cases.drag(subject, count, size);
        }
        if (size >= 2 * COPIED) {
            cases.copy(subject, COPIED, size);
        }
        cases.marquee(subject, size);
        cases.undoPaste(subject, Math.min(PASTED, size / 2), size);
    }

    private static void naive(Cases cases, Point2D room, int size, Path file) {
        var subject = Frames.onFx(() -> new NaiveSubject(room));
        cases.open(subject, file, size);
        if (size != ORDINARY) {
            cases.pan(subject, size);
            cases.zoom(subject, size);
            for (int count : List.of(1, SELECTED)) {
                cases.drag(subject, count, size);
            }
        }
        Frames.doOnFx(subject::close);
    }
}
