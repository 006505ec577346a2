package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.files.Aside;
import dev.flowloom.files.HandDriven;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckingTest {
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).diagram());
    private final HandDriven background = new HandDriven();
    private final List<Throwable> reported = new ArrayList<>();
    private final List<String> checked = new ArrayList<>();

    private CheckingTest() {
        new Checking(editor, this::check, new Aside(background, this::onEditorsThread), editor::showProblems);
    }

    private void onEditorsThread(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            reported.add(e);
        }
    }

    /// Finds that the start is called what it is called, and has two bugs.
    private List<Problem> check(Flow flow) {
        var name = flow.graph().nodes().firstEntry().getValue().name();
        checked.add(name);
        return switch (name) {
            case "bug" -> throw new IllegalStateException(name);
            case "deep" -> throw new StackOverflowError(name);
            default -> List.of(Problem.error("named", Problem.Place.WHOLE, Sentence.verbatim(name), Sentence.of("")));
        };
    }

    private void rename(String name) {
        editor.apply(new Edit.Rename(Diagrams.id("start"), name));
    }

    private String found() {
        return editor.problems().getFirst().message();
    }

    @Test
    void ofSeveralEditsMadeDuringACheckOnlyTheLastIsChecked() {
        rename("one");
        rename("two");
        background.runAll();
        assertThat(checked).containsExactly("", "two");
        assertThat(found()).isEqualTo("two");
    }

    @Test
    void afterABugTheNextEditIsCheckedAndNothingStaleIsShown() {
        background.runAll();
        for (var bug : Set.of("bug", "deep")) {
            rename("well");
            background.runAll();
            rename(bug);
            background.runAll();
            assertThat(found()).startsWith("The flow could not be checked");
            assertThat(reported).last().satisfies(e -> assertThat(e).hasRootCauseMessage(bug));
        }
        rename("well again");
        background.runAll();
        assertThat(found()).isEqualTo("well again");
    }

    @Test
    void whatIsWaitingIsCheckedAlsoAfterABug() {
        rename("bug");
        background.runNext();
        rename("well");
        background.runAll();
        assertThat(found()).isEqualTo("well");
    }

    @Test
    void whereANodeStandsIsNothingToCheck() {
        background.runAll();
        editor.apply(Edit.MoveNodes.of(List.of(Diagrams.id("start")), 8, 8));
        assertThat(background.size()).isZero();
    }
}
