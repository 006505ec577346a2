package dev.flowloom.panels.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

import dev.flowloom.main.Fx;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The panel of a run that is long.
final class RunPanelTest {
    private static final int FRAME = 3_000;

    private final AtomicInteger revealed = new AtomicInteger();
    private final RunHistory history = new RunHistory(new StreamedRun(0, _ -> {}).flow);
    private final List<Recorded> events = new ArrayList<>();
    private final RunPanel panel;

    RunPanelTest() throws Exception {
        panel = Fx.make(() -> new RunPanel(_ -> revealed.incrementAndGet()));
    }

    @BeforeEach
    void open() throws Exception {
        Fx.onStage(stage -> {
            stage.setScene(new Scene(panel, 900, 400));
            stage.show();
            panel.show(history);
        });
        new StreamedRun(6_000, events::add).run();
    }

    @AfterEach
    void close() throws TimeoutException {
        Fx.closeAll();
    }

    private void grow(int from, int to) {
        for (int at = from; at < to; at += FRAME) {
            var more = events.subList(at, Math.min(to, at + FRAME));
            Fx.on(() -> {
                more.forEach(history::add);
                panel.grown(more);
            });
        }
    }

    @SuppressWarnings("unchecked") // It lists events.
    private ListView<Recorded> list() {
        return (ListView<Recorded>) panel.lookup("#events");
    }

    @Test
    void theListShowsWhatTheHistoryKeepsAndSaysThatThereIsMore() {
        grow(0, events.size());

        assertThat(events.size()).isGreaterThan(2 * history.events().size());
        assertThat(list().getItems()).isEqualTo(history.events());
        assertThat(((Label) panel.lookup("#events-gap")).getText())
                .startsWith("Of %,d events".formatted(events.size())).contains("flowloom show r");
        Fx.on(() -> list().scrollTo(0));
        var after = history.events().stream().skip(1).filter(it -> !history.events()
                .contains(events.get((int) it.sequence() - 2))).findFirst().orElseThrow();
        Fx.on(() -> list().scrollTo(after));
        assertThat(panel.lookupAll(".event-gap")).isNotEmpty();
    }

    @Test
    void nothingIsLeftOutOfAShortRun() {
        grow(0, 500);

        assertThat(list().getItems()).hasSize(500);
        assertThat(panel.lookup("#events-gap").isVisible()).isFalse();
    }

    @Test
    void theEventThatIsReadStaysAndNothingElseIsRevealed() {
        int read = 6_000;
        grow(0, read + 100);
        Fx.on(() -> list().getSelectionModel().select(read));
        int before = revealed.get();
        grow(read + 100, events.size());

        assertThat(list().getSelectionModel().getSelectedItem()).isSameAs(events.get(read));
        assertThat(history.events()).doesNotContain(events.get(read));
        assertThat(revealed.get()).isEqualTo(before);
    }

    @Test
    void howManyItemsBecameDeadLettersIsToldAndLeadsThere() {
        var opened = new ArrayList<RunId>();
        Fx.on(() -> panel.showLettersBy(opened::add));
        var bar = (Region) panel.lookup(".letters-bar");
        grow(0, 100);
        assertThat(bar.isVisible()).isFalse();
        grow(100, events.size());

        assertThat(bar.isVisible()).isTrue();
        assertThat(((Label) panel.lookup("#dead-letter-count")).getText())
                .isEqualTo("%,d dead letters: what failed is kept, to be mended and sent again"
                        .formatted(history.deadLetters()));
        Fx.on(() -> ((ButtonBase) panel.lookup("#show-dead-letters")).fire());
        assertThat(opened).containsExactly(new RunId("r"));
    }
}
