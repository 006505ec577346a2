package dev.flowloom.bench;

/// What a run does. A step does nothing and gives a small object, so that the engine's own work is what is measured.
public sealed interface Shape {

    /// How many steps a run does, those that undo others included.
    int steps();

    /// start → so many steps → end
    record Sequence(int steps) implements Shape {}

    /// start → condition → fork → 3 steps, side by side → join → 2 steps → end
    record Forked() implements Shape {
        @Override
        public int steps() {
            return 5;
        }
    }

    /// Five steps, of which the last fails, and the other four are undone in reverse.
    record Saga() implements Shape {
        @Override
        public int steps() {
            return 9;
        }
    }

    /// One step for each item of a list, 5 at a time where the subject can limit that.
    record ForEach(int items) implements Shape {
        public static final int AT_ONCE = 5;

        @Override
        public int steps() {
            return items;
        }
    }
}
