package dev.flowloom.main;

import java.util.List;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Problem.Position;
import dev.flowloom.model.Sentence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownProblemsTest {
    private static final Problem UNKNOWN = Problem
            .warning("format.unknown", Place.at("/mood"), Sentence.of("Unknown."), Sentence.of("Look."))
            .at(new Position(3, 7));
    private static final Problem UNWIRED = Problem.error("wire.none", Place.at("/nodes/a"), Sentence.of("Not wired."),
            Sentence.of("Wire it."));

    private final Editor editor = new Editor(Diagrams.empty().diagram());
    private final KnownProblems known = new KnownProblems(editor);

    @Test
    void whatReadingTheFileSaidStaysBesideWhatTheChecksSay() {
        known.opened(List.of(UNKNOWN));
        known.checked(List.of(UNWIRED));
        assertThat(editor.problems()).containsExactly(UNKNOWN, UNWIRED);
        known.checked(List.of());
        assertThat(editor.problems()).containsExactly(UNKNOWN);
    }

    @Test
    void itIsGoneWhenTheFileIsSavedOrAnotherIsOpened() {
        known.opened(List.of(UNKNOWN));
        known.checked(List.of(UNWIRED));
        known.saved();
        assertThat(editor.problems()).containsExactly(UNWIRED);
        known.opened(List.of());
        assertThat(editor.problems()).isEmpty();
    }

    @Test
    void whatBothSayIsSaidOnce() {
        var onceMore = Problem.error(UNKNOWN.code(), UNKNOWN.place(), Sentence.of("Still unknown."),
                Sentence.of("Look."));
        known.opened(List.of(UNKNOWN));
        known.checked(List.of(onceMore));
        assertThat(editor.problems()).containsExactly(onceMore);
    }
}
