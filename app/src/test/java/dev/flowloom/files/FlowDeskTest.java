package dev.flowloom.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import dev.flowloom.arrange.FirstLayout;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.files.Questions.Changed;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.flowloom.files.TestDesk.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class FlowDeskTest {
    private static final Executor AT_ONCE = Runnable::run;

    private final Path folder;
    private final HandDriven background = new HandDriven();
    private TestDesk bench;

    FlowDeskTest(@TempDir Path folder) {
        this.folder = folder;
        bench = new TestDesk(folder, new Disk(), AT_ONCE);
    }

    /// From here on the test says when something in the background is done.
    private void driveByHand() {
        bench.close();
        bench = new TestDesk(folder, new Disk(), background);
    }

    @AfterEach
    void close() {
        assertThat(bench.bugs).isEmpty();
        bench.close();
    }

    private Path flow(String file, String startsName) throws IOException {
        return Files.write(folder.resolve(file), DefinitionWriter.write(named(startsName).diagram()));
    }

    private static Diagrams named(String startsName) {
        var plain = Diagrams.empty().start(0, 0);
        var start = plain.diagram().flow().graph().nodes().firstEntry().getValue();
        return plain.node(start.withName(startsName), 0, 0);
    }

    @Test
    void aBrokenFileIsNamedWithItsProblemAndWhatIsOpenStays() throws Exception {
        bench.draw("mine");
        bench.unsaved.add(Unsaved.DONT_SAVE);
        var file = Files.writeString(folder.resolve("broken.flow.json"), "{ \"flowloom\": 1,");
        assertThat(done(bench.desk.open(file))).isFalse();
        assertThat(bench.said).singleElement().asString().startsWith("broken: ");
        assertThat(bench.drawn()).isEqualTo("mine");
        assertThat(bench.editor.isChanged()).isTrue();
        assertThat(file).hasContent("{ \"flowloom\": 1,");
    }

    @Test
    void aFileWithoutALayoutIsLaidOutWithoutBeingChanged() throws Exception {
        var drawn = Diagrams.empty().start(0, 0).fork("fork", 0, 0).step("a", 0, 0).step("b", 0, 0)
                .chain("start", "fork", "a").chain("fork", "b").diagram();
        var bytes = DefinitionWriter.write(drawn.withLayout(Layout.EMPTY));
        var file = Files.write(folder.resolve("plain.flow.json"), bytes);
        assertThat(done(bench.desk.open(file))).isTrue();

        assertThat(bench.editor.diagram()).isEqualTo(FirstLayout.of(drawn.withLayout(Layout.EMPTY)));
        assertThat(bench.editor.isChanged()).isFalse();
        assertThat(bench.editor.canUndo()).isFalse();
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void whatStandsWhereNobodyWouldFindItIsPutRightAndTold() throws Exception {
        var bytes = DefinitionWriter.write(Diagrams.empty().start(0, 12).step("a", 100, 0).step("b", 100, 0)
                .step("c", 2_000_000_000, 0).chain("start", "a").diagram());
        var file = Files.write(folder.resolve("wild.flow.json"), bytes);
        assertThat(done(bench.desk.open(file))).isTrue();

        assertThat(bench.said).containsExactly("opened, 2 problems");
        assertThat(bench.editor.diagram().layout().nodes().values()).allMatch(place -> place.x() < 3_000)
                .doesNotHaveDuplicates();
        assertThat(bench.editor.isChanged()).isFalse();
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void whatWasPutOnEachOtherByHandHereStaysThere() throws Exception {
        var file = folder.resolve("stacked.flow.json");
        bench.draw("mine");
        bench.editor.apply(new Edit.AddNode(Node.Step.of(Diagrams.id("a"), "", "util.log"), new Layout.Point(100, 0)));
        bench.editor.apply(new Edit.AddNode(Node.Step.of(Diagrams.id("b"), "", "util.log"), new Layout.Point(100, 0)));
        bench.toSave = file;
        assertThat(done(bench.desk.saveAs())).isTrue();
        assertThat(done(bench.desk.open(file))).isTrue();

        assertThat(bench.editor.diagram().layout().place(Diagrams.id("b")))
                .isEqualTo(new Layout.Point(100, 0));
    }

    @Test
    void whatCanBeUndoneIsThereThoughAFileIsOpenedAgainBeforeItIsKept() throws Exception {
        bench.close();
        bench = new TestDesk(folder, slowOnHistories(), AT_ONCE);
        var file = folder.resolve("hasty.flow.json");
        bench.draw("mine");
        bench.toSave = file;
        assertThat(done(bench.desk.saveAs())).isTrue();
        assertThat(done(bench.desk.open(file))).isTrue();

        assertThat(bench.editor.canUndo()).isTrue();
    }

    private Disk slowOnHistories() {
        return new Disk() {
            @Override
            protected void write(Path file, byte[] content) throws IOException {
                if (file.startsWith(folder.resolve("histories"))) {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                }
                super.write(file, content);
            }
        };
    }

    @Test
    void aFileInUtf16IsRefusedWithTheReason() throws Exception {
        var file = Files.write(folder.resolve("windows.flow.json"),
                "{ \"flowloom\": 1, \"id\": \"a\" }".getBytes(StandardCharsets.UTF_16));
        assertThat(done(bench.desk.open(file))).isFalse();
        assertThat(bench.said).singleElement().asString().startsWith("broken: ").contains("UTF-8");
    }

    @Test
    void aFlowOfANewerVersionCanOnlyBeLookedAtAndACopyOfItKeepsEverything() throws Exception {
        var newer = """
                { "flowloom": 99, "id": "later", "mood": "fine", "nodes": {
                    "a": { "kind": "oracle", "depth": 1.50 },
                    "b": { "kind": "condition", "branches": [ { "when": "true", "odds": 3 } ] } } }""";
        var file = Files.writeString(folder.resolve("later.flow.json"), newer);
        assertThat(done(bench.desk.open(file))).isTrue();
        assertThat(bench.editor.isReadOnly()).isTrue();
        assertThat(bench.said).singleElement().asString().startsWith("opened read-only");

        bench.toSave = folder.resolve("copy.flow.json");
        assertThat(done(bench.desk.save())).as("asks for another place").isTrue();
        assertThat(bench.toSave).hasContent(newer);
        assertThat(file).hasContent(newer);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatSomethingElseChangedIsAskedAbout(Changed answer) throws Exception {
        var file = flow("a.flow.json", "first");
        bench.desk.open(file);
        bench.draw("mine");
        flow("a.flow.json", "theirs");

        bench.changed = answer;
        bench.toSave = folder.resolve("b.flow.json");
        assertThat(done(bench.desk.save())).isEqualTo(answer != Changed.CANCEL);
        assertThat(bench.asked).contains("changed a.flow.json");
        assertThat(Files.readString(file)).contains(answer == Changed.OVERWRITE ? "mine" : "theirs");
        assertThat(bench.drawn()).isEqualTo(answer == Changed.RELOAD ? "theirs" : "mine");
        assertThat(bench.editor.isChanged()).isEqualTo(answer == Changed.CANCEL);
        assertThat(bench.desk.file()).isEqualTo(answer == Changed.SAVE_AS ? bench.toSave : file);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnsavedIsAskedAboutBeforeAnotherFlowTakesItsPlace(Unsaved answer) throws Exception {
        bench.draw("mine");
        bench.unsaved.add(answer);
        bench.toSave = folder.resolve("mine.flow.json");
        assertThat(done(bench.desk.open(flow("other.flow.json", "other")))).isEqualTo(answer != Unsaved.CANCEL);
        assertThat(bench.drawn()).isEqualTo(answer == Unsaved.CANCEL ? "mine" : "other");
        assertThat(Files.exists(bench.toSave)).isEqualTo(answer == Unsaved.SAVE);
    }

    @Test
    void theOpenFileOpenedAgainAfterSavingItIsAsItWasSaved() throws Exception {
        var file = flow("a.flow.json", "old");
        bench.desk.open(file);
        bench.draw("new");
        bench.unsaved.add(Unsaved.SAVE);
        assertThat(done(bench.desk.open(file))).isTrue();
        assertThat(bench.drawn()).isEqualTo("new");

        bench.draw("newer");
        assertThat(done(bench.desk.save())).isTrue();
        assertThat(bench.asked).doesNotContain("changed a.flow.json");
    }

    @Test
    void whatIsDrawnWhileAFileIsReadIsAskedAboutToo() throws Exception {
        var file = flow("a.flow.json", "theirs");
        driveByHand();
        var opening = bench.desk.open(file);
        bench.draw("mine");
        background.runAll();
        assertThat(done(opening)).isFalse();
        assertThat(bench.asked).containsExactly("unsaved Test");
        assertThat(bench.drawn()).isEqualTo("mine");
    }

    @Test
    void whatIsDrawnWhileAFileIsWrittenIsNotTakenForSaved() throws Exception {
        driveByHand();
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("written");
        var saving = bench.desk.save();
        bench.draw("later");
        background.runAll();
        assertThat(done(saving)).isTrue();
        assertThat(Files.readString(bench.toSave)).contains("written").doesNotContain("later");
        assertThat(bench.editor.isChanged()).isTrue();
    }

    @Test
    void aSecondSaveWaitsForTheFirstAndSavesWhatIsThereThen() throws Exception {
        driveByHand();
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("one");
        bench.desk.save();
        bench.draw("two");
        var second = bench.desk.save();
        assertThat(background.size()).as("under way").isEqualTo(1);
        background.runAll();
        assertThat(done(second)).isTrue();
        assertThat(bench.asked).containsExactly("save as test.flow.json");
        assertThat(Files.readString(bench.toSave)).contains("two");
        assertThat(bench.editor.isChanged()).isFalse();
    }

    @Test
    void leavingWaitsForTheSaveThatWasAskedFor() throws Exception {
        driveByHand();
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("mine");
        bench.unsaved.add(Unsaved.SAVE);
        var leaving = bench.desk.mayLeave();
        assertThat(leaving.toCompletableFuture()).isNotDone();
        background.runAll();
        assertThat(done(leaving)).isTrue();
        assertThat(Files.readString(bench.toSave)).contains("mine");
    }

    @Test
    void whatIsDrawnDuringThatSaveIsAskedAboutAgain() throws Exception {
        driveByHand();
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("mine");
        bench.unsaved.add(Unsaved.SAVE);
        var leaving = bench.desk.mayLeave();
        bench.draw("more");
        background.runAll();
        assertThat(done(leaving)).isFalse();
        assertThat(bench.asked).containsExactly("unsaved Test", "save as test.flow.json", "unsaved a.flow.json");
    }

    @Test
    void nobodyLeavesWhenTheSaveFails() throws Exception {
        bench.close();
        bench = new TestDesk(folder, new FailingDisk(new IOException("No space left on device")), AT_ONCE);
        bench.toSave = folder.resolve("a.flow.json");
        bench.draw("mine");
        bench.unsaved.add(Unsaved.SAVE);
        assertThat(done(bench.desk.mayLeave())).isFalse();
        assertThat(bench.said).satisfiesExactly(
                draft -> assertThat(draft).contains("not kept as a draft", "disk is full"),
                file -> assertThat(file).contains("a.flow.json was not saved: the disk is full"));
        assertThat(bench.editor.isChanged()).isTrue();
        assertThat(bench.toSave).doesNotExist();
    }

    @Test
    void aFileThatTheUserDidNotNameIsReplacedOnlyWhenTheUserSaysSo() throws Exception {
        var there = Files.writeString(folder.resolve("x.flow.json"), "precious");
        bench.toSave = folder.resolve("x");
        assertThat(done(bench.desk.saveAs())).isFalse();
        assertThat(bench.asked).contains("overwrite x.flow.json");
        assertThat(there).hasContent("precious");

        bench.overwrite = true;
        assertThat(done(bench.desk.saveAs())).isTrue();
        assertThat(bench.desk.file()).isEqualTo(there);
    }

    @Test
    void aNameThatTheUserAgreedToReplaceIsNotAskedAboutAgain() throws Exception {
        bench.toSave = Files.writeString(folder.resolve("x.flow.json"), "agreed");
        assertThat(done(bench.desk.saveAs())).isTrue();
        assertThat(bench.asked).containsExactly("save as test.flow.json");
    }

    @Test
    void aFlowWithoutAnIdIsCalledAfterItsFirstFile() {
        bench.editor.open(Diagrams.empty().start(0, 0).diagram().withFlow(Flow.of(FlowDesk.NO_ID, "", Graph.EMPTY)),
                false);
        bench.toSave = folder.resolve("prices.flow.json");

        assertThat(done(bench.desk.save())).isTrue();
        assertThat(bench.editor.diagram().flow().id()).isEqualTo("prices");
        assertThat(bench.editor.isChanged()).isFalse();

        bench.toSave = folder.resolve("copy.flow.json");
        assertThat(done(bench.desk.saveAs())).isTrue();
        assertThat(bench.editor.diagram().flow().id()).as("it has one").isEqualTo("prices");
    }

    @Test
    void aReadOnlyFolderIsNamed() throws Exception {
        var locked = Files.createDirectory(folder.resolve("locked"));
        assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked)).isTrue();
        bench.toSave = locked.resolve("a.flow.json");
        bench.draw("mine");
        assertThat(done(bench.desk.save())).isFalse();
        assertThat(bench.said).singleElement().asString().contains("may not write in " + locked);
        assertThat(bench.editor.isChanged()).isTrue();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(done(bench.desk.open(folder.resolve("gone.flow.json")))).isFalse();
        assertThat(bench.said).singleElement().asString().contains("is not there");
    }

    @Test
    void aBugIsReportedAndTheNextDeedIsDoneAllTheSame() throws Exception {
        bench.close();
        bench = new TestDesk(folder, new Disk() {
            private boolean healthy;

            @Override
            public byte[] read(Path file) throws FileTrouble {
                if (!healthy) {
                    healthy = true;
                    throw new IllegalStateException("a bug");
                }
                return super.read(file);
            }
        }, AT_ONCE);
        var file = flow("a.flow.json", "theirs");
        assertThat(bench.desk.open(file).toCompletableFuture()).isCompletedExceptionally();
        assertThat(bench.bugs).singleElement().satisfies(bug -> assertThat(bug).hasRootCauseMessage("a bug"));
        bench.bugs.clear();
        assertThat(done(bench.desk.open(file))).isTrue();
    }
}
