package dev.flowloom.panels.inspector;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;

import dev.flowloom.check.Checker;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.main.Fx;
import dev.flowloom.main.QuickHand;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Retry;
import dev.flowloom.model.SecretReference;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// What is typed into the inspector.
class InspectorTest {
    private final QuickHand robot = new QuickHand();
    private final StepTypes types = StepTypes.installed();
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).step("ask", "Ask", "http.request", 100, 0)
            .step("tell", "Tell", "util.log", 300, 0).step("store", "Store", "sql.execute", 400, 0)
            .condition("check", 500, 0, "a", "b")
            .node(new Node.Wait(id("pause"), "", "PT5S", Json.Obj.EMPTY), 600, 0)
            .node(new Node.Receive(id("paid"), "", "paid", null, null, Json.Obj.EMPTY), 700, 0)
            .node(new Node.Approval(id("boss"), "", "Pay?", "", null, Json.Obj.EMPTY), 800, 0)
            .node(new Node.Scope(id("scope"), "", Json.Obj.EMPTY), 0, 300)
            .wire("boss", "approved", "store").diagram());
    private int timesDone;
    private final Inspector inspector = make();

    private Inspector make() {
        return Fx.make(() -> new Inspector(new Assistance(editor, () -> null,
                (work, then) -> then.accept(work.get()), name -> name.equals("SHOP_DB") ? "hunter2" : null,
                new NoCalls()), types,
                () -> timesDone++));
    }

    @BeforeEach
    void openAWindow() throws Exception {
        Fx.onStage(stage -> {
            stage.setScene(new Scene(inspector, 360, 900));
            stage.setX(0);
            stage.setY(0);
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
    void whatIsTypedIntoAStepsFormIsSetAndTakenBackInOneStep() {
        select("tell");
        type("message", "Hello {{ input.name }}");

        assertThat(step("tell").settings()).isEqualTo(Json.Obj.of("message", Json.of("Hello {{ input.name }}")));
        onFx(editor::undo);
        assertThat(step("tell").settings()).isEqualTo(Json.Obj.EMPTY);
        assertThat(field("message").getText()).isEmpty();
    }

    @Test
    void aNumberStaysANumberAndWhatIsNoneIsKeptToBeMended() {
        select("ask");
        type("maxBytes", "1000");
        assertThat(step("ask").settings().get("maxBytes")).isEqualTo(Json.of(1000));

        type("maxBytes", "many");
        assertThat(step("ask").settings().get("maxBytes")).isEqualTo(Json.of("many"));
        assertThat(field("maxBytes").getText()).isEqualTo("many");
    }

    @Test
    void aNameTypedHereIsTheNodesNameAndItsIdStays() {
        select("ask");
        type("name", "Ask the price");

        assertThat(step("ask").name()).isEqualTo("Ask the price");
        assertThat(robot.lookup(".form-help").queryAllAs(Label.class))
                .extracting(javafx.scene.control.Labeled::getText).contains("Expressions see its output as steps.ask.");
    }

    @Test
    void aValueAndTheExpressionInItsPlaceAreBothKeptToBeSwitchedBetween() {
        select("ask");
        onFx(() -> robot.lookup("#field-method").<ComboBox<String>>query().setValue("POST"));
        onFx(() -> robot.lookup("#row-method .expression-toggle").<ButtonBase>query().fire());
        assertThat(step("ask").settings().get("method")).isEqualTo(Json.of("POST"));
        robot.write("{{ data.m }}");
        Fx.settle();
        assertThat(step("ask").settings().get("method")).isEqualTo(Json.of("{{ data.m }}"));

        onFx(() -> robot.lookup("#row-method .expression-toggle").<ButtonBase>query().fire());
        assertThat(step("ask").settings().get("method")).isEqualTo(Json.of("POST"));
        onFx(() -> robot.lookup("#row-method .expression-toggle").<ButtonBase>query().fire());
        assertThat(step("ask").settings().get("method")).isEqualTo(Json.of("{{ data.m }}"));
    }

    @Test
    void aScopesLockIsSetAndTakenAway() {
        select("scope");
        type("lock", "card {{ input.card }}");
        assertThat(scope().lock()).isEqualTo(new Lock("card {{ input.card }}", Lock.USUAL_LEASE, null));
        type("lock-wait", "30 s");
        type("lock-lease", "2 min");
        assertThat(scope().lock())
                .isEqualTo(new Lock("card {{ input.card }}", Duration.ofMinutes(2), Duration.ofSeconds(30)));
        type("lock-wait", "soon");
        assertThat(Objects.requireNonNull(scope().lock()).patience()).isEqualTo(Duration.ofSeconds(30));

        onFx(() -> field("lock").clear());
        assertThat(scope().lock()).isNull();
    }

    private Node.Scope scope() {
        return (Node.Scope) Objects.requireNonNull(editor.graph().node(id("scope")));
    }

    @Test
    void aResourceOfTheFlowIsChosenInAStep() {
        onFx(() -> editor.select(Selection.NONE));
        type("flow-resources", "{ \"bank\": { \"concurrency\": 4 } }");
        assertThat(editor.diagram().flow().resources()).containsOnlyKeys("bank");
        select("ask");
        onFx(() -> robot.lookup("#field-resource").<ComboBox<String>>query().setValue("bank"));
        assertThat(step("ask").resource()).isEqualTo("bank");

        onFx(() -> robot.lookup("#field-resource").<ComboBox<String>>query().getSelectionModel().select(0));
        assertThat(step("ask").resource()).isNull();
    }

    @Test
    void aResourceThatIsNoneIsNotTakenOverAndTheReasonIsGiven() {
        onFx(() -> editor.select(Selection.NONE));
        type("flow-resources", "{ \"bank\": { \"concurrency\": 0 } }");

        assertThat(editor.diagram().flow().resources()).isEmpty();
        assertThat(robot.lookup(".form-problem").queryAllAs(Label.class))
                .extracting(javafx.scene.control.Labeled::getText)
                .anySatisfy(text -> assertThat(text)
                        .contains("\"concurrency\" must be a whole number from 1 to 2,147,483,647"));
    }

    @Test
    void aPasswordIsASecretsNameAndWhetherItIsHere() {
        select("store");
        type("password", "SHOP_DB");
        assertThat(step("store").settings().get("password")).isEqualTo(secret("SHOP_DB"));
        assertThat(label("state-password")).contains("SHOP_DB", "found").doesNotContain("hunter2");

        type("password", "SHOP_DB_2");
        assertThat(label("state-password")).contains("not set here");
        onFx(editor::undo);
        assertThat(step("store").settings().get("password")).isNull();
        assertThat(field("password").getText()).isEmpty();
    }

    @Test
    void aPasswordItselfIsTheOtherChoice() {
        select("store");
        type("password", "SHOP_DB");
        onFx(() -> robot.lookup("#choice-password").<ComboBox<String>>query().getSelectionModel().select(1));
        assertThat(step("store").settings().get("password")).isNull();
        type("password-literal", "hunter2");
        assertThat(step("store").settings().get("password")).isEqualTo(Json.of("hunter2"));
        assertThat(field("password-literal")).isInstanceOf(PasswordField.class);
        assertThat(robot.lookup("#state-password").<Label>query().isVisible()).isFalse();

        onFx(() -> robot.lookup("#choice-password").<ComboBox<String>>query().getSelectionModel().select(0));
        assertThat(step("store").settings().get("password")).isEqualTo(secret("SHOP_DB"));
    }

    @Test
    void aReferenceIsShownAndItsPrefixStays() {
        var settings = Json.Obj.of("password", secret("SHOP").with("prefix", Json.of("pre ")));
        onFx(() -> editor.apply(new Edit.ReplaceNode(step("store").withSettings(settings))));
        select("store");
        assertThat(field("password").getText()).isEqualTo("SHOP");
        type("password", "SHOP_DB");
        assertThat(step("store").settings().get("password"))
                .isEqualTo(secret("SHOP_DB").with("prefix", Json.of("pre ")));
    }

    @Test
    void aHeadersReferenceIsShownAsJsonAndStaysWhenAnotherHeaderIsChanged() {
        var headers = Json.Obj.of("Authorization", secret("TOKEN").with("prefix", Json.of("Bearer "))).with("Accept",
                Json.of("a"));
        onFx(() -> editor.apply(
                new Edit.ReplaceNode(step("ask").withSettings(Json.Obj.of("headers", headers)))));
        select("ask");
        var values = robot.lookup("#row-headers .row .text-field").queryAllAs(TextInputControl.class).stream()
                .map(TextInputControl::getText).toList();
        assertThat(values).contains("{\"$secret\":\"TOKEN\",\"prefix\":\"Bearer \"}");
        onFx(() -> robot.lookup("#row-headers .row .text-field").queryAllAs(TextInputControl.class).stream()
                .filter(input -> input.getText().equals("a")).forEach(input -> input.setText("b")));
        assertThat(step("ask").settings().get("headers")).isEqualTo(headers.with("Accept", Json.of("b")));
    }

    @Test
    void aReferenceInALineStaysOneWhileItIsChanged() {
        onFx(() -> editor.apply(
                new Edit.ReplaceNode(step("ask").withSettings(Json.Obj.of("url", secret("URL"))))));
        select("ask");
        assertThat(field("url").getText()).isEqualTo("{\"$secret\":\"URL\"}");
        type("url", "{\"$secret\": \"URL_2\"}");
        assertThat(step("ask").settings().get("url")).isEqualTo(secret("URL_2"));
        type("url", "https://host");
        assertThat(step("ask").settings().get("url")).isEqualTo(Json.of("https://host"));
    }

    private static Json.Obj secret(String name) {
        return SecretReference.to(name).json();
    }

    private String label(String id) {
        return robot.lookup("#" + id).<Label>query().getText();
    }

    @Test
    void enterInALineAndEscapeEndTheTyping() {
        select("tell");
        type("name", "Told");
        robot.type(KeyCode.ENTER);
        assertThat(timesDone).isEqualTo(1);

        onFx(() -> field("message").requestFocus());
        robot.type(KeyCode.ESCAPE);
        assertThat(timesDone).isEqualTo(2);
        assertThat(step("tell").name()).isEqualTo("Told");
    }

    @Test
    void theTimesAtWhichAStepIsTriedAgainAreSaid() {
        select("ask");
        assertThat(robot.lookup("#retry-times").<Label>query().getText())
                .isEqualTo("Tried again 1 s, 3 s after the first failure.");

        onFx(() -> editor.apply(new Edit.ReplaceNode(step("ask").withRetry(Retry.NEVER))));
        assertThat(robot.lookup("#retry-times").<Label>query().getText())
                .isEqualTo("It is tried once.");
        onFx(() -> editor.apply(new Edit.ReplaceNode(step("ask").withRetry(
                new Retry(9, Duration.ofSeconds(10), 3, Duration.ofMinutes(1), 0)))));
        assertThat(robot.lookup("#retry-times").<Label>query().getText())
                .isEqualTo("Tried again 10 s, 40 s, 1 min 40 s, 2 min 40 s, 3 min 40 s after the first failure, and so "
                        + "on.");
    }

    @Test
    void theyFollowWhatIsTyped() {
        select("ask");
        unfold("When it fails");
        assertThat(field("attempts").getPromptText()).isEqualTo("3 (default)");
        type("attempts", "4");
        assertThat(robot.lookup("#retry-times").<Label>query().getText())
                .isEqualTo("Tried again 1 s, 3 s, 7 s after the first failure.");
        type("initialDelay", "2 s");
        assertThat(robot.lookup("#retry-times").<Label>query().getText())
                .isEqualTo("Tried again 2 s, 6 s, 14 s after the first failure.");
    }

    private void unfold(String section) {
        onFx(() -> robot.lookup(".titled-pane").queryAllAs(TitledPane.class).stream()
                .filter(pane -> pane.getText().equals(section)).forEach(pane -> pane.setExpanded(true)));
    }

    @Test
    void theSettingsAreTheSameInTheFormAndAsJson() {
        select("tell");
        unfold("Settings as JSON");
        type("settings", "{\"message\": \"Hello\"}");
        assertThat(step("tell").settings()).isEqualTo(Json.Obj.of("message", Json.of("Hello")));
        assertThat(field("message").getText()).isEqualTo("Hello");

        type("settings", "5");
        assertThat(step("tell").settings()).isEqualTo(Json.Obj.of("message", Json.of("Hello")));
        assertThat(robot.lookup(".form-problem").queryAllAs(Label.class))
                .anyMatch(label -> label.getText().contains("Settings are an object"));
    }

    @Test
    void theBoundsOfANumberAreSaid() {
        select("ask");

        assertThat(robot.lookup(".form-help").queryAllAs(Label.class)).extracting(Label::getText)
                .anyMatch(help -> help.matches(".*From [0-9]+ to [0-9]+\\."));
    }

    @Test
    void aWaitLastsForATimeOrUntilAMoment() {
        select("pause");
        choose("delay", "Until a moment");
        type("until", "{{ data.due }}");
        assertThat(editor.graph().node(id("pause")))
                .isEqualTo(new Node.Wait(id("pause"), "", new Node.Delay.Until("{{ data.due }}"), Json.Obj.EMPTY));
        assertThat(isShown("for")).isFalse();
        assertThat(isShown("until")).isTrue();
        choose("delay", "For a time");
        assertThat(((Node.Wait) Objects.requireNonNull(editor.graph().node(id("pause")))).delay())
                .isInstanceOf(Node.Delay.For.class);
    }

    @Test
    void aReceiveSaysWhichMessageAndHowLong() {
        select("paid");
        type("message", "settled");
        type("key", "order 7");
        type("timeout", "2 min");
        assertThat(editor.graph().node(id("paid"))).isEqualTo(new Node.Receive(id("paid"), "", "settled", "order 7",
                Duration.ofMinutes(2), Json.Obj.EMPTY));
        type("timeout", "soon");
        assertThat(problems()).anyMatch(text -> text.startsWith("A time-out is a duration"));
    }

    @Test
    void anApprovalSaysWhatIsAskedOfWhom() {
        select("boss");
        type("question", "Pay it?");
        type("who", "Kim");
        assertThat(editor.graph().node(id("boss")))
                .isEqualTo(new Node.Approval(id("boss"), "", "Pay it?", "Kim", null, Json.Obj.EMPTY));
    }

    @Test
    void aWireFromAnApprovalIsForOneOfTheAnswers() {
        var wire = editor.graph().wires().firstEntry().getValue();
        onFx(() -> editor.select(Selection.of(wire.id())));
        choose("branch", "rejected");
        assertThat(((Wire.Sequence) Objects.requireNonNull(editor.graph().wire(wire.id()))).branch())
                .isEqualTo("rejected");
    }

    private void choose(String field, String choice) {
        onFx(() -> robot.lookup("#field-" + field).<ComboBox<String>>query().setValue(choice));
    }

    @Test
    void branchesAreAddedOrderedAndRemoved() {
        select("check");
        fire("add-branch");
        assertThat(branches()).containsExactly("a", "b", "branch3");

        fire("try-earlier-1");
        assertThat(branches()).containsExactly("b", "a", "branch3");
        fire("remove-this-branch-0");
        assertThat(branches()).containsExactly("a", "branch3");

        type("branch-when-1", "data.total > 5");
        assertThat(condition().branches().getLast().when()).isEqualTo("data.total > 5");
    }

    @Test
    void branchesAreOrderedByKeysAndTheFocusGoesAlong() {
        select("check");
        onFx(() -> field("branch-when-0").requestFocus());
        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        Fx.settle();
        assertThat(branches()).containsExactly("b", "a");
        assertThat(field("branch-when-1").isFocused()).isTrue();

        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        Fx.settle();
        assertThat(branches()).containsExactly("b", "a");
        robot.press(KeyCode.ALT).type(KeyCode.UP).release(KeyCode.ALT);
        Fx.settle();
        assertThat(branches()).containsExactly("a", "b");
    }

    @Test
    void anIdThatNoExpressionNamesIsChangedByEnter() {
        select("ask");
        type("id", "askPrice");
        robot.type(KeyCode.ENTER);
        Fx.settle();

        assertThat(editor.graph().node(id("ask"))).isNull();
        assertThat(editor.selection().onlyNode()).isEqualTo(id("askPrice"));
        assertThat(field("id").getText()).isEqualTo("askPrice");
        assertThat(timesDone).isEqualTo(1);
    }

    @Test
    void whereExpressionsNameANodeItIsAskedWhetherTheyFollow() {
        select("tell");
        type("message", "{{ steps.ask.id }}");
        select("ask");
        type("id", "asked");
        robot.type(KeyCode.ENTER);
        Fx.settle();
        assertThat(robot.lookup("#rename-question").<Label>query().getText()).isEqualTo("1 expression names it ask.");
        assertThat(robot.lookup("#rename-uses").<ButtonBase>query().isFocused()).isTrue();

        robot.type(KeyCode.ESCAPE);
        assertThat(field("id").getText()).isEqualTo("ask");
        type("id", "asked");
        robot.type(KeyCode.ENTER);
        fire("rename-uses");
        assertThat(step("tell").settings()).isEqualTo(Json.Obj.of("message", Json.of("{{ steps.asked.id }}")));
        onFx(editor::undo);
        assertThat(step("ask").name()).isEqualTo("Ask");
        assertThat(step("tell").settings()).isEqualTo(Json.Obj.of("message", Json.of("{{ steps.ask.id }}")));
    }

    @Test
    void anIdThatIsNoneOrTakenIsNotTakenOver() {
        select("ask");
        type("id", "a b");
        robot.type(KeyCode.ENTER);
        assertThat(problems()).anyMatch(text -> text.startsWith("An id begins with a letter"));
        type("id", "tell");
        robot.type(KeyCode.ENTER);
        assertThat(problems()).contains("There is already a node with the id tell. Choose another.");
        assertThat(editor.graph().node(id("ask"))).isNotNull();
        assertThat(timesDone).isZero();
    }

    @Test
    void aScopesTimeOutIsTypedAsPeopleWriteItAndWhatIsNoneIsNotTakenOver() {
        onFx(() -> editor.apply(new Edit.ReplaceNode(new Node.Scope(id("tell"), "Tell", Json.Obj.EMPTY))));
        select("tell");
        type("timeout", "5 min");
        assertThat(((Node.Scope) node("tell")).timeout()).isEqualTo(Duration.ofMinutes(5));

        type("timeout", "soon");
        assertThat(problems()).contains("A time-out is a duration such as 30 s or 2 min.");
        assertThat(((Node.Scope) node("tell")).timeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aLoopBecomesOneThatIsRepeatedUntilSomethingHolds() {
        onFx(() -> editor.apply(new Edit.ReplaceNode(new Node.Loop(id("tell"), "Tell",
                new Node.Repeat.While("data.more", 7), Json.Obj.EMPTY))));
        select("tell");
        onFx(() -> robot.lookup("#field-repeat").<ComboBox<String>>query().setValue("Until something holds"));
        type("until", "data.paid");
        type("limit", "9");

        assertThat(((Node.Loop) node("tell")).repeat()).isEqualTo(new Node.Repeat.Until("data.paid", 9));
        assertThat(isShown("until")).isTrue();
        assertThat(isShown("while")).isFalse();
    }

    private Node.Repeat.ForEach forEach(String node) {
        return (Node.Repeat.ForEach) ((Node.Loop) node(node)).repeat();
    }

    private void makeALoop() {
        onFx(() -> editor.apply(new Edit.ReplaceNode(new Node.Loop(id("tell"), "Tell",
                new Node.Repeat.ForEach("data.lines", 1), Json.Obj.EMPTY))));
        select("tell");
    }

    @Test
    void aLoopGoesThroughTheRowsOfAFileWithTheFormOfItsSource() {
        makeALoop();
        choose("repeat", "For each item of a source");
        assertThat(forEach("tell").items()).isEqualTo(new Items.Streamed("csv.rows", Json.Obj.EMPTY));
        assertThat(robot.lookup("#field-forEach").tryQuery().filter(javafx.scene.Node::isVisible)
                .filter(it -> isShown("forEach"))).isEmpty();
        type("file", "{{ input.file }}");
        type("timeout", "2 min");
        type("batch", "50");
        type("concurrency", "4");

        var each = forEach("tell");
        assertThat(each.items()).isEqualTo(new Items.Streamed("csv.rows",
                Json.Obj.of("file", Json.of("{{ input.file }}")), Duration.ofMinutes(2)));
        assertThat(each.batch()).isEqualTo(50);
        assertThat(each.concurrency()).isEqualTo(4);
    }

    @Test
    void anotherSourceKeepsWhatBothAskForAndTheFocusStaysInTheSheet() {
        makeALoop();
        onFx(() -> robot.lookup("#field-repeat").<ComboBox<String>>query().requestFocus());
        choose("repeat", "For each item of a source");
        assertThat(focused()).isEqualTo("field-repeat");
        type("file", "a.txt");
        type("timeout", "30 s");
        onFx(() -> robot.lookup("#field-source").<ComboBox<String>>query().requestFocus());
        choose("source", "JSON lines");

        assertThat(forEach("tell").items())
                .isEqualTo(new Items.Streamed("json.lines", Json.Obj.of("file", Json.of("a.txt")),
                        Duration.ofSeconds(30)));
        assertThat(field("file").getText()).isEqualTo("a.txt");
        assertThat(focused()).isEqualTo("field-source");
        onFx(editor::undo);
        assertThat(forEach("tell").items())
                .isEqualTo(new Items.Streamed("csv.rows", Json.Obj.of("file", Json.of("a.txt")),
                        Duration.ofSeconds(30)));
        choose("repeat", "For each item of a list");
        assertThat(forEach("tell").items()).isEqualTo(new Items.Listed("data.items"));
    }

    private String focused() {
        var owner = inspector.getScene().getFocusOwner();
        return owner == null ? "" : owner.getId();
    }

    @Test
    void whatIsWrongWithASourceIsSaidBesideItsFields() {
        makeALoop();
        choose("repeat", "For each item of a source");
        type("separator", "much too long");
        onFx(() -> editor.showProblems(new Checker(types).check(editor.diagram().flow())));
        assertThat(problems()).anyMatch(text -> text.contains("separator"));

        type("separator", ";");
        onFx(() -> editor.showProblems(new Checker(types).check(editor.diagram().flow())));
        assertThat(problems()).noneMatch(text -> text.contains("separator"));
        choose("onError", "go on, and give results and errors");
        onFx(() -> editor.showProblems(new Checker(types).check(editor.diagram().flow())));
        assertThat(problems()).anyMatch(text -> text.contains("would collect the errors of a source"));
        type("batch", "0");
        assertThat(problems()).contains("Give a whole number from 1 to 100,000.");
        assertThat(forEach("tell").batch()).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsSaidWhereItIsToBeFilledIn() {
        onFx(() -> editor.apply(new Edit.ReplaceNode(
                new Node.Step(id("tell"), "Tell", "http.request", Json.Obj.of("method", Json.of("GET")), null, null,
                        null, null,
                        null, false, Json.Obj.EMPTY))));
        select("tell");
        showProblems();
        assertThat(problemIn("row-url")).isEqualTo("It is needed: give it a value.");

        type("url", "http://localhost/");
        showProblems();
        assertThat(problemIn("row-url")).isEmpty();
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatASourceMissesIsSaidThereToo() {
        makeALoop();
        choose("repeat", "For each item of a source");
        type("separator", ";");
        showProblems();

        assertThat(problemIn("row-file")).isEqualTo("It is needed: give it a value.");
    }

    @Test
    void whatIsWrongWithNoFieldInParticularIsSaidAboveThem() {
        select("tell");
        type("message", "Hello");
        onFx(() -> editor.showProblems(List.of(Problem.error("step.settings",
                Problem.Place.at(id("tell"), "/nodes/tell/settings"), Sentence.of("One of two is needed."),
                Sentence.of("Give one of them.")))));

        assertThat(problems()).containsExactly("One of two is needed. Give one of them.");
    }

    private void showProblems() {
        onFx(() -> editor.showProblems(new Checker(types).check(editor.diagram().flow())));
    }

    private String problemIn(String row) {
        return robot.lookup("#" + row + " .form-problem").queryAs(Label.class).getText();
    }

    @Test
    void aSourceThatIsNotInstalledKeepsItsSettings() {
        onFx(() -> editor.apply(new Edit.ReplaceNode(new Node.Loop(id("tell"), "Tell",
                new Node.Repeat.ForEach("", 1).withItems(new Items.Streamed("other.rows",
                        Json.Obj.of("place", Json.of("here")))),
                Json.Obj.EMPTY))));
        select("tell");

        assertThat(robot.lookup(".form-help").queryAllAs(Label.class)).extracting(Label::getText)
                .contains("This type of source isn't installed.");
        assertThat(field("settings").getText()).contains("here");
    }

    private boolean isShown(String name) {
        for (javafx.scene.Node at = field(name); at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private Node node(String node) {
        return Objects.requireNonNull(editor.graph().node(id(node)));
    }

    private List<String> problems() {
        return robot.lookup(".form-problem").queryAllAs(Label.class).stream().filter(Label::isVisible)
                .map(Label::getText).toList();
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
    }

    private void fire(String button) {
        onFx(() -> robot.lookup("#" + button).<ButtonBase>query().fire());
    }

    private TextInputControl field(String name) {
        return robot.lookup("#field-" + name).query();
    }

    private Node.Step step(String node) {
        return (Node.Step) Objects.requireNonNull(editor.graph().node(id(node)));
    }

    private Node.Condition condition() {
        return (Node.Condition) Objects.requireNonNull(editor.graph().node(id("check")));
    }

    private List<String> branches() {
        return condition().branches().stream().map(Branch::id).toList();
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }
}
