package dev.flowloom.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The program `flowloom` without its window.
public final class Main {
    private static final Results RESULTS = new Results(new FileOutputStream(FileDescriptor.out));

    private Main() {}

    public static void main(String[] arguments) {
        var console = systemConsole();
        keepStandardOutputForResults();
        int exitCode;
        try {
            exitCode = new Commands(console, System.getProperty("flowloom.program", "flowloom")).execute(arguments);
        } catch (OutOfMemoryError _) {
            console.err().printf(
                    "Flowloom ran out of memory: it may use %,d MB. Give it more, by JAVA_TOOL_OPTIONS=-Xmx4g, or the flow less at a time. What had been kept of the run is kept: see \"runs\".%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            exitCode = ExitCode.ENGINE_FAILED;
        } catch (Error error) {
            // Java's own exit code for this would be 1, which says that the flow failed.
            error.printStackTrace(console.err());
            exitCode = ExitCode.ENGINE_FAILED;
        }
        // A last line may have no end.
        System.out.close();
        console.out().flush();
        var lost = RESULTS.failure();
        if (lost != null) {
            console.err().printf("The result can't be written to standard output: %s. The run is kept: see \"runs\".%n",
                    lost.getMessage());
            exitCode = ExitCode.ENGINE_FAILED;
        }
        console.err().flush();
        System.exit(exitCode);
    }

    /// Libraries, and steps that others wrote, print what they like: to people, wherever those are told what happens.
    private static void keepStandardOutputForResults() {
        System.setOut(new PrintStream(new Lines(line -> System.err.println(line)), true, StandardCharsets.UTF_8));
    }

    private static Console systemConsole() {
        var terminal = isTerminal();
        // Other programs read standard output, and JSON is UTF-8 (RFC 8259) whatever the locale.
        var out = new PrintStream(RESULTS, true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charsetOfPeople());
        var color = terminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(System.in, out, err, terminal, Integer.getInteger("flowloom.columns", 80), color);
    }

    /// The launcher knows whether standard error is a terminal; Java knows it of standard input and output alone.
    private static boolean isTerminal() {
        return Optional.ofNullable(System.getProperty("flowloom.terminal"))
                .map(Boolean::parseBoolean)
                .or(() -> Optional.ofNullable(System.console()).map(java.io.Console::isTerminal))
                .orElse(false);
    }

    /// Java takes ASCII where no locale is set, as in most containers; what shows it there understands UTF-8.
    private static Charset charsetOfPeople() {
        var charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }
}
