package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.History;
import dev.flowloom.document.Revision;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What can be undone, in a file that grows with each edit.
class HistoryLogTest {
    private final Path file;
    private final HistoryLog log;
    private final Editor editor = new Editor(
            Diagrams.empty().start(0, 0).step("a", 80, 0).chain("start", "a").diagram());

    HistoryLogTest(@TempDir Path folder) {
        file = folder.resolve("x.history");
        log = new HistoryLog(file, new Disk());
    }

    private void rename(String name) {
        editor.apply(new Edit.Rename(Diagrams.id("start"), name));
    }

    private long keep() throws FileTrouble {
        return log.keep(editor.state().history());
    }

    private History read() throws IOException {
        return Objects.requireNonNull(HistoryReading.read(Files.readAllBytes(file))).history();
    }

    /// Its diagrams as they would be saved, the labels, and the numbers.
    static List<String> printed(History history) {
        return history.revisions().stream().map(HistoryLogTest::printed).toList();
    }

    private static String printed(Revision revision) {
        return "%d %s %s".formatted(revision.number(), revision.label(), DefinitionWriter.text(revision.diagram()));
    }

    private void assertKept() throws IOException {
        var now = editor.state().history();
        assertThat(printed(read())).isEqualTo(printed(now));
        assertThat(read().position()).isEqualTo(now.position());
        assertThat(read().last()).isEqualTo(now.last());
        assertThat(read().saved()).isEqualTo(now.saved());
    }

    @Test
    void whatIsUndoneAndDoneOtherwiseIsAsItWas() throws Exception {
        keep();
        rename("one");
        keep();
        rename("two");
        editor.apply(new Edit.AddNode(Node.Step.of(Diagrams.id("b"), "B", "log"), Diagrams.point(5, 5)));
        keep();
        assertKept();
        editor.undo();
        editor.undo();
        keep();
        assertKept();
        editor.markSaved();
        rename("three");
        keep();
        assertKept();
        editor.undo();
        editor.undo();
        keep();
        assertKept();
    }

    @Test
    void aBurstOfTypingStaysOneStep() throws Exception {
        rename("one");
        for (var name : List.of("t", "tw", "two")) {
            editor.applyInBurst(new Edit.Rename(Diagrams.id("a"), name), "a/name");
            keep();
        }
        assertKept();
        assertThat(read().revisions()).hasSize(3);
    }

    @Test
    void fieldsStayInTheOrderInWhichTheyWereWritten() throws Exception {
        keep();
        var step = Node.Step.of(Diagrams.id("a"), "a", "http.request");
        var ab = Json.Obj.of("x", Json.of(1)).with("y", Json.of("2"));
        var ba = Json.Obj.of("y", Json.of("2")).with("x", Json.of(1));
        editor.apply(new Edit.ReplaceNode(step.withSettings(ab)));
        editor.apply(new Edit.Rename(Diagrams.id("a"), "between"));
        editor.apply(new Edit.ReplaceNode(step.withSettings(ba)));
        keep();
        assertKept();
    }

    @Test
    void theFileCutOffAnywhereHoldsWhatWasKeptBefore() throws Exception {
        keep();
        rename("one");
        keep();
        long before = Files.size(file);
        rename("two");
        keep();
        var whole = Files.readAllBytes(file);
        for (int length = (int) before; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(read().diagram().flow().graph().node(Diagrams.id("start"))).isNotNull()
                    .satisfies(start -> assertThat(Objects.requireNonNull(start).name()).isEqualTo("one"));
        }
        for (int length = 0; length < 20; length++) {
            assertThat(HistoryReading.read(Arrays.copyOf(whole, length))).isNull();
        }
    }

    @Test
    void whatIsDamagedEndsTheHistoryBeforeIt() throws Exception {
        rename("one");
        keep();
        int before = (int) Files.size(file);
        rename("two");
        keep();
        rename("three");
        keep();
        var bytes = Files.readAllBytes(file);
        bytes[before + 30] ^= 1;
        Files.write(file, bytes);
        assertThat(read().last()).isEqualTo(1);
    }

    @Test
    void anEditCostsAsMuchAsItChangesHoweverLargeTheFlow() throws Exception {
        var large = Diagrams.empty().start(0, 0);
        for (int i = 0; i < 2_000; i++) {
            large = large.step("s" + i, i, i);
        }
        editor.open(large.diagram(), false);
        keep();
        long before = Files.size(file);
        rename("one");
        keep();
        assertThat(Files.size(file) - before).isLessThan(1_000);
    }

    @Test
    void theFileIsWrittenAnewWhenItHasGrownLongAndOnlyTheOldestIsDropped() throws Exception {
        int edits = 5 * HistoryWriting.REVISIONS / 2;
        long largest = 0;
        for (int i = 1; i <= edits; i++) {
            rename("name " + i);
            keep();
            log.tidy(editor.state().history());
            largest = Math.max(largest, Files.size(file));
        }
        var kept = read();
        assertThat(kept.revisions().size()).isBetween(HistoryWriting.REVISIONS, 2 * HistoryWriting.REVISIONS + 2);
        assertThat(printed(kept)).isEqualTo(printed(editor.state().history())
                .subList(edits + 1 - kept.revisions().size(), edits + 1));
        assertThat(largest).isLessThan(1_000L * edits);

        while (editor.canUndo()) {
            for (int i = 0; i < 50; i++) {
                editor.undo();
            }
            keep();
            assertThat(DefinitionWriter.text(read().diagram())).isEqualTo(DefinitionWriter.text(editor.diagram()));
        }
    }

    @Test
    void ofLargeChangesFewerAreKept() throws Exception {
        var text = "x".repeat(1024 * 1024);
        for (int i = 0; i < 10; i++) {
            rename(i + text);
        }
        editor.undo();
        keep();
        var kept = read();
        assertThat(kept.revisions()).hasSizeLessThan(8);
        assertThat(kept.present().number()).isEqualTo(9);
        assertThat(kept.position()).isEqualTo(3);
    }

    @Test
    void afterAFailureTheNextKeepingWritesItAnew() throws Exception {
        rename("one");
        keep();
        var full = new HistoryLog(file, new FailingDisk(new IOException("No space left on device")) {
            private int writes;

            @Override
            protected void write(Path path, byte[] content) throws IOException {
                // The first time there was space.
                if (writes++ == 1) {
                    super.write(path, content);
                }
                Files.write(path, content);
            }
        });
        full.keep(editor.state().history());
        rename("two");
        assertThatThrownBy(() -> full.keep(editor.state().history())).isInstanceOf(FileTrouble.class);
        assertThatThrownBy(() -> full.keep(editor.state().history())).isInstanceOf(FileTrouble.class);
        assertThat(read().last()).isEqualTo(1);
        rename("three");
        full.keep(editor.state().history());
        assertKept();
    }

    @Test
    void whatWasNeverAHistoryIsNone() {
        assertThat(HistoryReading.read(new byte[0])).isNull();
        assertThat(HistoryReading.read(Lines.line(Json.Obj.of("history", Json.of(99))))).isNull();
        assertThat(HistoryReading.read(Lines.line(Json.Obj.EMPTY))).isNull();
    }

    @Test
    void aLineOfAFormThatIsNotKnownEndsIt() throws Exception {
        rename("one");
        keep();
        for (var strange : List.of(Json.Obj.EMPTY, Json.Obj.of("keep", Json.of(99)),
                HistoryWriting.step(editor.state().history(), 1, 9).with("at", Json.of(77)),
                HistoryWriting.step(editor.state().history(), 1, 9).with("then", Json.Arr.of(Json.NULL)))) {
            var bytes = Files.readAllBytes(file);
            new Disk().append(file, Lines.line(strange));
            assertKept();
            Files.write(file, bytes);
        }
    }
}
