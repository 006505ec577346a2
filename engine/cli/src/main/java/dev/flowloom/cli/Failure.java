package dev.flowloom.cli;

import org.jspecify.annotations.Nullable;

/// A command can't go on, for a reason that its user can do something about.
final class Failure extends RuntimeException {
    private final int exitCode;

    private Failure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /// @param message what is wrong and what to do about it, as a sentence
    static Failure wrongInput(String message, @Nullable Throwable cause) {
        return new Failure(ExitCode.INPUT_WRONG, message, cause);
    }

    /// @param message what happened and what to do about it, as a sentence
    static Failure ofEngine(String message, @Nullable Throwable cause) {
        return new Failure(ExitCode.ENGINE_FAILED, message, cause);
    }

    /// The process is being ended from outside, and whoever does that is told elsewhere.
    static Failure interrupted() {
        return new Failure(ExitCode.ENGINE_FAILED, "", null);
    }

    /// What is wrong and what to do about it; empty where there is nothing to say.
    String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    int exitCode() {
        return exitCode;
    }
}
