package dev.flowloom.panels.inspector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.stage.Window;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.main.Fx;
import dev.flowloom.main.QuickHand;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.panels.run.RunHistory;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// Fields in which expressions are typed.
class ExpressionFieldTest {
    private final QuickHand robot = new QuickHand();
    private final StepTypes types = StepTypes.installed();
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).step("ask", "Ask", "http.request", 100, 0)
            .step("tell", "Tell", "util.log", 300, 0).step("store", "Store", "sql.execute", 400, 100)
            .condition("check", 500, 0, "a").chain("start", "ask", "tell",
                    "check")
            .diagram());
    private final List<Runnable> later = new ArrayList<>();
    private @Nullable RunHistory run;
    private boolean holdBack;
    private int timesDone;
    private final Inspector inspector = make();

    private Inspector make() {
        return Fx.make(() -> new Inspector(new Assistance(editor, () -> run, (work, then) -> {
            if (holdBack) {
                later.add(() -> then.accept(work.get()));
            } else {
                then.accept(work.get());
            }
        }, _ -> null, new NoCalls()), types, () -> timesDone++));
    }

    @BeforeEach
    void openAWindow() throws Exception {
        Fx.onStage(stage -> {
            stage.setScene(new Scene(inspector, 360, 900));
            Fx.place(stage, 360, 900);
            stage.show();
        });
    }

    @AfterEach
    void closeIt() throws Exception {
        robot.release(new KeyCode[0]);
        Fx.closeAll();
        types.close();
    }

    @Test
    void theWordsOfAnExpressionHaveTheirOwnLook() {
        select("check");
        type("branch-when-0", "data.total > 10 and $sum(input.a) = 'x'");

        assertThat(wordsOf("branch-when-0")).isEqualTo("name:data|operator:.|field:total|:· |operator:>|:· |number:10|"
                .replace("·", "") + ": |keyword:and|: |function:$sum|operator:(|name:input|operator:.|field:a|"
                + "operator:)|: |operator:=|: |text:'x'");
        assertThat(((Text) own("branch-when-0")).getOpacity()).isZero();
        assertThat(field("branch-when-0").getText()).isEqualTo("data.total > 10 and $sum(input.a) = 'x'");
    }

    @Test
    void inATextTheExpressionIsToldFromWhatStandsAsItIs() {
        select("tell");
        type("message", "주문 {{ input.id }} 도착");

        assertThat(wordsOf("message")).isEqualTo(
                ":주문 |brace:{{|: |name:input|operator:.|field:id|: |brace:}}|: 도착");
        assertThat(path("message", ".expression-part").getElements()).isNotEmpty();
    }

    @Test
    void theWordsOfSqlHaveTheirOwnLook() {
        select("store");
        type("sql", "SELECT a FROM {{ data.t }} WHERE b = :b");

        assertThat(wordsOf("sql")).isEqualTo("keyword:SELECT|: a |keyword:FROM|: |brace:{{|: |name:data|operator:.|"
                + "field:t|: |brace:}}|: |keyword:WHERE|: b |operator:=|: |variable::b");
    }

    @Test
    void theLinesOfCodeAreNumberedWhereThereAreSeveral() {
        select("store");
        type("sql", "SELECT 1");
        assertThat(numbers("sql")).isEmpty();

        onFx(() -> field("sql")
                .setText("SELECT a\nFROM b, of which there is more than fits into a line here\nWHERE c"));
        Fx.settle();
        assertThat(numbers("sql")).extracting(Text::getText).containsExactly("1", "2", "3");
        var own = (Text) own("sql");
        double top = own.localToScene(0, 0).getY();
        var ys = numbers("sql").stream().map(number -> number.localToScene(0, number.getY()).getY() - top).toList();
        assertThat(ys.getFirst()).isCloseTo(0, org.assertj.core.data.Offset.offset(2.0));
        assertThat(ys.get(2) - ys.get(1)).as("a broken line has one number")
                .isGreaterThan(1.6 * (ys.get(1) - ys.get(0)));
        assertThat(numbers("sql").getLast().localToScene(numbers("sql").getLast().getLayoutBounds()).getMaxX())
                .isLessThanOrEqualTo(own.localToScene(0, 0).getX());

        onFx(() -> field("sql").setText("SELECT a"));
        assertThat(numbers("sql")).isEmpty();
    }

    @Test
    void ofManyLinesOnlyThoseThatAreSeenAreNumbered() throws Exception {
        select("store");
        onFx(() -> field("sql").setText("SELECT 1;\n".repeat(400)));
        onFx(() -> {
            field("sql").requestFocus();
            field("sql").end();
        });

        Fx.await(() -> numbers("sql").getLast().getText().equals("401"));
        assertThat(numbers("sql")).hasSizeLessThan(30);
    }

    private List<Text> numbers(String field) {
        return field(field).lookupAll(".line-number").stream().map(Text.class::cast)
                .filter(number -> number.getParent().isVisible())
                .sorted(java.util.Comparator.comparingDouble(Text::getY)).toList();
    }

    @Test
    void theWordsLieWhereTheInputPaintsItsText() {
        select("tell");
        type("message", "One {{ input.id }} and more than fits into a line of this narrow panel {{ input.name }}");

        var own = own("message").localToScene(own("message").getLayoutBounds());
        var words = flow("message").localToScene(flow("message").getLayoutBounds());
        assertThat(words.getMinX()).isCloseTo(own.getMinX(), org.assertj.core.data.Offset.offset(0.6));
        assertThat(words.getMinY()).isCloseTo(own.getMinY(), org.assertj.core.data.Offset.offset(0.6));
    }

    @Test
    void theWordsOfTheLastOfManyLinesLieWhereTheCaretGoes() {
        select("store");
        onFx(() -> {
            field("sql").setStyle("-fx-font-family: 'JetBrains Mono'; -fx-font-size: 12px;");
            field("sql").setText("SELECT 1;\n".repeat(10) + "SELECT last");
        });

        var own = (Text) own("sql");
        var caret = own.localToScene(0, ((MoveTo) own.caretShape(own.getText().length(), true)[0]).getY()).getY();
        var last = flow("sql").getChildren().getLast();
        var letters = last.localToScene(last.getLayoutBounds());
        assertThat(letters.getMaxY()).isCloseTo(caret + letters.getHeight(),
                org.assertj.core.data.Offset.offset(2.0));
    }

    @Test
    void whatIsWrongIsMarkedWhereItIs() {
        select("check");
        type("branch-when-0", "data.total > > 10");
        assertThat(path("branch-when-0", ".wrong-part").getElements()).isNotEmpty();

        type("branch-when-0", "data.total > 10");
        assertThat(path("branch-when-0", ".wrong-part").getElements()).isEmpty();
    }

    @Test
    void aBurstOfTypingIsStillOneStepToUndo() {
        select("check");
        var before = condition().branches().getFirst().when();
        type("branch-when-0", "data.total > 10");
        onFx(editor::undo);

        assertThat(condition().branches().getFirst().when()).isEqualTo(before);
        assertThat(field("branch-when-0").getText()).isEqualTo(before);
    }

    @Test
    void aDotOpensWhatMayFollowAndEnterChoosesIt() {
        select("check");
        type("branch-when-0", "steps.");
        assertThat(offered()).containsExactly("tell", "ask");

        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        Fx.settle();
        assertThat(condition().branches().getFirst().when()).isEqualTo("steps.ask");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void typingOnNarrowsWhatIsOfferedAndTabChooses() {
        select("check");
        type("branch-when-0", "$up");
        assertThat(offered()).startsWith("$uppercase");

        robot.type(KeyCode.TAB);
        robot.write("data.a");
        Fx.settle();
        assertThat(condition().branches().getFirst().when()).isEqualTo("$uppercase(data.a)");
        assertThat(field("branch-when-0").isFocused()).isTrue();
    }

    @Test
    void ctrlAndSpaceOfferWhatCanBeNamedAndEscapeOnlyCloses() {
        select("tell");
        type("message", "{{ ");
        robot.press(KeyCode.CONTROL).type(KeyCode.SPACE).release(KeyCode.CONTROL);
        Fx.settle();
        assertThat(offered()).startsWith("input", "data", "steps");

        robot.type(KeyCode.ESCAPE);
        assertThat(isOpen()).isFalse();
        assertThat(timesDone).isZero();
        assertThat(field("message").getText()).isEqualTo("{{ ");
        robot.type(KeyCode.ESCAPE);
        assertThat(timesDone).isEqualTo(1);
    }

    @Test
    void enterIsTheFieldsOwnWhereNothingIsOffered() {
        select("ask");
        type("url", "http://localhost/{{ input.id }}");
        robot.type(KeyCode.ENTER);

        assertThat(timesDone).isEqualTo(1);
        assertThat(field("url").getText()).isEqualTo("http://localhost/{{ input.id }}");
    }

    @Test
    void belowStandsWhatItGivesOnTheLastRunsData() {
        select("check");
        type("branch-when-0", "input.total > 10");
        assertThat(values()).isEmpty();

        onFx(() -> {
            run = ranWith(Json.Obj.of("total", Json.of(25)));
            inspector.showNews();
        });
        assertThat(values()).containsExactly("= true");
        type("branch-when-0", "input.total & ' 원'");
        assertThat(values()).containsExactly("= \"25 원\"");
        type("branch-when-0", "input.total + 'a'");
        assertThat(values()).singleElement().asString().startsWith("No value with the last run's data: ");
        type("branch-when-0", "input.total +");
        assertThat(values()).isEmpty();
    }

    @Test
    void anAnswerToAnOlderTextIsDropped() {
        select("check");
        onFx(() -> run = ranWith(Json.Obj.of("a", Json.of(1)).with("ab", Json.of(2))));
        holdBack = true;
        type("branch-when-0", "input.a");
        onFx(() -> field("branch-when-0").appendText("b"));
        while (!later.isEmpty()) {
            onFx(later.removeFirst());
            assertThat(values()).doesNotContain("= 1");
        }

        assertThat(values()).containsExactly("= 2");
    }

    private RunHistory ranWith(Json input) {
        Flow flow = editor.diagram().flow();
        var history = new RunHistory(flow);
        history.add(new Recorded(1, Instant.EPOCH,
                new Event.RunStarted(new RunId("r"), flow.id(), "hash", 1, null, input, 7,
                        Instant.EPOCH)));
        history.add(new Recorded(2, Instant.EPOCH, new Event.NodeEntered(VisitId.FIRST, id("start"), null, null)));
        return history;
    }

    private void select(String node) {
        onFx(() -> editor.select(Selection.of(id(node))));
    }

    private void type(String field, String text) {
        onFx(() -> {
            field(field).requestFocus();
            field(field).selectAll();
        });
        robot.write(text);
        Fx.settle();
        onFx(() -> inspector.layout());
    }

    private TextInputControl field(String name) {
        return robot.lookup("#field-" + name).query();
    }

    private javafx.scene.Node own(String name) {
        return field(name).lookupAll(".text").stream().filter(node -> ((Text) node).selectionFillProperty().isBound())
                .findFirst().orElseThrow();
    }

    private javafx.scene.text.TextFlow flow(String name) {
        return (javafx.scene.text.TextFlow) ((javafx.scene.layout.Pane) Objects.requireNonNull(
                field(name).lookup(".wrong-part").getParent())).getChildren().get(1);
    }

    private Path path(String name, String style) {
        return (Path) Objects.requireNonNull(field(name).lookup(style));
    }

    private String wordsOf(String name) {
        return String.join("|", flow(name).getChildren().stream().map(Text.class::cast).map(word -> word.getStyleClass()
                .stream().filter(style -> style.startsWith("word-")).map(style -> style.substring(5)).findFirst()
                .orElse("") + ":" + word.getText()).toList());
    }

    private static boolean isOpen() {
        return Window.getWindows().stream().anyMatch(window -> window instanceof javafx.stage.Popup popup
                && popup.isShowing() && popup.getScene().lookup("#completion") != null);
    }

    private static List<String> offered() {
        return Window.getWindows().stream().filter(javafx.stage.Popup.class::isInstance)
                .map(window -> window.getScene().lookup("#completion")).filter(Objects::nonNull)
                .flatMap(list -> ((ListView<?>) list).getItems().stream())
                .map(item -> ((dev.flowloom.assist.Candidate) item).name()).toList();
    }

    private List<String> values() {
        return robot.lookup(".form-value").queryAllAs(Label.class).stream().filter(Label::isVisible)
                .map(Label::getText).toList();
    }

    private Node.Condition condition() {
        return (Node.Condition) Objects.requireNonNull(editor.graph().node(id("check")));
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }
}
