package dev.flowloom.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.History;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.flowloom.files.TestDesk.done;
import static org.assertj.core.api.Assertions.assertThat;

/// What can be undone after the flow was closed and opened again.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class KeptHistoryTest {
    private final Path folder;
    private final Path file;
    private TestDesk bench;

    KeptHistoryTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        file = Files.write(folder.resolve("a.flow.json"),
                DefinitionWriter.write(Diagrams.empty().start(0, 0).diagram()));
        bench = new TestDesk(folder, new Disk(), Runnable::run);
        bench.desk.open(file);
    }

    @AfterEach
    void close() {
        assertThat(bench.bugs).isEmpty();
        bench.close();
    }

    /// The window is closed, whatever isn't saved is let go, and the program is started anew.
    private void startAnew() throws Exception {
        bench.unsaved.add(Unsaved.DONT_SAVE);
        assertThat(done(bench.desk.mayLeave())).isTrue();
        bench.desk.close();
        bench.flushDrafts();
        bench.close();
        bench = new TestDesk(folder, new Disk(), Runnable::run);
    }

    private void reopen() throws Exception {
        startAnew();
        assertThat(done(bench.desk.open(file))).isTrue();
    }

    private String history() {
        return bench.editor.state().history().revisions().stream()
                .map(revision -> revision.diagram().flow().graph().nodes().firstEntry().getValue().name()).toList()
                + " at " + bench.editor.state().history().position() + (bench.editor.isChanged() ? ", changed" : "");
    }

    @Test
    void aSavedFlowOpenedAgainCanBeUndoneStepByStepAndRedone() throws Exception {
        bench.draw("one");
        bench.draw("two");
        bench.desk.save();
        reopen();
        assertThat(history()).isEqualTo("[, one, two] at 2");
        bench.editor.undo();
        assertThat(history()).isEqualTo("[, one, two] at 1, changed");
        bench.editor.redo();
        assertThat(history()).isEqualTo("[, one, two] at 2");
        assertThat(bench.editor.undoLabel()).isEqualTo("Rename");
    }

    @Test
    void whatWasUndoneBeforeSavingCanStillBeRedone() throws Exception {
        bench.draw("one");
        bench.draw("two");
        bench.editor.undo();
        bench.desk.save();
        reopen();
        assertThat(history()).isEqualTo("[, one, two] at 1");
    }

    @Test
    void allUndoneWithoutSavingCanStillBeRedone() throws Exception {
        bench.draw("one");
        bench.draw("two");
        bench.editor.undo();
        bench.editor.undo();
        reopen();
        assertThat(history()).isEqualTo("[, one, two] at 0");
    }

    @Test
    void itGoesOnGrowingOverSeveralSessions() throws Exception {
        for (var name : List.of("one", "two", "three")) {
            bench.draw(name);
            bench.desk.save();
            reopen();
        }
        assertThat(history()).isEqualTo("[, one, two, three] at 3");
    }

    @Test
    void workThatWasLetGoIsNoPartOfIt() throws Exception {
        bench.draw("one");
        bench.desk.save();
        bench.draw("gone");
        reopen();
        assertThat(history()).isEqualTo("[, one] at 1");
    }

    /// One edit is being saved, and another made meanwhile.
    private HandDriven drawnWhileItIsWritten() {
        bench.close();
        var background = new HandDriven();
        bench = new TestDesk(folder, new Disk(), background);
        bench.desk.open(file);
        background.runAll();
        bench.draw("one");
        bench.desk.save();
        background.runNext();
        bench.draw("later");
        return background;
    }

    @Test
    void whatIsDrawnWhileTheFileIsWrittenIsNoPartOfIt() throws Exception {
        var background = drawnWhileItIsWritten();
        background.runAll();
        reopen();
        assertThat(history()).isEqualTo("[, one] at 1");
    }

    @Test
    void aCopySavedElsewhereHasTheHistoryToo() throws Exception {
        bench.draw("one");
        bench.toSave = folder.resolve("b.flow.json");
        bench.desk.saveAs();
        startAnew();
        bench.desk.open(folder.resolve("b.flow.json"));
        assertThat(history()).isEqualTo("[, one] at 1");
    }

    @Test
    void aFileThatSomethingElseChangedHasNone() throws Exception {
        bench.draw("one");
        bench.desk.save();
        Files.writeString(file, Files.readString(file).replace("one", "other"));
        reopen();
        assertThat(history()).isEqualTo("[other] at 0");
    }

    @Test
    void aFileThatIsAsItWasAgainHasItsHistoryAgain() throws Exception {
        bench.draw("one");
        bench.desk.save();
        var saved = Files.readString(file);
        Files.writeString(file, saved.replace("one", "other"));
        reopen();
        Files.writeString(file, saved);
        reopen();
        assertThat(history()).isEqualTo("[, one] at 1");
    }

    @Test
    void theHistoryOfAnotherFlowIsNotTakenForThisOnes() throws Exception {
        bench.draw("one");
        bench.desk.save();
        bench.flushDrafts();
        var histories = new Histories(folder.resolve("histories"), new Disk());
        var content = Fingerprint.of(Files.readAllBytes(file));
        histories.keep(file, content, two("x", "y"));
        reopen();
        assertThat(history()).isEqualTo("[one] at 0");
    }

    private static History two(String first, String second) {
        var bench = new Editor(Diagrams.empty().start(0, 0).diagram());
        bench.apply(new Edit.Rename(Diagrams.id("start"), first));
        bench.apply(new Edit.Rename(Diagrams.id("start"), second));
        return bench.state().history();
    }

    @Test
    void aDamagedHistoryIsDroppedWithoutAWord() throws Exception {
        bench.draw("one");
        bench.desk.save();
        bench.flushDrafts();
        for (var kept : kept()) {
            var bytes = Files.readAllBytes(kept);
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
        }
        startAnew();
        bench.desk.open(file);
        assertThat(history()).isEqualTo("[one] at 0");
        assertThat(bench.said).containsExactly("opened, 0 problems");
    }

    @Test
    void aHistoryThatCanNotBeKeptKeepsNobodyFromSaving() throws Exception {
        Files.writeString(folder.resolve("histories"), "a file where the folder would be");
        bench.draw("one");
        assertThat(done(bench.desk.save())).isTrue();
        reopen();
        assertThat(history()).isEqualTo("[one] at 0");
        assertThat(bench.said).containsExactly("opened, 0 problems");
    }

    @Test
    void aFileThatIsNotWrittenCanonicallyHasOneToo() throws Exception {
        Files.write(file, Files.readString(file).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        bench.desk.open(file);
        bench.draw("one");
        bench.editor.undo();
        reopen();
        assertThat(history()).isEqualTo("[, one] at 0");
    }

    @Test
    void aSaveWritesItOnceAndOpeningDoesNot() throws Exception {
        bench.close();
        var written = new AtomicInteger();
        bench = new TestDesk(folder, new Disk() {
            @Override
            public void replace(Path path, byte[] content) throws FileTrouble {
                if (path.startsWith(folder.resolve("histories"))) {
                    written.incrementAndGet();
                }
                super.replace(path, content);
            }
        }, Runnable::run);
        bench.desk.open(file);
        bench.draw("one");
        bench.desk.save();
        bench.flushDrafts();
        assertThat(written).hasValue(1);
        assertThat(done(bench.desk.open(file))).isTrue();
        assertThat(history()).isEqualTo("[, one] at 1");
        bench.flushDrafts();
        assertThat(written).hasValue(1);
    }

    @Test
    void whatWasUndoneWhileTheFileWasWrittenCanStillBeRedone() throws Exception {
        var background = drawnWhileItIsWritten();
        bench.editor.undo();
        background.runAll();
        reopen();
        assertThat(history()).isEqualTo("[, one, later] at 1");
    }

    @Test
    void onlySoManyAreKept() throws Exception {
        var histories = new Histories(folder.resolve("histories"), new Disk());
        for (int i = 0; i < 130; i++) {
            histories.keep(folder.resolve("f" + i), new Fingerprint("00"), two("x", "y"));
        }
        assertThat(kept()).hasSize(100);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(folder.resolve("histories"))) {
            return files.toList();
        }
    }
}
