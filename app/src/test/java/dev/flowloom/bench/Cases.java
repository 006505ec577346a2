package dev.flowloom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Fragment;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;

/// What is measured, case by case. Called by the main thread.
final class Cases {
    static final int WARM_UP = 30;
    private static final double NEAR = 1;
    private static final double FAR = 0.4;
    /// Here two hundred cards are about as many as a window holds.
    private static final double HALF = 0.5;
    private static final double SWING = 60;

    private final Options options;
    private final Frames frames;
    private final Figures figures;

    Cases(Options options, Frames frames, Figures figures) {
        this.options = options;
        this.frames = frames;
        this.figures = figures;
    }

    /// From the wish to the first frame with cards, and until the window is at rest; and what it takes of the memory.
    void open(Subject subject, Path file, int size) {
        var name = "open-" + size;
        long begin = System.nanoTime();
        var spent = new ArrayList<Double>();
        try (var stalls = new Stalls()) {
            Frames.doOnFx(() -> subject.open(file));
            frames.run(new Frames.Script() {
                private int shown = -1;

                @Override
                public boolean next(int frame, Meter.Reading last) {
                    spent.add(last.fx());
                    if (shown < 0 && subject.shows(size)) {
                        shown = frame;
                    } else if (shown >= 0 && frame == shown + 2) {
                        // A frame begins when the one before is painted.
                        figures.add(name, subject.name(), "open_ms", millisSince(begin));
                    }
                    return shown < 0 || frame < shown + 3;
                }
            });
            frames.run((frame, last) -> {
                spent.add(last.fx());
                return frame < 600 && !(frame > 30 && last.fx() < 2);
            });
            figures.add(name, subject.name(), "at_rest_ms", millisSince(begin));
            figures.add(name, subject.name(), "stall_ms", stalls.longest());
        }
        figures.add(name, subject.name(), "fx_ms_longest", spent.stream().mapToDouble(it -> it).max().orElse(0));
        figures.add(name, subject.name(), "fx_ms_in_all", spent.stream().mapToDouble(it -> it).sum());
        figures.add(name, subject.name(), "heap_mb", Meter.heap());
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    void pan(Subject subject, int size) {
        pan(subject, "pan-" + size, NEAR);
        pan(subject, "pan-far-" + size, FAR);
    }

    private void pan(Subject subject, String name, double zoom) {
        measure(subject, name, zoom, frame -> {
            double way = frame % 80 < 40 ? 1 : -1;
            subject.pan(way * 24, frame % 160 < 80 ? way * 14 : way * -14);
        });
    }

    void zoom(Subject subject, int size) {
        measure(subject, "zoom-" + size, HALF, frame -> subject.zoom(frame % 20 < 10 ? 0.5 : -0.5));
    }

    private void measure(Subject subject, String name, double zoom, IntConsumer deed) {
        Frames.doOnFx(() -> subject.look(zoom));
        frames.rest();
        frames.measure(WARM_UP, options.seconds() / 2, deed);
        figures.add(name, subject.name(), frames.measure(options.frames(), options.seconds(), deed));
        frames.rest();
    }

    void drag(Subject subject, int count, int size) {
        drag(subject, "drag%d-%d".formatted(count, size), count == 1 ? NEAR : HALF,
                () -> subject.grab(count));
    }

    /// A copy is dragged out of the nodes.
    void copy(WorkbenchSubject subject, int count, int size) {
        drag(subject, "copy%d-%d".formatted(count, size), FAR, () -> subject.grab(count, true));
    }

    void marquee(WorkbenchSubject subject, int size) {
        Frames.doOnFx(() -> subject.look(FAR));
        frames.rest();
        Frames.doOnFx(subject::pressOnGround);
        var room = subject.size();
        var costs = frames.measure(options.frames(), options.seconds(), frame -> {
            double part = 0.5 - 0.5 * Math.cos(frame * Math.PI / 40);
            subject.drag(20 + part * (room.getX() - 160), 20 + part * (room.getY() - 160));
        });
        figures.add("marquee-" + size, subject.name(), costs);
        Frames.doOnFx(subject::letGo);
        frames.rest();
    }

    private void drag(Subject subject, String name, double zoom, Runnable grab) {
        Frames.doOnFx(() -> subject.look(zoom));
        frames.rest();
        Frames.doOnFx(grab);
        frames.measure(WARM_UP, options.seconds() / 2, frame -> circle(subject, frame));
        figures.add(name, subject.name(),
                frames.measure(options.frames(), options.seconds(), frame -> circle(subject, frame)));
        Frames.doOnFx(subject::letGo);
        frames.rest();
    }

    private static void circle(Subject subject, int frame) {
        double angle = frame * Math.PI / 30;
        subject.drag(SWING * (1 - Math.cos(angle)) + 8, SWING * Math.sin(angle) + 8);
    }

    /// What a paste of many nodes costs, and its undoing and redoing.
    void undoPaste(WorkbenchSubject subject, int count, int size) {
        Frames.doOnFx(() -> subject.look(FAR));
        frames.rest();
        var editor = subject.editor();
        var fragment = Frames.onFx(() -> Fragment.of(editor.diagram(), Selection.ofNodes(subject.nearest(count))));
        var corner = Objects.requireNonNull(fragment.corner());
        var paste = frames.measure(1, options.seconds(), 1, _ -> editor.apply(new Edit.Paste(fragment,
                corner.plus(40, 40))));
        figures.add("paste%d-%d".formatted(count, size), subject.name(), "fx_ms_median", paste.fx(0.5));
        frames.rest();
        var times = Math.max(2, options.frames() / 12);
        var undo = new ArrayList<Meter.Reading>();
        for (int i = 0; i < times; i++) {
            undo.addAll(frames.measure(1, options.seconds(), 1, _ -> editor.undo()).frames());
            frames.rest();
            undo.addAll(frames.measure(1, options.seconds(), 1, _ -> editor.redo()).frames());
            frames.rest();
        }
        figures.add("undo-paste%d-%d".formatted(count, size), subject.name(), new Frames.Costs(undo));
        Frames.doOnFx(editor::undo);
        frames.rest();
    }

    /// Letters typed into the name of a step.
    void keys(WorkbenchSubject subject, int size) {
        Frames.doOnFx(() -> subject.look(NEAR));
        var node = Frames.onFx(() -> subject.nearest(1).getFirst());
        Frames.doOnFx(() -> subject.editor().select(Selection.of(node)));
        frames.rest();
        var field = Frames.onFx(subject::nameField);
        frames.measure(WARM_UP, options.seconds(), 3, _ -> WorkbenchSubject.type(field, "a"));
        int typed = Math.min(60, options.frames());
        var costs = frames.measure(typed, options.seconds(), 3, _ -> WorkbenchSubject.type(field, "b"));
        figures.add("key-" + size, subject.name(), costs);
        frames.rest();
        var name = Frames.onFx(() -> Objects.requireNonNull(subject.editor().graph().node(node)).name());
        if (!name.contains("ab")) {
            throw new IllegalStateException("the field took no letter: " + name);
        }
    }

    /// From an edit that makes or mends a problem until the canvas shows it.
    void check(WorkbenchSubject subject, int size) {
        var editor = subject.editor();
        var id = Frames.onFx(() -> subject.nearest(1).getFirst());
        var step = (Node.Step) Objects.requireNonNull(Frames.onFx(() -> editor.graph().node(id)));
        var whole = new ArrayList<Double>();
        var fx = new ArrayList<Meter.Reading>();
        int times = Math.max(2, options.frames() / 10);
        for (int i = 0; i < times; i++) {
            var next = i % 2 == 0 ? step.withSettings(Json.Obj.EMPTY) : step;
            var before = new AtomicReference<List<Problem>>(List.of());
            long begin = System.nanoTime();
            frames.run(new Frames.Script() {
                private Meter.Reading sum = new Meter.Reading(0, 0);
                private boolean known;

                @Override
                public boolean next(int frame, Meter.Reading last) {
                    if (frame == 0) {
                        before.set(editor.problems());
                        editor.apply(new Edit.ReplaceNode(next));
                        return true;
                    }
                    // What the edit costs, and what showing the answer does, not the frames between.
                    if (frame == 1 || known) {
                        sum = new Meter.Reading(sum.fx() + last.fx(), sum.render() + last.render());
                    }
                    if (known) {
                        whole.add(millisSince(begin));
                        fx.add(sum);
                        return false;
                    }
                    known = !editor.problems().equals(before.get());
                    return frame < TimeUnit.SECONDS.toMillis(1);
                }
            });
            frames.rest();
        }
        figures.add("check-" + size, subject.name(), "check_ms_median", median(whole));
        figures.add("check-" + size, subject.name(), "fx_ms_median", new Frames.Costs(fx).fx(0.5));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}
