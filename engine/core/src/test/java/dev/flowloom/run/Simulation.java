package dev.flowloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Severity;
import org.jspecify.annotations.Nullable;

/// Runs a flow by its rules alone, on a clock of its own, with a world that answers as the test says. Whatever has been
/// done for an effect is done once; nothing happens by itself.
final class Simulation {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    static final List<Pinned> SUB_FLOWS = List.of(new Pinned(new FlowReference("other", null), "hash of other"));

    /// Of the definition that it is pinned to by now.
    Rules rules;
    /// By the hashes of their definitions.
    private final SortedMap<String, Rules> definitions = new TreeMap<>();
    final List<Event> events = new ArrayList<>();
    /// The number of events after each decision: the places where a crash can leave the journal.
    final List<Integer> commits = new ArrayList<>();
    /// The state after each decision.
    final List<RunState> states = new ArrayList<>();
    RunState state = RunState.NEW;
    Instant now = BEGIN;
    /// The runs by which items of this one were sent again.
    final List<Simulation> resends = new ArrayList<>();
    /// How many items those did that a retry did not have to do again.
    int takenFromOthers;
    /// Of the lock that was granted last.
    private long token;

    Simulation(Rules rules) {
        this.rules = rules;
        definitions.put("hash", rules);
    }

    private static Program compile(Flow flow) {
        try {
            var language = ExpressionLanguages.find(flow.expressions());
            return Program.compile(flow, Objects.requireNonNull(language));
        } catch (ExpressionException broken) {
            throw new AssertionError(broken);
        }
    }

    static Simulation of(FlowBuilder flow) {
        return new Simulation(new Rules(compile(flow.build())));
    }

    /// @param mostEvents after which a decision is divided
    static Simulation of(FlowBuilder flow, int mostEvents) {
        return new Simulation(new Rules(compile(flow.build()), mostEvents));
    }

    Simulation start() {
        return start(Json.Obj.EMPTY);
    }

    Simulation start(Json input) {
        return take(new Input.StartRequested(new RunId("r1"), "hash", null, input, 42, null, SUB_FLOWS));
    }

    Simulation take(Input input) {
        var decided = rules.turn(state, input, now);
        for (var event : decided.events()) {
            state = evolve(state, event);
            events.add(event);
        }
        if (!state.equals(decided.after())) {
            throw new AssertionError(
                    "%s leads to %s, and not to %s".formatted(decided.events(), state, decided.after()));
        }
        commits.add(events.size());
        states.add(state);
        return this;
    }

    /// Decides all that can be without the world outside.
    Simulation decideAll() {
        while (rules.pending(state).stream().anyMatch(Effect.TakeTurn.class::isInstance)) {
            take(new Input.TurnRequested());
        }
        return this;
    }

    /// The same run in a new process, of which the journal holds so many events. Attempts under way were lost.
    Simulation crashedAfter(int count) {
        var survivor = new Simulation(rules);
        survivor.events.addAll(events.subList(0, count));
        survivor.definitions.putAll(definitions);
        survivor.resends.addAll(resends);
        survivor.state = fold(count);
        survivor.rules = rules(survivor.state);
        survivor.now = now;
        survivor.token = token;
        return survivor;
    }

    /// The pending attempt at a step.
    Effect.RunStep attempt(String node) {
        return attempts().stream()
                .filter(step -> step.node().value().equals(node))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no attempt at %s is pending: %s".formatted(node, log())));
    }

    /// The pending reading of a source.
    Effect.ReadItems reading() {
        return readings().stream().findFirst()
                .orElseThrow(() -> new AssertionError("nothing is to be read: " + log()));
    }

    List<Effect.ReadItems> readings() {
        return rules.pending(state).stream().filter(Effect.ReadItems.class::isInstance)
                .map(Effect.ReadItems.class::cast).toList();
    }

    /// Has the source give these items next.
    Simulation give(boolean last, Json... items) {
        var reading = reading();
        return take(new Input.ItemsArrived(reading.visit(), reading.from(), reading.attempt(), List.of(items), last,
                "version"));
    }

    /// As the other, of which those can't be read that stand there.
    Simulation give(boolean last, List<Json> items, int... unreadable) {
        var reading = reading();
        return take(new Input.ItemsArrived(reading.visit(), reading.from(), reading.attempt(), items, last,
                "version", Arrays.stream(unreadable).mapToObj(Simulation::unreadable).toList()));
    }

    static Input.ItemsArrived.Unreadable unreadable(int at) {
        return new Input.ItemsArrived.Unreadable(at, "malformed", "It is none.", Severity.CRITICAL,
                Json.Obj.of("at", Json.of(at)));
    }

    Simulation failReading(String code, Severity severity) {
        var reading = reading();
        return take(new Input.ReadFailed(reading.visit(), reading.from(), reading.attempt(), code, code + " happened",
                severity, Json.Obj.EMPTY));
    }

    List<Effect.RunStep> attempts() {
        return rules.pending(state).stream()
                .filter(Effect.RunStep.class::isInstance)
                .map(Effect.RunStep.class::cast)
                .toList();
    }

    Simulation succeed(String node) {
        return succeed(node, Json.of(node + " done"));
    }

    Simulation succeed(String node, Json result) {
        var step = attempt(node);
        return take(new Input.StepSucceeded(step.visit(), step.attempt(), result));
    }

    Simulation fail(String node, String code, Severity severity) {
        var step = attempt(node);
        return take(new Input.StepFailed(step.visit(), step.attempt(), code, code + " happened", severity,
                Json.Obj.EMPTY));
    }

    /// The pending call of a sub-flow that is not given up.
    Effect.RunSubFlow call(String node) {
        return rules.pending(state).stream()
                .filter(Effect.RunSubFlow.class::isInstance)
                .map(Effect.RunSubFlow.class::cast)
                .filter(call -> nodeOf(call).equals(node))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no call of %s is pending: %s".formatted(node, log())));
    }

    private String nodeOf(Effect.RunSubFlow call) {
        return Objects.requireNonNull(state.find(call.caller().visit())).node().value();
    }

    /// Has the run end that a sub-flow called, which may have been given up.
    Simulation end(String node, Event.Ended end) {
        var call = state.visits().values().stream()
                .filter(visit -> visit.node().value().equals(node) && visit.phase() instanceof Visit.Phase.Calling)
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s calls nothing: %s".formatted(node, log())));
        return take(new Input.SubFlowEnded(call.id(), end));
    }

    /// Lets time pass up to the next timer and fires it.
    Simulation fireNextTimer() {
        var next = timers().stream()
                .min(Comparator.comparing(Effect.StartTimer::due))
                .orElseThrow(() -> new AssertionError("no timer is pending: " + log()));
        now = next.due().isAfter(now) ? next.due() : now;
        return take(new Input.TimerFired(next.timer()));
    }

    List<Effect.StartTimer> timers() {
        return rules.pending(state).stream()
                .filter(Effect.StartTimer.class::isInstance)
                .map(Effect.StartTimer.class::cast)
                .toList();
    }

    /// Carries out what is pending until the run is over.
    ///
    /// @param world answers an attempt, a call, or what is waited for; null leaves it unanswered until its time is up
    /// @param choice picks one of so many pending effects
    /// @param before may let something else happen first
    Simulation finish(Function<Effect, @Nullable Input> world, IntUnaryOperator choice, Runnable before) {
        for (int inputs = 0; !state.isOver(); inputs++) {
            before.run();
            if (state.isOver()) {
                return this;
            }
            if (inputs > 10_000) {
                throw new AssertionError("the run does not end: " + log());
            }
            var effects = rules.pending(state).stream().filter(effect -> isAnswered(effect, world)).toList();
            if (effects.isEmpty()) {
                throw new AssertionError("nothing is pending and the run is not over: " + log());
            }
            var effect = effects.get(choice.applyAsInt(effects.size()));
            switch (effect) {
                case Effect.StartTimer _ -> fireNextTimer();
                case Effect.TakeLock lock -> take(new Input.LockGranted(lock.visit(), ++token));
                case Effect.TakeTurn _ -> take(new Input.TurnRequested());
                case Effect.RunStep _,Effect.ReadItems _,Effect.RunSubFlow _,Effect.StopSubFlow _,Effect.AwaitMessage _,Effect.AwaitApproval _ ->
                    take(Objects.requireNonNull(world.apply(effect)));
                case Effect.HoldLock _,Effect.HoldSource _ -> throw new AssertionError("holding is not answered");
            }
        }
        return this;
    }

    private static boolean isAnswered(Effect effect, Function<Effect, @Nullable Input> world) {
        return switch (effect) {
            case Effect.StartTimer _,Effect.TakeLock _,Effect.TakeTurn _ -> true;
            case Effect.HoldLock _,Effect.HoldSource _ -> false;
            case Effect.RunStep _,Effect.ReadItems _,Effect.RunSubFlow _,Effect.StopSubFlow _,Effect.AwaitMessage _,Effect.AwaitApproval _ ->
                world.apply(effect) != null;
        };
    }

    RunState fold(int count) {
        var folded = RunState.NEW;
        for (var event : events.subList(0, count)) {
            folded = evolve(folded, event);
        }
        return folded;
    }

    /// By the rules of the definition that the run is pinned to in that state.
    RunState evolve(RunState before, Event event) {
        var by = event instanceof Event.RunRetried retried
                ? Objects.requireNonNull(definitions.get(retried.definition()))
                : rules(before);
        return by.evolve(before, event);
    }

    Rules rules(RunState at) {
        return at.started() == null
                ? Objects.requireNonNull(definitions.get("hash"))
                : Objects.requireNonNull(definitions.get(at.started().definition()));
    }

    List<Effect> pending(RunState at) {
        return rules(at).pending(at);
    }

    /// What would stay valid if the run were retried on a flow.
    RetryPlan plan(String definition, Rules on, String... redo) {
        definitions.put(definition, on);
        var again = new TreeSet<NodeId>();
        Arrays.stream(redo).map(NodeId::new).forEach(again::add);
        return plan(new RetryPlan.Target(on, SUB_FLOWS, again));
    }

    RetryPlan plan(RetryPlan.Target target) {
        var results = new Results(hash -> Objects.requireNonNull(definitions.get(hash)), target);
        events.forEach(results::add);
        int before = count(results.plan());
        addResent(target, results::addDone);
        takenFromOthers += count(results.plan()) - before;
        return results.plan();
    }

    private static int count(RetryPlan plan) {
        return plan.items().stream().mapToInt(DoneItems::count).sum();
    }

    /// Is told of an item that another run did.
    private interface DoneItem {
        void add(VisitId loop, int index, Json output);
    }

    private void addResent(RetryPlan.Target target, DoneItem done) {
        for (var by : resends) {
            var results = new ResentResults(hash -> Objects.requireNonNull(by.definitions.get(hash)), target);
            by.events.forEach(results::add);
            by.addResent(target, results::addDone);
            var loop = Objects.requireNonNull(results.origin());
            results.done().forEach((index, output) -> done.add(loop, index, output));
        }
    }

    private static boolean isBegin(Event event, VisitId loop) {
        return (event instanceof Event.LoopStarted(var visit, _) && visit.equals(loop))
                || (event instanceof Event.SourceOpened(var source, _) && source.equals(loop));
    }

    /// A run of its own that sends items of a loop of this one again.
    Simulation resend(VisitId loop, List<Json> items, List<Integer> indexes, String id) {
        var begin = fold(1 + IntStream.range(0, events.size()).filter(at -> isBegin(events.get(at), loop)).findFirst()
                .orElseThrow());
        var started = begin.startedOrThrow();
        var again = new Simulation(rules(begin));
        again.definitions.putAll(definitions);
        again.now = now;
        resends.add(again);
        return again.take(new Input.StartRequested(new RunId(id), started.definition(), null, started.input(), 42, null,
                started.subFlows(), again.rules.resent(begin, loop, items, indexes, "me", "mended")));
    }

    RetryPlan plan(String... redo) {
        return plan(state.startedOrThrow().definition(), rules, redo);
    }

    Simulation retry(String... redo) {
        return retry(state.startedOrThrow().definition(), rules, redo);
    }

    Simulation retryOn(FlowBuilder flow, String... redo) {
        return retry("hash " + definitions.size(), new Rules(compile(flow.build())), redo);
    }

    Simulation retryOn(Flow flow, String... redo) {
        return retry("hash " + definitions.size(), new Rules(compile(flow)), redo);
    }

    Simulation retry(String definition, Rules on, String... redo) {
        var plan = plan(definition, on, redo);
        rules = on;
        take(request(plan, definition));
        rules = rules(state);
        return this;
    }

    static Input.RetryRequested request(RetryPlan plan, String definition) {
        return new Input.RetryRequested("me", "again", definition, SUB_FLOWS, plan.reused(), plan.items(),
                plan.letters(), plan.at());
    }

    Simulation jump(String node, @Nullable Json data) {
        return take(new Input.JumpRequested("me", "there", new NodeId(node), data));
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends Event> E only(Class<E> type) {
        var found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("%d events of %s: %s".formatted(found.size(), type.getSimpleName(), log()));
        }
        return found.getFirst();
    }

    boolean isOver() {
        return state.isOver();
    }

    Event last() {
        return events.getLast();
    }

    /// The nodes entered, in order, by name.
    List<String> entered() {
        return all(Event.NodeEntered.class).stream().map(event -> event.node().value()).toList();
    }

    /// One line an event.
    String log() {
        return String.join("\n", events.stream().map(Event::toString).toList());
    }
}
