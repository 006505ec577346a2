package dev.flowloom.bench;

import java.time.Duration;

/// What is measured at once.
sealed interface Case {
    /// As it stands among the figures.
    String name();

    /// The most heap that the process gets, as Java's option has it.
    default String heap() {
        return "2g";
    }

    /// So many runs at a time, as fast as they go.
    record Closed(String name, Shape shape, int atOnce) implements Case {}

    /// Runs come at half of the rate that is possible.
    record Half(String name, Shape shape) implements Case {
        /// At which the possible rate is found.
        static final int PEAK = 256;
    }

    /// So many runs wait, and are woken.
    record Waiting(String name, Subject.Alarm by, int runs) implements Case {
        /// What they have to do with.
        @Override
        public String heap() {
            return "512m";
        }
    }

    /// So many runs are unfinished when the process is killed.
    record Recovery(String name, int runs) implements Case {}

    /// As many runs as come in 24 hours, as fast as they go. After each hour's, those of hours before are removed.
    record Day(String name, int runsAnHour) implements Case {
        static final int HOURS = 24;
        static final int AT_ONCE = 16;
        /// What comes after them.
        static final Duration IDLE = Duration.ofMinutes(1);
    }

    /// So many rows are read, changed and written.
    record Rows(String name, int rows, int batch) implements Case {
        @Override
        public String heap() {
            return "128m";
        }
    }

    /// What is run; rows and recovery have shapes of their own.
    default Shape shape() {
        return new Shape.Sequence(5);
    }
}
