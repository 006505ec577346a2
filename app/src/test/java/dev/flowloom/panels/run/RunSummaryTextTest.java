package dev.flowloom.panels.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.Phase;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunSummaryTextTest {
    private static final Flow FLOW = Objects.requireNonNull(DefinitionReader.read("""
            {
              "flowloom": 1, "id": "saga", "name": "Saga", "expressions": "none",
              "nodes": {
                "book": {"kind": "step", "name": "Book", "type": "data.transform"},
                "done": {"kind": "end"},
                "mail": {"kind": "step", "name": "Mail", "type": "data.transform"},
                "pay": {"kind": "step", "name": "Pay", "type": "util.fail"},
                "start": {"kind": "start"},
                "unbook": {"kind": "step", "name": "Unbook", "type": "data.transform"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "book"},
                "w2": {"kind": "sequence", "from": "book", "to": "mail"},
                "w3": {"kind": "sequence", "from": "mail", "to": "pay"},
                "w4": {"kind": "sequence", "from": "pay", "to": "done"},
                "w5": {"kind": "compensation", "from": "book", "to": "unbook"}
              }
            }
            """.getBytes(StandardCharsets.UTF_8)).diagram()).flow();

    @AfterEach
    void speakEnglish() {
        Texts.speak(Language.ENGLISH);
    }

    /// Without a language for expressions a run can be told in part.
    private static String failed(OverlayState state) {
        var history = new RunHistory(FLOW);
        var at = Instant.parse("2026-01-01T00:00:00Z");
        history.add(new Recorded(1, at,
                new Event.RunStarted(new RunId("r"), "saga", "hash", 1, null, Json.NULL, 7, at)));
        history.add(new Recorded(2, at, new Event.RunFailed(
                new RunError("a", "A.", Severity.CRITICAL, new NodeId("pay"), Json.Obj.EMPTY),
                Event.Compensation.COMPLETE)));
        return RunSummaryText.of(history, state);
    }

    private static OverlayState state(Phase book, Phase mail) {
        return OverlayState.NONE.with(RunPhase.FAILED).with(new NodeId("book"), NodeState.of(book))
                .with(new NodeId("mail"), NodeState.of(mail)).with(new NodeId("pay"), NodeState.of(Phase.FAILED))
                .with(new NodeId("unbook"), NodeState.of(Phase.SUCCEEDED));
    }

    @Test
    void whatNothingUndoesIsNamed() {
        assertThat(failed(state(Phase.COMPENSATED, Phase.SUCCEEDED)))
                .isEqualTo("Failed at Pay, and what can be undone is undone; stays done: Mail");
        assertThat(failed(state(Phase.COMPENSATED, Phase.SKIPPED)))
                .isEqualTo("Failed at Pay, and what can be undone is undone");
    }

    @Test
    void itIsNamedInTheLanguageOfTheWorkbench() {
        Texts.speak(Language.KOREAN);
        assertThat(failed(state(Phase.SUCCEEDED, Phase.SUCCEEDED))).endsWith("; 그대로 남은 일: Book, Mail");
    }
}
