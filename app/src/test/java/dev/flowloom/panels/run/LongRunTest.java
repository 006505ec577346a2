package dev.flowloom.panels.run;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.overlay.OverlayFold;
import dev.flowloom.run.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

/// What is kept of a run does not grow with what it goes through.
@Execution(ExecutionMode.CONCURRENT)
final class LongRunTest {
    private static final int ITEMS = 100_000;
    /// An item makes about ten events, and three visits.
    private static final int MOST_EVENTS = 20_000;
    private static final int MOST_VISITS = 8_000;

    @Test
    void ofAHundredThousandItemsTheFirstAndTheLastAndWhatFailedAreKept() {
        var history = new RunHistory(new StreamedRun(0, _ -> {}).flow);
        var most = new AtomicInteger();
        var mostVisits = new AtomicInteger();
        var run = new StreamedRun(ITEMS, recorded -> {
            history.add(recorded);
            most.accumulateAndGet(history.events().size(), Math::max);
            mostVisits.accumulateAndGet(history.keptVisits(), Math::max);
        }).run();

        assertThat(run.events()).isGreaterThan(8L * ITEMS);
        assertThat(most.get()).isBetween(8 * (EventLog.FIRST + EventLog.LAST), MOST_EVENTS);
        assertThat(mostVisits.get()).isLessThan(MOST_VISITS);
        assertThat(history.seen()).isEqualTo(run.events());
        assertThat(history.events().size() + history.forgotten()).isEqualTo(run.events());

        assertThat(history.deadLetters()).isEqualTo(run.failed()).isGreaterThan(100);
        assertThat(deadLetters(history)).isEqualTo(run.failed());
        assertThat(history.events().getFirst().event()).isInstanceOf(Event.RunStarted.class);
        assertThat(history.events().getLast().event()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void whatIsKeptStillSaysWhereItWasAndTheLastVisitsWhatTheySaw() {
        var history = new RunHistory(new StreamedRun(0, _ -> {}).flow);
        new StreamedRun(10_000, history::add).run();

        assertThat(history.events()).filteredOn(it -> it.event() instanceof Event.OfVisit)
                .allSatisfy(it -> assertThat(history.nodeOf(it.event())).isNotNull());
        assertThat(history.events()).filteredOn(it -> it.event() instanceof Event.OfPass)
                .allSatisfy(it -> assertThat(history.nodeOf(it.event())).isEqualTo(id("loop")));
        assertThat(history.latest(id("work"))).isNotNull();
        assertThat(history.latest(id("loop"))).isNotNull();
        assertThat(history.seenFrom(history.flow().graph(), id("work"), true)).isNotNull();
    }

    @Test
    void whatFailsAllTheTimeIsNotKeptForEver() {
        var history = new RunHistory(new StreamedRun(0, _ -> {}).flow);
        var run = new StreamedRun(10_000, 1, history::add).run();

        assertThat(run.failed()).isEqualTo(10_000);
        assertThat(history.deadLetters()).isEqualTo(10_000);
        assertThat(deadLetters(history)).isBetween((long) EventLog.FAILING + EventLog.LAST,
                (long) EventLog.FAILING + EventLog.FIRST + 2 * EventLog.LAST);
        assertThat(history.events().size()).isLessThan(MOST_EVENTS);
    }

    private static long deadLetters(RunHistory history) {
        return history.events().stream().filter(it -> it.event() instanceof Event.DeadLetterKept).count();
    }

    @Test
    void theCanvasCountsWithoutATotal() {
        var run = new StreamedRun(0, _ -> {});
        var fold = new OverlayFold[]{OverlayFold.of(run.flow)};
        var going = new StreamedRun(2_000, recorded -> fold[0] = fold[0].plus(recorded)).run();

        assertThat(Objects.requireNonNull(fold[0].state().loop(id("loop"))).words())
                .isEqualTo("%,d done, %,d failed".formatted(2_000 - going.failed(), going.failed()));
        assertThat(fold[0].visits()).hasSizeLessThan(10);
    }
}
