package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.files.Questions.Changed;
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

/// Something else changes the file that is open.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class ElsewhereTest {
    private final Path folder;
    private final Path file;
    private TestDesk bench;
    private int time;

    ElsewhereTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        file = folder.resolve("a.flow.json");
        write("first");
        bench = new TestDesk(folder, new Disk(), Runnable::run);
        bench.desk.open(file);
        bench.said.clear();
    }

    @AfterEach
    void close() {
        assertThat(bench.bugs).isEmpty();
        bench.close();
    }

    private void write(String startsName) throws IOException {
        var flow = Diagrams.empty().start(0, 0).diagram();
        var start = flow.flow().graph().nodes().firstEntry().getValue().withName(startsName);
        Files.write(file,
                DefinitionWriter.write(flow.withFlow(flow.flow().withGraph(flow.flow().graph().with(start)))));
        // As far apart as two writings are in life.
        Files.setLastModifiedTime(file, FileTime.fromMillis(++time * 10_000L));
    }

    private boolean look() {
        return done(bench.desk.look());
    }

    @Test
    void aFileThatNothingElseTouchesIsNoNews() throws Exception {
        assertThat(look()).isTrue();
        bench.draw("mine");
        assertThat(done(bench.desk.save())).isTrue();
        assertThat(look()).isTrue();
        Files.setLastModifiedTime(file, FileTime.fromMillis(5));
        assertThat(look()).as("touched, but the same").isTrue();
        assertThat(bench.said).containsExactly("saved");
    }

    @Test
    void aChangeIsToldOnceUntilThereIsAnother() throws Exception {
        write("theirs");
        assertThat(look()).isFalse();
        assertThat(look()).isFalse();
        assertThat(bench.said).containsExactly("changed elsewhere");
        write("theirs again");
        look();
        assertThat(bench.said).containsExactly("changed elsewhere", "changed elsewhere");
        write("first");
        assertThat(look()).isTrue();
        assertThat(bench.said.getLast()).isEqualTo("as it was");
    }

    @Test
    void whatTheFileHoldsIsLoadedAndCanBeUndone() throws Exception {
        bench.draw("mine");
        write("theirs");
        look();
        assertThat(bench.said).containsExactly("changed elsewhere, and here");
        assertThat(done(bench.desk.reload())).isTrue();
        assertThat(bench.drawn()).isEqualTo("theirs");
        assertThat(bench.editor.isChanged()).isFalse();
        assertThat(look()).isTrue();

        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("mine");
        assertThat(bench.editor.isChanged()).isTrue();
        assertThat(done(bench.desk.save())).isTrue();
        assertThat(bench.asked).isEmpty();
    }

    @Test
    void whatIsMineCanBeKeptAndReplacesTheFileWhenItIsSaved() throws Exception {
        bench.draw("mine");
        write("theirs");
        look();
        bench.desk.keepMine();
        assertThat(look()).isTrue();
        assertThat(Files.readString(file)).contains("theirs");
        assertThat(done(bench.desk.save())).isTrue();
        assertThat(bench.asked).isEmpty();
        assertThat(Files.readString(file)).contains("mine");
    }

    @Test
    void keepingMineTheFirstStateIsNoLongerTheSavedOne() throws Exception {
        bench.draw("mine");
        write("theirs");
        look();
        bench.desk.keepMine();
        bench.editor.undo();
        assertThat(bench.editor.isChanged()).isTrue();
    }

    @Test
    void aChangeAfterThatIsAskedAboutAgain() throws Exception {
        bench.draw("mine");
        write("theirs");
        look();
        bench.desk.keepMine();
        write("theirs again");
        bench.changed = Changed.CANCEL;
        assertThat(done(bench.desk.save())).isFalse();
        assertThat(bench.asked).containsExactly("changed a.flow.json");
        assertThat(bench.said.getLast()).isEqualTo("changed elsewhere, and here");
        assertThat(Files.readString(file)).contains("theirs again");
    }

    @Test
    void whatDiffersIsSaid() throws Exception {
        bench.draw("mine");
        write("theirs");
        assertThat(done(bench.desk.compare())).isTrue();
        assertThat(bench.said)
                .containsExactly("Changed: start “mine” (start), name: \"mine\" here, \"theirs\" in the file");
    }

    @Test
    void aFileThatIsGoneIsSaidToBeAndWrittenAgain() throws Exception {
        Files.delete(file);
        assertThat(look()).isFalse();
        assertThat(bench.said).containsExactly("gone");
        bench.desk.keepMine();
        assertThat(done(bench.desk.save())).isTrue();
        assertThat(file).exists();
        assertThat(look()).isTrue();
    }

    @Test
    void whatCanNotBeReadReloadsNothing() throws Exception {
        bench.draw("mine");
        Files.writeString(file, "{ half");
        look();
        bench.unsaved.clear();
        assertThat(done(bench.desk.reload())).isFalse();
        assertThat(bench.drawn()).isEqualTo("mine");
        assertThat(bench.said.getLast()).startsWith("broken: ");
    }

    @Test
    void whatCanOnlyBeLookedAtTakesThePlaceOfUnsavedWorkOnlyWhenTheUserLetsThatGo() throws Exception {
        bench.draw("mine");
        Files.writeString(file, "{ \"flowloom\": 99, \"id\": \"later\", \"nodes\": {} }");
        assertThat(done(bench.desk.reload())).isFalse();
        assertThat(bench.asked).containsExactly("unsaved a.flow.json");
        assertThat(bench.drawn()).isEqualTo("mine");

        bench.unsaved.add(Unsaved.DONT_SAVE);
        assertThat(done(bench.desk.reload())).isTrue();
        assertThat(bench.editor.isReadOnly()).isTrue();
    }

    @Test
    void aFileThatIsJustBeingWrittenReloadsNothing() throws Exception {
        bench.close();
        var halfWritten = new AtomicBoolean();
        bench = new TestDesk(folder, new Disk() {
            @Override
            public byte[] read(Path path) throws FileTrouble {
                return halfWritten.getAndSet(false) ? new byte[]{'{'} : super.read(path);
            }
        }, Runnable::run);
        bench.desk.open(file);
        bench.draw("mine");
        write("theirs");
        halfWritten.set(true);
        assertThat(done(bench.desk.reload())).isFalse();
        assertThat(bench.drawn()).isEqualTo("mine");
        assertThat(bench.said.getLast()).startsWith("broken: ");
    }

    @Test
    void aLookDuringASaveWaitsForIt() throws Exception {
        bench.close();
        var background = new HandDriven();
        bench = new TestDesk(folder, new Disk(), background);
        bench.desk.open(file);
        background.runAll();
        bench.draw("mine");
        var saving = bench.desk.save();
        bench.desk.look();
        bench.desk.look();
        background.runAll();
        assertThat(done(saving)).isTrue();
        assertThat(bench.said).doesNotContain("changed elsewhere", "changed elsewhere, and here");
    }

    @Test
    void whatIsDrawnWhileTheFileIsLoadedAgainIsAStepOfItsOwn() throws Exception {
        bench.close();
        var background = new HandDriven();
        bench = new TestDesk(folder, new Disk(), background);
        bench.desk.open(file);
        background.runAll();
        write("theirs");
        bench.desk.reload();
        bench.editor.apply(new Edit.Rename(Diagrams.id("start"), "meanwhile"));
        background.runAll();
        assertThat(bench.drawn()).isEqualTo("theirs");
        bench.editor.undo();
        assertThat(bench.drawn()).isEqualTo("meanwhile");
    }
}
