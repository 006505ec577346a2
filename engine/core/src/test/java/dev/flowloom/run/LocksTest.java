package dev.flowloom.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Scopes that hold a lock.
class LocksTest {
    private static final Duration LEASE = Duration.ofMinutes(5);

    /// start → a scope that holds the steps → end
    private static FlowBuilder holding(String name, @Nullable Duration wait, String... steps) {
        var flow = new FlowBuilder().start("start").end("end").scope("scope", new Lock(name, LEASE, wait))
                .start("in").end("out");
        var before = "in";
        for (var step : steps) {
            flow.step(step, Json.Obj.of("token", Json.of("{{ lock.token }}")).with("name", Json.of("{{ lock.name }}")),
                    null,
                    null).way(before, step);
            before = step;
        }
        var inside = new ArrayList<>(List.of(steps));
        inside.addAll(List.of("in", "out"));
        return flow.way(before, "out").hold("scope", inside).way("start", "scope").way("scope", "end");
    }

    private static Simulation waiting(@Nullable Duration wait, String... steps) {
        return Simulation.of(holding("card {{ input.card }}", wait, steps)).start(Json.Obj.of("card", Json.of(7)));
    }

    private static Simulation grant(Simulation run, long token) {
        return run.take(new Input.LockGranted(wanted(run).visit(), token));
    }

    @Test
    void aNumberNamesALockAlwaysInTheSameWay() {
        for (var number : List.of("7", "7.0", "0.7E1")) {
            var run = Simulation.of(holding("{{ input.card }}", null, "a"))
                    .start(Json.Obj.of("card", new Json.Num(new BigDecimal(number))));
            assertThat(wanted(run).name()).isEqualTo("7");
        }
    }

    private static Effect.TakeLock wanted(Simulation run) {
        return run.rules.pending(run.state).stream().filter(Effect.TakeLock.class::isInstance)
                .map(Effect.TakeLock.class::cast).findFirst().orElseThrow();
    }

    private static List<HeldLock> held(Simulation run) {
        return List.copyOf(run.rules.locks(run.state).values());
    }

    @Test
    void nothingInAScopeBeginsBeforeItHasItsLock() {
        var run = waiting(null, "a");
        assertThat(run.attempts()).isEmpty();
        assertThat(wanted(run).name()).isEqualTo("card 7");
        assertThat(wanted(run).lease()).isEqualTo(LEASE);
        assertThat(held(run)).isEmpty();

        grant(run, 3);
        assertThat(run.attempt("a").settings())
                .isEqualTo(Json.Obj.of("token", Json.of(3)).with("name", Json.of("card 7")));
        assertThat(held(run)).containsExactly(new HeldLock("card 7", 3, LEASE));
    }

    @Test
    void aLockIsGivenBackWhenTheScopeIsDone() {
        var run = grant(waiting(null, "a", "b"), 1);
        run.succeed("a");
        assertThat(held(run)).hasSize(1);
        run.succeed("b");

        assertThat(held(run)).isEmpty();
        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
    }

    @Test
    void aLockIsHeldUntilWhatWasDoneIsUndone() {
        var run = Simulation.of(holding("card", null, "a", "b").undo("a", "undoA")).start();
        grant(run, 1);
        run.succeed("a").fail("b", "gone", Severity.CRITICAL);
        assertThat(run.attempt("undoA")).isNotNull();
        assertThat(held(run)).hasSize(1);
        run.succeed("undoA");

        assertThat(held(run)).isEmpty();
        assertThat(run.last()).isInstanceOf(Event.RunFailed.class);
    }

    @Test
    void aScopeThatIsGivenUpHoldsItsLockAsLongAsAnAttemptInItIsAwaited() {
        var run = Simulation.of(holding("card", null, "a").undo("a", "undoA")).start();
        grant(run, 1);
        run.take(new Input.CancelRequested("test", ""));
        assertThat(held(run)).hasSize(1);
        run.succeed("a");

        assertThat(held(run)).isEmpty();
        assertThat(run.attempt("undoA")).isNotNull();
        assertThat(run.succeed("undoA").last()).isInstanceOf(Event.RunCancelled.class);
    }

    @Test
    void aLockThatIsNotFreeInTimeFailsTheScope() {
        var run = waiting(Duration.ofSeconds(10), "a");
        run.fireNextTimer();

        assertThat(run.now).isEqualTo(Simulation.BEGIN.plusSeconds(10));
        var error = run.only(Event.NodeFailed.class).error();
        assertThat(error.code()).isEqualTo("lock.timeout");
        assertThat(error.severity()).isEqualTo(Severity.RECOVERABLE);
        assertThat(error.details()).isEqualTo(Json.Obj.of("lock", Json.of("card 7")));
    }

    @Test
    void anErrorWireCatchesThatALockWasNotFree() {
        var run = Simulation.of(holding("card", Duration.ofSeconds(10), "a").end("busy")
                .onError("scope", "busy", new Wire.Catch.Code("lock.timeout"))).start();
        run.fireNextTimer();

        assertThat(run.last()).isInstanceOf(Event.RunCompleted.class);
        assertThat(run.entered()).endsWith("busy");
    }

    @Test
    void aLockThatComesTooLateChangesNothing() {
        var run = waiting(Duration.ofSeconds(10), "a");
        var visit = wanted(run).visit();
        run.fireNextTimer();
        int before = run.events.size();
        run.take(new Input.LockGranted(visit, 1));

        assertThat(run.events).hasSize(before);
    }

    @Test
    void aLockThatWasLostTurnsTheScopeRound() {
        var run = Simulation.of(holding("card", null, "a", "b").undo("a", "undoA")).start();
        grant(run, 4);
        run.succeed("a");
        var scope = run.only(Event.LockTaken.class).visit();
        run.take(new Input.LockLost(scope, 3));
        assertThat(run.attempt("b")).isNotNull();
        run.take(new Input.LockLost(scope, 4));

        assertThat(run.only(Event.PassStopping.class)).isNotNull();
        run.succeed("undoA");
        assertThat(((Event.RunFailed) run.last()).error().code()).isEqualTo("lock.lost");
    }

    @Test
    void aNameThatIsNoneFailsTheScope() {
        var run = Simulation.of(holding("{{ input.card }}", null, "a")).start(Json.Obj.EMPTY);

        assertThat(run.only(Event.NodeFailed.class).error().code()).isEqualTo("lock.name");
    }

    @Test
    void afterACrashALockIsStillHeldWithItsToken() {
        var run = grant(waiting(null, "a"), 9);

        assertThat(held(run.crashedAfter(run.events.size()))).containsExactly(new HeldLock("card 7", 9, LEASE));
    }

    @Test
    void aPausedRunIsInNoQueueAndKeepsWhatItHas() {
        var run = waiting(null, "a");
        var scope = wanted(run).visit();
        run.take(new Input.PauseRequested("test", ""));
        assertThat(run.rules.pending(run.state)).isEmpty();
        run.take(new Input.LockGranted(scope, 1));
        assertThat(held(run)).isEmpty();
        run.take(new Input.UnpauseRequested("test", ""));
        grant(run, 2);
        run.take(new Input.PauseRequested("test", ""));

        assertThat(held(run)).containsExactly(new HeldLock("card 7", 2, LEASE));
        assertThat(run.rules.pending(run.state)).hasAtLeastOneElementOfType(Effect.HoldLock.class);
    }
}
