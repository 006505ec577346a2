package dev.flowloom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// Java processes.
final class Java {
    private Java() {}

    /// How one is begun, all but its class. The same for all subjects.
    static List<String> command(String classPath, String heap) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp",
                classPath);
    }

    static Process start(ProcessBuilder builder) throws IOException {
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// Reads what a process says until that has come, or it has ended. False where it hasn't.
    static boolean read(Process process, Predicate<String> isLast) throws IOException {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (isLast.test(line)) {
                return true;
            }
        }
        return false;
    }
}
