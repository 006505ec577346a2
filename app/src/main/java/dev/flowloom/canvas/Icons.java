package dev.flowloom.canvas;

import dev.flowloom.overlay.Phase;

/// The canvas' own icons and marks, as path data on a 24 × 24 grid, drawn as lines two units wide.
final class Icons {
    static final String START = "M8 5 L19 12 L8 19 Z";
    static final String END = "M7 7 H17 V17 H7 Z";
    static final String FAILED = "M6 6 L18 18 M18 6 L6 18";
    static final String CONDITION = "M4 12 H9 L14 6 H20 M9 12 L14 18 H20 M17 3 L20 6 L17 9 M17 15 L20 18 L17 21";
    static final String FORK = "M4 12 H8 M8 5 V19 M8 6 H20 M8 18 H20";
    static final String CLOCK = "M12 3 A9 9 0 1 0 12.01 3 Z M12 7 V12 L15.5 14";
    static final String ENVELOPE = "M4 6 H20 V18 H4 Z M4 7 L12 13 L20 7";
    static final String PERSON = "M12 4 A4 4 0 1 0 12.01 4 Z M5 20 C5 15.5 8 14 12 14 S19 15.5 19 20";
    static final String FRAME = "M4 6 H20 V18 H4 Z M4 10 H20";
    static final String SUB_FLOW = "M4 5 H20 V19 H4 Z M8 12 H11 M16 12 H13 M11 9.5 H13 V14.5 H11 Z";
    static final String LOOP = "M17 3 L20 6 L17 9 M20 6 H9 A5 5 0 0 0 4 11 V12 M7 21 L4 18 L7 15 M4 18 H15 A5 5 0 0 0 20 13 V12";
    static final String UNKNOWN = "M9 9 A3 3 0 1 1 12 12.5 V14 M12 18 V18.2";

    static final String COLLAPSE = "M6 9 L12 15 L18 9";
    static final String EXPAND = "M9 6 L15 12 L9 18";
    static final String TICK = "M6 12.5 L10.5 17 L18 8";
    static final String TICK_LINE = "M7 10 L10.5 13.5 L17 6 M7 18 H17";
    static final String CROSS = "M7 7 L17 17 M17 7 L7 17";
    static final String SLASH = "M7 17 L17 7";
    static final String STOP = "M8 8 H16 V16 H8 Z";
    static final String REWIND = "M12 7 L6 12 L12 17 Z M18 7 L12 12 L18 17 Z";
    static final String REWIND_TICK = "M9 5 L4 9 L9 13 Z M15 5 L10 9 L15 13 Z M9 17 L12 20 L18 13";
    static final String PAUSE = "M9 7 V17 M15 7 V17";
    static final String HANDS = "M12 6.5 V12 L15.5 14.5";
    static final String PERSON_SMALL = "M12 5 A3 3 0 1 0 12.01 5 Z M6.5 19 C6.5 15 9 13.5 12 13.5 S17.5 15 17.5 19";
    static final String JAG = "M13.5 4 L8 13 H12.5 L10.5 20 L16 11 H11.5 Z";
    /// A switch that is open, and one that is being tried.
    static final String BREAKER_OPEN = "M4 16 H8.5 L16 7.5 M16 16 H20";
    static final String BREAKER_HALF_OPEN = "M4 15 H8.5 L16.5 12 M16 15 H20";
    static final String BANG = "M12 6 V13 M12 17 V17.2";

    private Icons() {}

    /// The sign of a phase; empty for those that are shown by a ring.
    static String of(Phase phase) {
        return switch (phase) {
            case WAITING -> HANDS;
            case ASKING -> PERSON_SMALL;
            case RUNNING, RETRYING -> "";
            case SUCCEEDED -> TICK;
            case KEPT -> TICK_LINE;
            case FAILED -> CROSS;
            case SKIPPED -> SLASH;
            case CANCELLED -> STOP;
            case COMPENSATING -> REWIND;
            case COMPENSATED -> REWIND_TICK;
            case PAUSED -> PAUSE;
        };
    }
}
