package dev.flowloom.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class FolderLibraryTest {
    @TempDir
    private Path folder = Path.of("");

    private Path write(String file, String id, String version) throws IOException {
        return Files.writeString(folder.resolve(file), """
                {"flowloom": 1, "id": "%s", "version": "%s"}""".formatted(id, version));
    }

    private @Nullable Flow find(String id, @Nullable String version) {
        return new FolderLibrary(folder).find(new FlowReference(id, version));
    }

    @Test
    void findsAFlowByTheNameOfItsFile() throws IOException {
        write("bill.flow.json", "bill", "");
        assertThat(find("bill", null)).isNotNull();
    }

    @Test
    void findsAFlowByItsIdWhateverItsFileIsCalled() throws IOException {
        write("a.flow.json", "bill", "");
        write("bill.flow.json", "other", "");
        assertThat(find("bill", null)).extracting(Flow::id).isEqualTo("bill");
    }

    @Test
    void findsTheVersionThatIsMeant() throws IOException {
        write("bill.flow.json", "bill", "2");
        write("bill-1.flow.json", "bill", "1");
        assertThat(find("bill", "1")).extracting(Flow::version).isEqualTo("1");
        assertThat(find("bill", "2")).extracting(Flow::version).isEqualTo("2");
        assertThat(find("bill", "3")).isNull();
    }

    @Test
    void whatCanNotBeReadIsNotThere() throws IOException {
        Files.writeString(folder.resolve("bill.flow.json"), "{");
        Files.createDirectory(folder.resolve("folder.flow.json"));
        assertThat(find("bill", null)).isNull();
        assertThat(find("folder", null)).isNull();
    }

    private @Nullable String why(String id) {
        var why = new FolderLibrary(folder).whyMissing(new FlowReference(id, null));
        return why == null ? null : why.english();
    }

    @Test
    void saysWhyAFlowCanNotBeRead() throws IOException {
        Files.writeString(folder.resolve("bill.flow.json"), "{\"flowloom\": 1, \"id\": ");
        Files.createDirectory(folder.resolve("folder.flow.json"));
        assertThat(why("bill")).startsWith("its file bill.flow.json can't be read. The text ends before");
        assertThat(why("folder")).isEqualTo("its file folder.flow.json can't be read. It is no file.");
        assertThat(why("none")).isNull();
    }

    @Test
    void saysThatItLooksAtSoManyFilesAndNoMore() throws IOException {
        for (int i = 0; i <= 2_000; i++) {
            Files.createFile(folder.resolve("f%04d.flow.json".formatted(i)));
        }
        assertThat(why("bill")).contains("2,001 flows in its folder", "the first 2,000 by name");
        write("bill.flow.json", "bill", "");
        assertThat(find("bill", null)).isNotNull();
    }

    @Test
    void neverLeavesItsFolder() throws IOException {
        var inner = Files.createDirectory(folder.resolve("inner"));
        write("bill.flow.json", "../bill", "");
        assertThat(new FolderLibrary(inner).find(new FlowReference("../bill", null))).isNull();
        assertThat(new FolderLibrary(inner).find(new FlowReference("\0", null))).isNull();
    }

    @Test
    void readsAgainWhatHasChanged() throws IOException {
        var file = write("bill.flow.json", "bill", "1");
        var library = new FolderLibrary(folder);
        var first = library.find(new FlowReference("bill", null));
        assertThat(library.find(new FlowReference("bill", null))).isSameAs(first);

        write("bill.flow.json", "bill", "2");
        Files.setLastModifiedTime(file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1_000));
        assertThat(library.find(new FlowReference("bill", null))).extracting(Flow::version).isEqualTo("2");
    }

    @Test
    void namesTheFlowsThatAreThere() throws IOException {
        write("b.flow.json", "bill", "1");
        write("c.flow.json", "bill", "2");
        write("a.flow.json", "answer", "");
        assertThat(new FolderLibrary(folder).ids()).containsExactly("answer", "bill");
        assertThat(new FolderLibrary(folder.resolve("none")).ids()).isEmpty();
    }
}
