package dev.flowloom.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The order of some collections differs from JVM to JVM, and not every time. So the same runs are made in several
/// fresh ones.
final class ReplayTest {
    private static final int JVMS = 4;

    @Test
    void freshJvmsDecideTheSame() throws Exception {
        var here = fingerprint();
        for (int i = 0; i < JVMS; i++) {
            assertThat(fingerprintOfAFreshJvm()).isEqualTo(here);
        }
    }

    private static String fingerprintOfAFreshJvm() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), ReplayTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            var fingerprint = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).isZero();
            return fingerprint;
        }
    }

    /// Prints the fingerprint of this JVM.
    public static void main(String[] args) throws NoSuchAlgorithmException {
        System.out.println(fingerprint());
    }

    private static String fingerprint() throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= 150; seed++) {
            add(digest, RandomRun.of(seed));
            add(digest, RandomRun.retried(seed));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Simulation run) {
        digest.update(run.log().getBytes(StandardCharsets.UTF_8));
        for (int count : run.commits) {
            digest.update(run.pending(run.fold(count)).toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
