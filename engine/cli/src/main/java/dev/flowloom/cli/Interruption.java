package dev.flowloom.cli;

/// What is to be done if the process is asked to end, as by Ctrl+C, before this is closed.
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption then(Runnable action) {
        var hook = Thread.ofPlatform().name("interruption").unstarted(action);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It was asked before this began, and whoever began something earlier tells of it.
            throw Failure.interrupted();
        }
        return new Interruption(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It is being done.
        }
    }
}
