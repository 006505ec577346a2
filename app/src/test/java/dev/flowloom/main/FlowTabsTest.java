package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.files.Questions.Unsaved;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.overlay.RunPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Several flows in the tabs of one window.
class FlowTabsTest {
    private static final Diagram FLOW = Diagrams.empty().start(0, 0).end("end", 200, 0).diagram();

    private final QuickHand robot = new QuickHand();
    private final Path folder;
    private final TestWorkbench bench;

    FlowTabsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(FLOW);
    }

    @AfterEach
    void close() throws Exception {
        robot.release(new KeyCode[0]);
        bench.close();
    }

    private OpenFlows flows() {
        return bench.window().flows();
    }

    private FlowPage add() {
        return Fx.from(() -> flows().add(FLOW));
    }

    private static void draw(FlowPage page) {
        Fx.on(() -> page.editor().apply(new Edit.Rename(Diagrams.id("start"), "Begin")));
    }

    private Path file(String name) throws Exception {
        return Files.write(folder.resolve(name), DefinitionWriter.write(FLOW));
    }

    private FlowPage open(Path file) throws Exception {
        assertThat(Fx.done(() -> flows().open(file))).isTrue();
        return bench.flow();
    }

    private List<FlowPage> all() {
        return Fx.from(() -> flows().all());
    }

    private Tab tab(int index) {
        return ((TabPane) bench.window().frame().getScene().lookup("#flow-tabs")).getTabs().get(index);
    }

    @Test
    void eachFlowHasAHistoryOfItsOwn() {
        var one = bench.flow();
        var two = add();
        draw(one);
        draw(two);
        Fx.on(() -> bench.choose("Edit", "Undo Rename"));

        assertThat(two.editor().isChanged()).isFalse();
        assertThat(one.editor().isChanged()).isTrue();
        assertThat(Fx.from(() -> bench.item("Edit", "Redo Rename").isDisable())).isFalse();
        Fx.on(() -> flows().turn(1));
        assertThat(Fx.from(() -> bench.item("Edit", "Undo Rename").isDisable())).isFalse();
        assertThat(Fx.from(() -> bench.item("Edit", "Redo").isDisable())).isTrue();
    }

    @Test
    void turningToAnotherFlowAndBackKeepsSelectionZoomAndFocus() throws Exception {
        var one = bench.flow();
        Fx.on(() -> {
            one.editor().select(Selection.of(new NodeId("end")));
            one.canvas().setZoom(1.7);
            bench.find("#palette-search").requestFocus();
        });
        var search = bench.find("#palette-search");
        var two = add();
        Fx.await(two.canvas()::isFocused);
        assertThat(two.editor().selection().isEmpty()).isTrue();

        Fx.on(() -> flows().turn(-1));
        assertThat(bench.flow()).isEqualTo(one);
        assertThat(one.editor().selection().onlyNode()).isEqualTo(new NodeId("end"));
        assertThat(one.canvas().getZoom()).isEqualTo(1.7);
        Fx.await(search::isFocused);
    }

    private void toggle(String panel) {
        var item = (CheckMenuItem) bench.item("View", panel);
        item.setSelected(!item.isSelected());
    }

    @Test
    void panelsAreAsTheyWereInTheFlowBefore() {
        add();
        Fx.on(() -> toggle("Inspector"));
        Fx.on(() -> flows().turn(-1));
        assertThat(bench.flow().root().lookup("#inspector")).isNull();
        assertThat(Fx.from(() -> bench.flow().panels().inspector().get())).isFalse();

        Fx.on(() -> toggle("Inspector"));
        Fx.on(() -> flows().turn(1));
        assertThat(bench.flow().root().lookup("#inspector")).isNotNull();
    }

    @Test
    void panelsKeepTheirSizesHoweverOftenOneTurnsToAnotherFlow() {
        add();
        var inspector = bench.find("#inspector");
        var width = Fx.from(() -> inspector.getLayoutBounds().getWidth());
        for (int i = 0; i < 6; i++) {
            Fx.on(() -> flows().turn(1));
        }
        assertThat(Fx.from(() -> inspector.getLayoutBounds().getWidth())).isEqualTo(width);
        assertThat(Fx.from(() -> all().getFirst().root().lookup("#inspector").getLayoutBounds().getWidth()))
                .isEqualTo(width);
    }

    @Test
    void aFlowIsShownWhole() throws Exception {
        var wide = Fx.from(() -> flows().add(Diagrams.empty().start(0, 0).end("end", 4000, 0).diagram()));
        Fx.await(() -> wide.canvas().getZoom() < 0.5);
    }

    @Test
    void aFileThatIsOpenIsTurnedToAndNotOpenedTwice() throws Exception {
        var file = file("a.flow.json");
        var first = open(file);
        add();
        assertThat(open(folder.resolve("x/../a.flow.json"))).isEqualTo(first);
        assertThat(all()).hasSize(3);
    }

    @Test
    void theKeysGoToTheCanvasOfAFileThatWasOpened() throws Exception {
        for (int i = 1; i <= 6; i++) {
            var one = file(i + "a.flow.json");
            var two = file(i + "b.flow.json");
            int size = 1 + 2 * i;
            Fx.on(() -> {
                flows().open(one);
                flows().open(two);
            });
            Fx.await(() -> flows().all().size() == size);
            Fx.await(() -> bench.flow().canvas().isFocused());
        }
    }

    @Test
    void aFileTakesThePlaceOfAnEmptyFlowOnlyAsLongAsNothingWasDoneWithIt() throws Exception {
        Fx.on(() -> flows().addEmpty());
        var a = open(file("a.flow.json"));
        assertThat(all()).hasSize(2).endsWith(a);

        var empty = Fx.from(() -> flows().addEmpty());
        Fx.on(() -> {
            empty.editor().apply(new Edit.AddNode(Node.Step.of(new NodeId("log"), "", "util.log"),
                    Diagrams.point(0, 0)));
            empty.editor().undo();
        });
        open(file("b.flow.json"));
        assertThat(all()).hasSize(4);
    }

    @Test
    void aFileThatCanNotBeOpenedIsToldOfInTheFlowInFront() throws Exception {
        assertThat(Fx.done(() -> flows().open(folder.resolve("gone.flow.json")))).isFalse();
        assertThat(all()).hasSize(1);
        assertThat(told(bench.find("#banner-file"))).contains("gone.flow.json is not there.");

        Files.writeString(folder.resolve("broken.flow.json"), "no flow");
        assertThat(Fx.done(() -> flows().open(folder.resolve("broken.flow.json")))).isFalse();
        assertThat(all()).hasSize(1);
        assertThat(told(bench.find("#banner-file"))).contains("broken.flow.json can’t be opened");
    }

    private static String told(javafx.scene.Node banner) {
        return Fx.from(() -> ((Label) banner.lookup(".banner-text")).getText());
    }

    @Test
    void closingAnUnsavedFlowAsksAndCancellingChangesNothing() throws Exception {
        var two = add();
        draw(two);
        bench.answers().unsaved = Unsaved.CANCEL;
        Fx.on(() -> bench.choose("File", "Close"));
        assertThat(bench.answers().unsavedAsked).isEqualTo(1);
        assertThat(all()).hasSize(2).contains(two);
        assertThat(two.editor().isChanged()).isTrue();

        bench.answers().unsaved = Unsaved.SAVE;
        bench.answers().save = folder.resolve("a.flow.json");
        Fx.on(() -> bench.choose("File", "Close"));
        Fx.await(() -> flows().all().size() == 1);
        assertThat(Files.readString(folder.resolve("a.flow.json"))).contains("Begin");
    }

    @Test
    void aFlowStaysWhenItsWorkCanNotBeSaved() throws Exception {
        draw(bench.flow());
        bench.answers().unsaved = Unsaved.SAVE;
        bench.answers().save = folder.resolve("gone/a.flow.json");
        Fx.on(() -> bench.choose("File", "Close"));
        Fx.await(() -> bench.flow().root().lookup("#banner-file") != null);
        assertThat(bench.flow().editor().isChanged()).isTrue();
    }

    @Test
    void theLastFlowThatClosesLeavesAnEmptyOneAndThatClosesTheWindow() throws Exception {
        var last = bench.flow();
        Fx.on(() -> bench.choose("File", "Close"));
        Fx.await(() -> !bench.flow().equals(last) && flows().all().size() == 1);
        assertThat(bench.flow().isUntouched()).isTrue();
        assertThat(bench.window().frame().isShowing()).isTrue();

        Fx.on(() -> bench.choose("File", "Close"));
        Fx.await(bench::hasEnded);
        assertThat(bench.window().frame().isShowing()).isFalse();
    }

    @Test
    void aFlowThatIsKeptStopsQuittingAndNoneCloses() {
        var one = bench.flow();
        var two = add();
        add();
        draw(one);
        draw(two);
        bench.answers().unsaved = Unsaved.CANCEL;
        Fx.on(() -> bench.window().quit());
        assertThat(bench.answers().unsavedAsked).isEqualTo(1);
        assertThat(all()).hasSize(3);
        assertThat(bench.flow()).as("the one that was asked about").isEqualTo(one);
        assertThat(bench.hasEnded()).isFalse();
    }

    @Test
    void quittingAsksForEachUnsavedFlowAndEnds() throws Exception {
        draw(bench.flow());
        draw(add());
        add();
        Fx.on(() -> bench.window().quit());
        Fx.await(bench::hasEnded);
        assertThat(bench.answers().unsavedAsked).isEqualTo(2);
        assertThat(bench.window().frame().isShowing()).isFalse();
    }

    @Test
    void theKeyboardTurnsFromFlowToFlowAlsoFromAPanelWithTabs() {
        var one = bench.flow();
        var two = add();
        var three = add();
        robot.press(KeyCode.CONTROL).type(KeyCode.TAB).release(KeyCode.CONTROL);
        assertThat(bench.flow()).as("round").isEqualTo(one);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT, KeyCode.CONTROL);
        assertThat(bench.flow()).isEqualTo(three);
        Fx.on(() -> bench.find("#events").requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.PAGE_UP).release(KeyCode.CONTROL);
        assertThat(bench.flow()).isEqualTo(two);
        robot.press(KeyCode.CONTROL).type(KeyCode.PAGE_DOWN).release(KeyCode.CONTROL);
        assertThat(bench.flow()).isEqualTo(three);
    }

    @Test
    void whoGoesAlongTheTabsByArrowKeysStaysThere() throws Exception {
        Fx.await(add().canvas()::isFocused);
        var strip = bench.find("#flow-tabs");
        Fx.on(strip::requestFocus);
        robot.type(KeyCode.LEFT);
        assertThat(bench.flow()).isEqualTo(all().getFirst());
        assertThat(Fx.from(strip::isFocused)).isTrue();
    }

    @Test
    void aMiddleClickClosesTheTabUnderThePointerAndALeftOneTurnsToIt() throws Exception {
        var one = bench.flow();
        var two = add();
        robot.moveTo(head(0)).clickOn(MouseButton.PRIMARY);
        Fx.await(() -> bench.flow().equals(one) && one.canvas().isFocused());

        draw(two);
        bench.answers().unsaved = Unsaved.CANCEL;
        robot.moveTo(head(1)).clickOn(MouseButton.MIDDLE);
        Fx.await(() -> bench.answers().unsavedAsked > 0);
        assertThat(all()).contains(two);
        assertThat(bench.answers().unsavedAsked).isEqualTo(1);

        bench.answers().unsaved = Unsaved.DONT_SAVE;
        robot.moveTo(head(1)).clickOn(MouseButton.MIDDLE);
        Fx.await(() -> flows().all().size() == 1);
        assertThat(bench.flow()).isEqualTo(one).isNotEqualTo(two);
    }

    private javafx.scene.Node head(int index) {
        return bench.window().frame().getScene().lookup("#" + tab(index).getId());
    }

    @Test
    void aTabSaysWhatIsUnsavedAndWhereTheFileIs() throws Exception {
        var page = open(file("a.flow.json"));
        assertThat(tab(1).getText()).isEqualTo("a.flow.json");
        draw(page);
        assertThat(tab(1).getText()).isEqualTo("●\u2002a.flow.json");
        assertThat(tab(1).getTooltip().getText()).startsWith(folder.resolve("a.flow.json").toString());
        assertThat(bench.window().frame().getTitle()).isEqualTo("● a.flow.json — Flowloom");

        Fx.on(() -> flows().turn(1));
        assertThat(bench.window().frame().getTitle()).isEqualTo("Test — Flowloom");
    }

    @Test
    void aRunThatNobodyLooksAtIsMarkedOnItsTabUntilItsEndIsSeen() throws Exception {
        // It is under way for as long as nobody sends the message.
        var waiting = Diagrams.empty().start(0, 12).end("end", 400, 12)
                .node(new Node.Receive(new NodeId("wait"), "Wait", "paid", "7", null, Json.Obj.EMPTY), 100, 0)
                .chain("start", "wait", "end").diagram();
        var page = Fx.from(() -> flows().add(waiting));
        Fx.on(() -> page.runBar().run());
        Fx.on(() -> flows().turn(1));
        Fx.await(() -> page.canvas().getOverlay().run() == RunPhase.RUNNING);
        assertThat(tab(1).getGraphic()).isNotNull();

        bench.engine().send("paid", "7", Json.NULL, null);
        Fx.await(() -> page.canvas().getOverlay().run() == RunPhase.COMPLETED);
        assertThat(Fx.from(() -> tab(1).getGraphic().getStyleClass())).containsExactly("mood-ok");
        assertThat(tab(1).getTooltip().getText()).contains("Completed in");
        Fx.on(() -> flows().turn(1));
        assertThat(tab(1).getGraphic()).isNull();
    }

    @Test
    void aFlowThatNobodyLooksAtIsNotDrawn() {
        var hidden = bench.flow();
        add();
        Fx.on(() -> hidden.editor().apply(new Edit.AddNode(
                Node.Step.of(new NodeId("log"), "A new step", "util.log"), Diagrams.point(100, 0))));
        assertThat(isDrawn(hidden)).isFalse();
        Fx.on(() -> flows().select(hidden));
        assertThat(isDrawn(hidden)).isTrue();
    }

    private static boolean isDrawn(FlowPage page) {
        Fx.on(() -> page.canvas().layout());
        return Fx.from(() -> page.canvas().lookupAll(".card").stream().anyMatch(card -> card.isVisible()
                && String.valueOf(card.getAccessibleText()).contains("A new step")));
    }
}
