package dev.flowloom.panels;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.stage.Window;

import dev.flowloom.check.Checker;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.main.Fx;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemListTest {
    private final List<List<Hop>> traced = new ArrayList<>();
    private final StepTypes types = StepTypes.installed();
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).step("ask", "Ask", "http.reqest", 100, 0)
            .end("end", 500, 0).chain("start", "ask", "end").diagram());

    @BeforeEach
    void startJavaFx() throws TimeoutException {
        Fx.start();
    }

    @AfterEach
    void close() throws TimeoutException {
        Texts.speak(Language.ENGLISH);
        Fx.closeAll();
        types.close();
    }

    @Test
    void problemsAreShownInEnglishToThoseWhoReadEnglish() throws TimeoutException {
        assertThat(shown(Language.ENGLISH, checked())).contains(
                "\"Ask\" is of the type \"http.reqest\", which isn't installed.",
                "Is \"http.request\" meant? Else install the type that is missing.");
    }

    @Test
    void problemsAreShownInKoreanToThoseWhoReadKorean() throws TimeoutException {
        assertThat(shown(Language.KOREAN, checked())).contains("\"Ask\"의 종류 \"http.reqest\"이(가) 설치되어 있지 않습니다.",
                "\"http.request\"을(를) 뜻했나요? 아니면 없는 종류를 설치하세요.");
    }

    @Test
    void soAreThoseOfTheFile() throws TimeoutException {
        var read = DefinitionReader.read("{\"flowloom\": 1, \"id\": 5}".getBytes(StandardCharsets.UTF_8));
        assertThat(shown(Language.KOREAN, read.problems())).contains("1행 17열: \"id\"에 필요한 것은 비어 있지 않은 텍스트인데 지금은 5입니다.",
                "큰따옴표로 묶어 쓰세요.");
    }

    @Test
    void theWayThatLeadsToAProblemIsToldAndPointedOutWhileItIsSelected() throws TimeoutException {
        var path = List.of(new Hop(Diagrams.id("start"), Diagrams.wire("start-ask"), Diagrams.id("ask")),
                new Hop(Diagrams.id("ask"), Diagrams.wire("ask-end"), Diagrams.id("end")));
        var texts = shown(Language.ENGLISH, List.of(checked().getFirst().along(path)));
        assertThat(texts).anyMatch(text -> text.startsWith("The way there: ") && text.contains(" → Ask → "));

        Platform.runLater(() -> {
            var list = (ListView<?>) Window.getWindows().getFirst().getScene().lookup("#problems");
            list.requestFocus();
            list.getSelectionModel().select(0);
        });
        Fx.settle();
        assertThat(traced.getLast()).isEqualTo(path);
        Platform.runLater(() -> editor.showProblems(List.of()));
        Fx.settle();
        assertThat(traced.getLast()).isEmpty();
    }

    @Test
    void whatACommandLineSaysOfAProblemStaysEnglish() {
        Texts.speak(Language.KOREAN);
        assertThat(checked().getFirst().message()).startsWith("\"Ask\" is of the type");
    }

    @Test
    void aThousandProblemsAreListedAndOnlyThoseInViewAreMade() throws Exception {
        var list = new AtomicReference<ProblemList>();
        Fx.onStage(stage -> {
            list.set(new ProblemList(editor, _ -> {}, _ -> {}));
            stage.setScene(new Scene(list.get(), 600, 300));
            stage.show();
        });
        Fx.on(() -> editor.showProblems(IntStream.range(0, 1_000)
                .mapToObj(number -> Problem.error("test", Problem.Place.at(Diagrams.id("ask"), "/" + number),
                        Sentence.of("Wrong: %d.", number), Sentence.of("Mend it.")))
                .toList()));

        var shown = (ListView<?>) Objects.requireNonNull(list.get().lookup(".list-view"));
        assertThat(shown.getItems()).hasSize(1_000);
        assertThat(shown.lookupAll(".list-cell").size()).isLessThan(60);
        assertThat(editor.apply(new Edit.Rename(Diagrams.id("ask"), "Still usable")))
                .isInstanceOf(EditResult.Applied.class);
    }

    private List<Problem> checked() {
        return new Checker(types).check(editor.diagram().flow());
    }

    private List<String> shown(Language language, List<Problem> problems) throws TimeoutException {
        Texts.speak(language);
        var list = Fx.make(() -> new ProblemList(editor, _ -> {}, traced::add));
        Fx.onStage(stage -> {
            editor.showProblems(problems);
            stage.setScene(new Scene(list, 900, 300));
            stage.show();
        });
        Fx.settle();
        var texts = new ArrayList<String>();
        list.lookupAll(".label").forEach(label -> texts.add(((Label) label).getText()));
        return texts;
    }
}
