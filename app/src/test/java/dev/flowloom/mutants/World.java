package dev.flowloom.mutants;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.json.DefinitionHash;
import dev.flowloom.json.EventJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Program;
import dev.flowloom.run.Rules;
import dev.flowloom.run.RunId;
import dev.flowloom.run.RunState;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Runs a flow by its rules on a clock of its own, in a world that answers by chance, and the flows that it calls as well.
final class World {
    /// More than any sample needs; a mutant that goes on after that goes round in a circle, as it was drawn.
    private static final int INPUTS = 300;
    private static final List<String> DONE_FOR_REAL = List.of("data.transform", "util.fail");

    /// What became of a run.
    sealed interface Fate {
        record Ended(Event.Ended end) implements Fate {}

        /// It waits for what does not come in this world.
        record Stands() implements Fate {}

        record GoesOn() implements Fate {}
    }

    private final Random random;
    private final StepTypes types;
    private final FlowLibrary library;
    private final Map<String, Rules> programs = new TreeMap<>();
    private final Map<FlowReference, Pinned> pinned = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int inputs;
    private long token;
    /// How the run ended that ended last.
    private Event.@Nullable Ended last;

    World(Random random, StepTypes types, FlowLibrary library) {
        this.random = random;
        this.types = types;
        this.library = library;
    }

    Fate run(Flow flow, Json input) throws ExpressionException {
        pin(flow, flow);
        return run(
                new Input.StartRequested(new RunId("r1"), DefinitionHash.of(flow), null, input, random.nextLong(), null,
                        List.copyOf(pinned.values())));
    }

    private void pin(Flow flow, Flow root) throws ExpressionException {
        var language = Objects.requireNonNull(ExpressionLanguages.find(flow.expressions()), "checked");
        if (programs.putIfAbsent(DefinitionHash.of(flow), new Rules(Program.compile(flow, language))) != null) {
            return;
        }
        for (var node : flow.graph().nodes().values()) {
            if (node instanceof Node.SubFlow call) {
                var called = call.flow().fits(root)
                        ? root
                        : Objects.requireNonNull(library.find(call.flow()), "checked");
                pinned.put(call.flow(), new Pinned(call.flow(), DefinitionHash.of(called)));
                pin(called, root);
            }
        }
    }

    private Fate run(Input.StartRequested start) {
        var rules = Objects.requireNonNull(programs.get(start.definition()));
        var state = take(rules, RunState.NEW, start);
        while (!state.isOver()) {
            if (++inputs > INPUTS) {
                return new Fate.GoesOn();
            }
            var answer = answer(rules, state);
            if (answer == null) {
                return new Fate.Stands();
            }
            state = take(rules, state, answer);
        }
        return new Fate.Ended(Objects.requireNonNull(last));
    }

    /// As the journal keeps it: what is decided can be written and read again.
    private RunState take(Rules rules, RunState state, Input input) {
        var events = rules.decide(state, input, now);
        var read = EventJson.read(EventJson.write(events));
        if (!read.equals(events)) {
            throw new AssertionError("read back as %s: %s".formatted(read, events));
        }
        for (var event : read) {
            state = rules.evolve(state, event);
            if (event instanceof Event.Ended ended) {
                last = ended;
            }
        }
        return state;
    }

    private @Nullable Input answer(Rules rules, RunState state) {
        var pending = new ArrayList<>(rules.pending(state));
        if (pending.isEmpty()) {
            throw new AssertionError("nothing is pending, and the run isn't over");
        }
        var timer = pending.stream().filter(Effect.StartTimer.class::isInstance).map(Effect.StartTimer.class::cast)
                .min(Comparator.comparing(Effect.StartTimer::due)).orElse(null);
        while (!pending.isEmpty()) {
            var answer = answer(pending.remove(random.nextInt(pending.size())), timer);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    private @Nullable Input answer(Effect effect, Effect.@Nullable StartTimer first) {
        return switch (effect) {
            case Effect.RunStep step -> attempt(step);
            case Effect.RunSubFlow call -> call(call);
            case Effect.StopSubFlow(var call, var undo) -> new Input.SubFlowEnded(call.caller().visit(),
                    new Event.RunCancelled("", undo ? Event.Compensation.COMPLETE : Event.Compensation.WITHHELD));
            case Effect.AwaitMessage awaited -> random.nextInt(4) == 0
                    ? null
                    : new Input.MessageArrived(awaited.visit(), random.nextInt(1000), awaited.since(),
                            Nasty.value(random));
            case Effect.AwaitApproval asked -> random.nextInt(4) == 0
                    ? null
                    : new Input.ApprovalAnswered(asked.visit(), Nasty.text(random), random.nextBoolean(), "");
            case Effect.TakeLock lock -> new Input.LockGranted(lock.visit(), ++token);
            case Effect.TakeTurn _ -> new Input.TurnRequested();
            case Effect.HoldLock _,Effect.HoldSource _ -> null;
            case Effect.ReadItems read -> read(read);
            case Effect.StartTimer timer -> {
                var next = Objects.requireNonNullElse(first, timer);
                now = next.due().isAfter(now) ? next.due() : now;
                yield new Input.TimerFired(next.timer());
            }
        };
    }

    /// Sources end after a few dozen items.
    private Input read(Effect.ReadItems read) {
        if (random.nextInt(8) == 0) {
            return new Input.ReadFailed(read.visit(), read.from(), read.attempt(), "world.source",
                    "so it came", Nasty.any(random, List.of(Severity.values())), Json.Obj.EMPTY);
        }
        var items = new ArrayList<Json>();
        for (int i = random.nextInt(Math.min(read.most(), 20)); i >= 0; i--) {
            items.add(Nasty.value(random));
        }
        return new Input.ItemsArrived(read.visit(), read.from(), read.attempt(), items,
                read.from() > 20 || random.nextInt(3) == 0, random.nextInt(20) == 0 ? Nasty.text(random) : "1");
    }

    private @Nullable Input call(Effect.RunSubFlow call) {
        return run(new Input.StartRequested(call.run(), call.definition(), null, call.input(), random.nextLong(),
                call.caller(), call.subFlows())) instanceof Fate.Ended(var end)
                        ? new Input.SubFlowEnded(call.caller().visit(), end)
                        : null;
    }

    private Input attempt(Effect.RunStep step) {
        try {
            return new Input.StepSucceeded(step.visit(), step.attempt(), result(step));
        } catch (StepFailure e) {
            return new Input.StepFailed(step.visit(), step.attempt(), e.code(), e.message(), e.severity(), e.details());
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private Json result(Effect.RunStep step) throws StepFailure, InterruptedException {
        var type = Objects.requireNonNull(types.find(step.type()), "checked");
        if (DONE_FOR_REAL.contains(step.type())) {
            return type.run(new StepCall(step.settings(), step.data(), step.attempt(), step.attemptKey(),
                    step.operationKey()));
        }
        if (random.nextInt(4) == 0) {
            throw new StepFailure("world." + random.nextInt(4), Nasty.any(random, List.of(Severity.values())),
                    "so it came");
        }
        return random.nextBoolean()
                ? Nasty.value(random)
                : Json.Obj.of("rows", Json.Arr.of(Json.Obj.of("id", Json.of(1))));
    }
}
