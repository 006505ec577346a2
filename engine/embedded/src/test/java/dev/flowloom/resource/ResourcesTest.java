package dev.flowloom.resource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.flowloom.model.Json;
import dev.flowloom.model.Resource;
import dev.flowloom.resource.Permit.Outcome;
import dev.flowloom.resource.ResourceState.Breaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Who may use a resource, on a clock and with alarms of the test's own.
class ResourcesTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final World world = new World();
    private final List<Breaker> heard = new ArrayList<>();
    private final Resources resources = new Resources(world, world);
    private final Runnable deaf = resources.watch(state -> heard.add(state.breaker()));

    /// Time passes when the test says so.
    private static final class World implements InstantSource, Resources.Alarm {
        private final Map<Runnable, Instant> alarms = new LinkedHashMap<>();
        private Instant now = BEGIN;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Runnable at(Instant due, Runnable action) {
            Runnable alarm = () -> action.run();
            alarms.put(alarm, due);
            return () -> alarms.remove(alarm);
        }

        void pass(Duration time) {
            var end = now.plus(time);
            for (var next = next(end); next != null; next = next(end)) {
                now = Objects.requireNonNull(alarms.remove(next));
                next.run();
            }
            now = end;
        }

        private @Nullable Runnable next(Instant end) {
            return alarms.entrySet().stream().filter(alarm -> !alarm.getValue().isAfter(end))
                    .min(Comparator.comparing(Map.Entry::getValue)).map(Map.Entry::getKey).orElse(null);
        }
    }

    /// One who wants in.
    private static class Guest implements Gate.Caller {
        @Nullable
        Permit permit;
        @Nullable
        Refusal refusal;
        private Runnable leave = () -> {};

        Guest enter(Gate gate) {
            leave = gate.enter(this);
            return this;
        }

        @Override
        public void go(Permit given) {
            permit = given;
        }

        @Override
        public void refuse(Refusal given) {
            refusal = given;
        }

        boolean isIn() {
            return permit != null;
        }

        void tell(Outcome outcome) {
            var mine = Objects.requireNonNull(permit, "is not in");
            mine.tell(outcome);
            mine.end();
        }
    }

    private Gate breaking(int failures, int successes) {
        return gate(new Resource.Breaker(failures, Duration.ofSeconds(60), successes), null, null);
    }

    private Gate gate(Resource.@Nullable Breaker breaker, Resource.@Nullable Rate rate, @Nullable Integer concurrency) {
        return resources.gate("bank", new Resource(breaker, rate, concurrency, Json.Obj.EMPTY));
    }

    private static Guest use(Gate gate, Outcome outcome) {
        var guest = new Guest().enter(gate);
        guest.tell(outcome);
        return guest;
    }

    private static void fail(Gate gate, int times) {
        for (int i = 0; i < times; i++) {
            use(gate, Outcome.FAILED);
        }
    }

    @Test
    void failuresInARowOpenABreaker() {
        var gate = breaking(3, 1);
        fail(gate, 2);
        use(gate, Outcome.SUCCEEDED);
        fail(gate, 2);
        assertThat(gate.state().breaker()).isEqualTo(Breaker.CLOSED);
        fail(gate, 1);

        assertThat(gate.state().breaker()).isEqualTo(Breaker.OPEN);
        assertThat(gate.state().failures()).isEqualTo(3);
        assertThat(gate.state().until()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(new Guest().enter(gate).refusal).isEqualTo(new Refusal("bank", 3, BEGIN.plusSeconds(60)));
    }

    @Test
    void whatTellsNothingCountsNeitherWay() {
        var gate = breaking(2, 1);
        fail(gate, 1);
        use(gate, Outcome.UNTOLD);
        fail(gate, 1);

        assertThat(gate.state().breaker()).isEqualTo(Breaker.OPEN);
    }

    @Test
    void aBreakerIsTriedWhenItsTimeIsOver() {
        var gate = breaking(1, 2);
        fail(gate, 1);
        world.pass(Duration.ofSeconds(59));
        assertThat(new Guest().enter(gate).refusal).isNotNull();
        world.pass(Duration.ofSeconds(1));
        assertThat(gate.state().breaker()).isEqualTo(Breaker.HALF_OPEN);

        var first = new Guest().enter(gate);
        var second = new Guest().enter(gate);
        assertThat(first.isIn() && second.isIn()).isTrue();
        assertThat(new Guest().enter(gate).refusal).isEqualTo(new Refusal("bank", 1, null));
        first.tell(Outcome.SUCCEEDED);
        assertThat(gate.state().breaker()).isEqualTo(Breaker.HALF_OPEN);
        second.tell(Outcome.SUCCEEDED);

        assertThat(gate.state().breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(gate.state().failures()).isZero();
        assertThat(heard).containsExactly(Breaker.OPEN, Breaker.HALF_OPEN, Breaker.CLOSED);
    }

    @Test
    void whoWatchesNoMoreHearsNothing() {
        deaf.run();
        fail(breaking(1, 1), 1);

        assertThat(heard).isEmpty();
    }

    @Test
    void oneFailedTrialOpensABreakerAgain() {
        var gate = breaking(1, 2);
        fail(gate, 1);
        world.pass(Duration.ofSeconds(60));
        use(gate, Outcome.SUCCEEDED);
        fail(gate, 1);

        assertThat(gate.state().breaker()).isEqualTo(Breaker.OPEN);
        assertThat(gate.state().until()).isEqualTo(BEGIN.plusSeconds(120));
    }

    @Test
    void aTrialThatTellsNothingIsMadeByAnother() {
        var gate = breaking(1, 1);
        fail(gate, 1);
        world.pass(Duration.ofSeconds(60));
        use(gate, Outcome.UNTOLD);

        assertThat(new Guest().enter(gate).isIn()).isTrue();
    }

    @Test
    void whatWasBegunBeforeTellsNothingOfWhatIsNow() {
        var gate = breaking(1, 1);
        var early = new Guest().enter(gate);
        var late = new Guest().enter(gate);
        fail(gate, 1);
        world.pass(Duration.ofSeconds(60));
        early.tell(Outcome.SUCCEEDED);
        late.tell(Outcome.FAILED);

        assertThat(gate.state().breaker()).isEqualTo(Breaker.HALF_OPEN);
    }

    @Test
    void thoseWhoWaitAreRefusedWhenItOpens() {
        var gate = gate(new Resource.Breaker(1, Duration.ofSeconds(60), 1), null, 1);
        var first = new Guest().enter(gate);
        var second = new Guest().enter(gate);
        assertThat(second.isIn()).isFalse();
        first.tell(Outcome.FAILED);

        assertThat(second.refusal).isNotNull();
        assertThat(gate.state().waiting()).isZero();
    }

    @Test
    void soManyAtATimeAndTheOthersInTheirOrder() {
        var gate = gate(null, null, 2);
        var guests = new ArrayList<Guest>();
        for (int i = 0; i < 5; i++) {
            guests.add(new Guest().enter(gate));
        }
        assertThat(guests).extracting(Guest::isIn).containsExactly(true, true, false, false, false);
        assertThat(gate.state().waiting()).isEqualTo(3);
        guests.get(1).tell(Outcome.FAILED);
        assertThat(guests).extracting(Guest::isIn).containsExactly(true, true, true, false, false);
        guests.get(3).leave.run();
        guests.get(0).tell(Outcome.SUCCEEDED);

        assertThat(guests).extracting(Guest::isIn).containsExactly(true, true, true, false, true);
        assertThat(gate.state().running()).isEqualTo(2);
    }

    @Test
    void aUseThatEndsTwiceEndsOnce() {
        var gate = gate(null, null, 1);
        var first = new Guest().enter(gate);
        first.tell(Outcome.SUCCEEDED);
        first.tell(Outcome.SUCCEEDED);
        new Guest().enter(gate);

        assertThat(new Guest().enter(gate).isIn()).isFalse();
    }

    @Test
    void inNoSpanAreMoreBegunThanTheRateAllows() {
        var gate = gate(null, new Resource.Rate(3, Duration.ofSeconds(10)), null);
        var begun = new ArrayList<Instant>();
        for (int i = 0; i < 20; i++) {
            world.pass(Duration.ofMillis(i % 3 == 0 ? 2_500 : 100));
            new Guest() {
                @Override
                public void go(Permit given) {
                    begun.add(world.instant());
                }
            }.enter(gate);
        }
        world.pass(Duration.ofMinutes(5));

        assertThat(begun).hasSize(20).isSorted();
        for (int i = 3; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - 3), begun.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        }
        assertThat(gate.state().waiting()).isZero();
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        var gate = gate(null, new Resource.Rate(1, Duration.ofSeconds(10)), null);
        use(gate, Outcome.SUCCEEDED);
        world.now = BEGIN.minus(Duration.ofDays(1));

        assertThat(new Guest().enter(gate).isIn()).isTrue();
    }

    @Test
    void ofOneNameUsedInTwoWaysEachIsKeptToByItself() {
        var narrow = gate(null, null, 1);
        var wide = gate(null, null, 2);
        new Guest().enter(narrow);
        assertThat(new Guest().enter(narrow).isIn()).isFalse();

        assertThat(new Guest().enter(wide).isIn()).isTrue();
        assertThat(gate(null, null, 1)).isSameAs(narrow);
        assertThat(resources.states()).extracting(ResourceState::running).containsExactly(1, 1);
    }

    @Test
    void whatIsNoLongerUsedThatWayIsNotTold() {
        use(gate(null, null, 1), Outcome.SUCCEEDED);
        use(gate(null, null, 2), Outcome.SUCCEEDED);

        assertThat(resources.states()).extracting(state -> state.resource().concurrency()).containsExactly(2);
    }

    @Test
    void timesTooShortForTheMachineAreTaken() {
        var gate = gate(new Resource.Breaker(1, Duration.ofNanos(1), 1), null, null);
        fail(gate, 1);
        world.pass(Duration.ofMillis(1));

        assertThat(gate.state().breaker()).isEqualTo(Breaker.HALF_OPEN);
    }
}
