package dev.flowloom.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.flowloom.files.TestDesk.done;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of drafts that an earlier process left, once they are gone on with.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class LeftWorkTest {
    private final Path folder;
    private final Path draftsFolder;
    private final WatchedDisk disk = new WatchedDisk();
    private TestDesk bench;

    LeftWorkTest(@TempDir Path folder) {
        this.folder = folder;
        draftsFolder = folder.resolve("drafts");
        bench = new TestDesk(folder, disk, Runnable::run);
    }

    @AfterEach
    void close() {
        assertThat(bench.bugs).isEmpty();
        bench.close();
    }

    private Drafts.Left left(String text) throws FileTrouble {
        var slot = bench.drafts.open();
        var draft = new Draft("left", null, null, TestDesk.NOW, text);
        slot.keep(draft);
        return new Drafts.Left(draft, slot);
    }

    private static String flow() {
        return DefinitionWriter.text(Diagrams.empty().start(0, 0).end("end", 200, 0).diagram());
    }

    @Test
    void workThatWasLeftIsOpenAndUnsaved() throws Exception {
        assertThat(done(bench.desk.resume(left(flow())))).isTrue();
        assertThat(bench.editor.graph().nodes()).hasSize(2);
        assertThat(bench.editor.isChanged()).isTrue();
    }

    @Test
    void itsDraftStaysUntilItIsSaved() throws Exception {
        var left = left(flow());
        bench.desk.resume(left);
        bench.flushDrafts();
        assertThat(left.slot().file()).exists();

        bench.toSave = folder.resolve("saved.flow.json");
        assertThat(done(bench.desk.save())).isTrue();
        bench.flushDrafts();
        assertThat(left.slot().file()).doesNotExist();
    }

    @Test
    void itsDraftIsTheOneThatIsKeptFromNowOn() throws Exception {
        var left = left(flow());
        bench.desk.resume(left);
        bench.draw("went on");
        bench.leave();
        assertThat(draftsFolder.toFile().list((_, name) -> name.endsWith(".draft")))
                .containsExactly(String.valueOf(left.slot().file().getFileName()));
        assertThat(Files.readString(left.slot().file())).contains("went on");
    }

    @Test
    void itIsNotLostWhenNoNewerDraftCanBeWritten() throws Exception {
        left(flow()).slot().close();
        bench.close();
        bench = new TestDesk(folder, new FailingDisk(new IOException("No space left on device")), Runnable::run);
        var left = bench.drafts.left().getFirst();
        bench.desk.resume(left);
        bench.leave();
        assertThat(bench.said).anyMatch(said -> said.contains("disk is full"));
        assertThat(Files.readString(left.slot().file())).contains(flow());
    }

    @Test
    void itStaysWhenTheUserKeepsWhatIsOpen() throws Exception {
        bench.draw("mine");
        bench.unsaved.add(Unsaved.CANCEL);
        var left = left(flow());
        assertThat(done(bench.desk.resume(left))).isFalse();
        bench.flushDrafts();
        assertThat(left.slot().file()).exists();
        assertThat(bench.drawn()).isEqualTo("mine");
    }

    @Test
    void aDraftThatIsNoFlowIsSaidToBeSoAndStays() throws Exception {
        var left = left("{ \"flowloom\": 1, ");
        assertThat(done(bench.desk.resume(left))).isFalse();
        assertThat(bench.said).singleElement().asString().startsWith("broken draft: left, ");
        bench.flushDrafts();
        assertThat(left.slot().file()).exists();
    }

    @Test
    void aDraftThatCanNotBeReadIsSaidToBeSoWithTheReason() throws Exception {
        Files.createDirectories(draftsFolder.resolve("a.draft"));
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isFalse();
        assertThat(bench.said).singleElement().asString().startsWith("broken draft: ").contains("it is a folder");
    }

    /// The process ends with what is drawn unsaved, and the next one goes on with it.
    private void endAndGoOn() throws Exception {
        end();
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
    }

    private void end() throws Exception {
        bench.leave();
        bench.close();
        bench = new TestDesk(folder, new Disk(), Runnable::run);
    }

    private Path onlyFile(String ending) {
        var files = draftsFolder.toFile().listFiles((_, name) -> name.endsWith(ending));
        assertThat(files).hasSize(1);
        return files[0].toPath();
    }

    @Test
    void whatCouldBeUndoneAndRedoneStillCan() throws Exception {
        bench.draw("one");
        bench.draw("two");
        bench.draw("three");
        bench.editor.undo();
        endAndGoOn();
        assertThat(bench.drawn()).isEqualTo("two");
        bench.editor.redo();
        assertThat(bench.drawn()).isEqualTo("three");
        bench.editor.undo();
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("one");
        bench.draw("other");
        endAndGoOn();
        assertThat(bench.drawn()).isEqualTo("other");
        assertThat(bench.editor.canRedo()).isFalse();
        bench.editor.undo();
        bench.editor.undo();
        assertThat(bench.drawn()).isEmpty();
        assertThat(bench.editor.canUndo()).isFalse();
    }

    @Test
    void undoneToWhatIsSavedItIsUnchangedAndNoLongerOffered() throws Exception {
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("saved");
        bench.desk.save();
        bench.draw("later");
        endAndGoOn();
        assertThat(bench.editor.isChanged()).isTrue();
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("saved");
        assertThat(bench.editor.isChanged()).isFalse();
        bench.editor.undo();
        assertThat(bench.editor.isChanged()).isTrue();
        bench.editor.redo();
        bench.flushDrafts();
        assertThat(draftsFolder.toFile().list((_, name) -> name.endsWith(".draft"))).isEmpty();
    }

    /// A process is killed after it wrote the file, and before it noted that anywhere.
    private void endAfterSaving() throws Exception {
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("saved");
        bench.desk.save();
        bench.draw("saved again");
        bench.desk.save();
        bench.leave();
        for (var file : disk.draft.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        for (var kept : new File(folder.resolve("histories").toUri()).listFiles()) {
            Files.delete(kept.toPath());
        }
        end();
    }

    /// Knows the draft as it was when a flow was written last.
    private final class WatchedDisk extends Disk {
        private final Map<Path, byte[]> draft = new HashMap<>();

        @Override
        public void replace(Path file, byte[] content) throws FileTrouble {
            super.replace(file, content);
            if (file.toString().endsWith(FlowDesk.ENDING)) {
                draft.clear();
                for (var kept : new File(draftsFolder.toUri()).listFiles((_, name) -> !name.endsWith(".lock"))) {
                    draft.put(kept.toPath(), super.read(kept.toPath()));
                }
            }
        }
    }

    @Test
    void whatItsOwnProcessSavedBeforeItWasKilledIsNotTakenForAChangeByAnother() throws Exception {
        endAfterSaving();
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        bench.said.clear();
        assertThat(done(bench.desk.look())).isTrue();
        assertThat(bench.said).isEmpty();
        assertThat(bench.drawn()).isEqualTo("saved again");
        assertThat(bench.editor.isChanged()).isFalse();
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("saved");
        assertThat(bench.editor.isChanged()).isTrue();
    }

    @Test
    void whatItsOwnProcessSavedIsNotTakenForThatEitherWhereStepsStandOnEachOther() throws Exception {
        for (var id : List.of("a", "b")) {
            bench.editor.apply(
                    new Edit.AddNode(Node.Step.of(Diagrams.id(id), "", "util.log"), new Layout.Point(100, 0)));
        }
        endAfterSaving();
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(done(bench.desk.look())).isTrue();
        assertThat(bench.editor.isChanged()).isFalse();
    }

    @Test
    void whatAnotherWroteMeanwhileIsStillTakenForThat() throws Exception {
        endAfterSaving();
        Files.writeString(folder.resolve("a.flow.json"), flow());
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(done(bench.desk.look())).isFalse();
        assertThat(bench.said).last().isEqualTo("changed elsewhere, and here");
    }

    @Test
    void aDamagedHistoryCostsOnlyWhatCouldBeUndone() throws Exception {
        bench.draw("one");
        bench.draw("two");
        end();
        var file = onlyFile(".history");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(bench.drawn()).isEqualTo("two");
        assertThat(bench.editor.canUndo()).isFalse();
        assertThat(bench.editor.isChanged()).isTrue();
        bench.draw("three");
        endAndGoOn();
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("two");
    }

    @Test
    void aHistoryThatEndsBeforeTheTextIsNotTakenForIts() throws Exception {
        bench.draw("one");
        bench.leave();
        var early = Files.readAllBytes(onlyFile(".history"));
        bench.draw("two");
        end();
        Files.write(onlyFile(".history"), early);
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(bench.drawn()).isEqualTo("two");
        assertThat(bench.editor.canUndo()).isFalse();
    }

    @Test
    void aProcessKilledBetweenTheHistoryAndTheTextLosesNothing() throws Exception {
        bench.draw("one");
        bench.leave();
        var text = Files.readAllBytes(onlyFile(".draft"));
        bench.draw("two");
        end();
        Files.write(onlyFile(".draft"), text);
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(bench.drawn()).isEqualTo("two");
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("one");
    }

    @Test
    void aProcessKilledBetweenAHistoryWrittenAnewAndTheTextLosesNothing() throws Exception {
        bench.draw("one");
        bench.draw("two");
        endAndGoOn();
        var text = Files.readAllBytes(onlyFile(".draft"));
        bench.editor.undo();
        bench.draw("other");
        end();
        Files.write(onlyFile(".draft"), text);
        assertThat(done(bench.desk.resume(bench.drafts.left().getFirst()))).isTrue();
        assertThat(bench.drawn()).isEqualTo("other");
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("one");
    }

    @Test
    void aHistoryWithoutItsTextIsCleanedAway() throws Exception {
        bench.draw("one");
        end();
        Files.delete(onlyFile(".draft"));
        assertThat(bench.drafts.left()).isEmpty();
        assertThat(draftsFolder.toFile().list()).isEmpty();
    }

    @Test
    void theHistoryOfALivingWindowIsLeftAlone() throws Exception {
        bench.draw("one");
        bench.flushDrafts();
        bench.desk.resume(left(flow()));
        assertThat(bench.drafts.left()).isEmpty();
    }

    @Test
    void goingOnTwiceWithTheSameDraftLosesNothing() throws Exception {
        var left = left(flow());
        try (var writer = Executors.newSingleThreadScheduledExecutor()) {
            var keeper = new DraftKeeper(bench.drafts.open(), new Histories(folder.resolve("histories"), new Disk()),
                    writer, trouble -> {
                        throw new AssertionError(trouble);
                    });
            keeper.goOnWith(left.slot());
            keeper.goOnWith(left.slot());
            writer.submit(() -> {}).get();
            assertThat(left.slot().file()).exists();
            assertThat(bench.drafts.left()).as("still held").isEmpty();
        }
    }
}
