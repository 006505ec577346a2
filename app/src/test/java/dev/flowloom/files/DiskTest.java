package dev.flowloom.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DiskTest {
    @TempDir
    Path folder;

    private final Disk disk = new Disk();

    @Test
    void aNewFileIsMadeAndNothingElse() throws Exception {
        var file = folder.resolve("a.flow.json");
        disk.replace(file, bytes("new"));
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("a.flow.json");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsNotWaitedForAndAFolderIsSaidToBeOne() throws Exception {
        var pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> disk.read(pipe)).hasMessageContaining("a pipe");
        assertThatThrownBy(() -> disk.read(folder)).hasMessageContaining("it is a folder");
    }

    @Test
    void theFolderIsForcedToTheDiskWhenTheNewContentIsInPlace() throws Exception {
        var file = Files.writeString(folder.resolve("a.flow.json"), "old");
        var seen = new ArrayList<String>();
        new Disk() {
            @Override
            protected void force(@Nullable Path forced) {
                super.force(forced);
                seen.add(forced + " with " + content(file));
            }
        }.replace(file, bytes("new"));
        assertThat(seen).containsExactly(folder.toRealPath() + " with new");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFullDiskLeavesTheOldContentAndSaysWhatToDo() throws Exception {
        var file = Files.writeString(folder.resolve("a.flow.json"), "old");
        assertThatThrownBy(
                () -> new FailingDisk(new IOException("No space left on device")).replace(file, bytes("new")))
                .isInstanceOfSatisfying(FileTrouble.class, trouble -> {
                    assertThat(trouble.message()).contains("a.flow.json was not saved", "disk is full");
                    assertThat(trouble.remedy()).contains("Free some space", "still there");
                });
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.flow.json");
    }

    @Test
    void aReadOnlyFolderIsNamedWithAWayOut() throws Exception {
        var file = Files.writeString(folder.resolve("a.flow.json"), "old");
        assertThatThrownBy(
                () -> new FailingDisk(new AccessDeniedException(folder.toString())).replace(file, bytes("new")))
                .isInstanceOfSatisfying(FileTrouble.class, trouble -> {
                    assertThat(trouble.message()).contains("may not write in " + folder);
                    assertThat(trouble.remedy()).contains("another folder");
                });
        assertThat(file).hasContent("old");
    }

    @Test
    void aFolderThatIsGoneIsNamed() {
        var file = folder.resolve("gone/a.flow.json");
        assertThatThrownBy(() -> disk.replace(file, bytes("new"))).isInstanceOf(FileTrouble.class)
                .hasMessageContaining("the folder " + file.getParent() + " is not there");
    }

    @Test
    void aMissingFileIsNamedOnReading() {
        assertThatThrownBy(() -> disk.read(folder.resolve("gone.flow.json"))).isInstanceOf(FileTrouble.class)
                .hasMessageContaining("is not there");
    }

    /// A limit on the size of files stands for a quota: the system itself ends the writing half way.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSaveThatTheSystemEndsHalfWayLeavesTheOldContentAndNothingElse() throws Exception {
        var file = Files.writeString(folder.resolve("a.flow.json"), "old");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var saving = new ProcessBuilder("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh", java, "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), Saving.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = new String(saving.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(saving.waitFor()).isZero();
        assertThat(said).contains("a.flow.json was not saved", "What was there before is still there");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.flow.json");
    }

    /// A program that saves more than it may.
    static final class Saving {
        private Saving() {}

        public static void main(String[] args) {
            try {
                new Disk().replace(Path.of(args[0]), new byte[1 << 20]);
            } catch (FileTrouble e) {
                System.out.println(e.message() + " " + e.remedy());
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAndLinksSurvive() throws Exception {
        var file = Files.writeString(folder.resolve("real.json"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        var link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        disk.replace(link, bytes("new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw----");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
