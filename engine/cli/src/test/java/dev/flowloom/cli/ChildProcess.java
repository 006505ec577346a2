package dev.flowloom.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A command that runs in a process of its own.
record ChildProcess(Process process, BufferedReader err) implements AutoCloseable {

    static ChildProcess command(String... arguments) throws IOException {
        var words = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of(arguments));
        var process = new ProcessBuilder(words).start();
        return new ChildProcess(process, process.errorReader(UTF_8));
    }

    /// As by a power cut.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// Asks it to end.
    void interrupt() {
        process.toHandle().destroy();
    }

    /// The exit code, and what was written since the process was last read from.
    Ran await() throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        var said = err.readAllAsString();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the process closed its output, but did not end");
        }
        return new Ran(process.exitValue(), out, said);
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        err.close();
    }
}
