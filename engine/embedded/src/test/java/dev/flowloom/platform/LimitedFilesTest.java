package dev.flowloom.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
final class LimitedFilesTest {
    @TempDir
    Path folder;

    @Test
    void whatIsSmallEnoughIsReadAsItIs() throws IOException {
        var file = folder.resolve("file");
        Files.writeString(file, "12345");

        assertThat(LimitedFiles.read(file, 5)).asString().isEqualTo("12345");
        assertThatThrownBy(() -> LimitedFiles.read(file, 4)).isInstanceOf(LimitedFiles.TooLargeException.class)
                .hasMessageContaining("more than 4 bytes");
        assertThatThrownBy(() -> LimitedFiles.read(folder.resolve("none"), 4)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDeviceWithoutEndIsLeft() {
        assertThatThrownBy(() -> LimitedFiles.read(Path.of("/dev/zero"), 1 << 20))
                .isInstanceOf(LimitedFiles.TooLargeException.class);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeIsReadAndOneThatNobodyWritesIntoIsLeft() throws Exception {
        var quiet = pipe("quiet");
        assertThatThrownBy(() -> LimitedFiles.open(quiet, 1))
                .hasMessageContaining("nobody has written into it for 1 s");

        var pipe = pipe("pipe");
        var writer = new ProcessBuilder("sh", "-c", "echo first > \"$0\"", pipe.toString()).start();
        assertThat(LimitedFiles.read(pipe, 100)).asString().isEqualTo("first\n");
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Path pipe(String name) throws Exception {
        var pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS)).isTrue();
        return pipe;
    }
}
