package dev.flowloom.cli;

import java.util.List;

/// What the command line tells the program that called it. Constants, because annotations ask for them.
final class ExitCode {
    static final int COMPLETED = 0;
    static final int FLOW_FAILED = 1;
    static final int INPUT_WRONG = 2;
    static final int ENGINE_FAILED = 3;

    /// As help lists what Java gives by itself where the process is asked to end, and what the launcher does.
    static final String LEFT_IN_HELP = "130:it was left by Ctrl+C; what was done is kept, and \"resume\" goes on with it (143: asked to end otherwise)";

    private static final List<Integer> THE_WORST_LAST = List.of(COMPLETED, INPUT_WRONG, FLOW_FAILED, ENGINE_FAILED);

    private ExitCode() {}

    /// Which of two is told where one alone can be: that a run failed must not be hidden by another that only stands still.
    static int worse(int one, int other) {
        return THE_WORST_LAST.indexOf(one) < THE_WORST_LAST.indexOf(other) ? other : one;
    }
}
