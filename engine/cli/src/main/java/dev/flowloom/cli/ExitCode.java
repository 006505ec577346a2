package dev.flowloom.cli;

/// What the command line tells the program that called it. Constants, because annotations ask for them.
final class ExitCode {
    static final int COMPLETED = 0;
    static final int FLOW_FAILED = 1;
    static final int INPUT_WRONG = 2;
    static final int ENGINE_FAILED = 3;

    private ExitCode() {}
}
