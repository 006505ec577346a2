package dev.flowloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import dev.flowloom.expression.Expression;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Moment;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Flow;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.Severity;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Visit.Phase;
import org.jspecify.annotations.Nullable;

/// Runs of a flow by the real rules in which chance decides all that is open: conditions each time anew, what steps do, and
/// what happens first.
final class Walks {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LONGEST = 300;

    private final Rules rules;
    private final Random random;
    /// What chance is to prefer.
    private SortedSet<WireId> preferred = new TreeSet<>();

    /// Joins that waited when nothing went on any more.
    ///
    /// @param joins those of one pass, at the same time
    /// @param taken the wires that tokens took in that pass until then
    /// @param hopeless whether one of them waits for more branches than lead to it
    record Starved(SortedSet<NodeId> joins, boolean hopeless, SortedSet<WireId> taken) {}

    /// One run.
    ///
    /// @param taken the wires that tokens took, compensations included
    /// @param mostTokens how many visits were under way at once
    record Walk(List<Starved> starved, SortedSet<WireId> taken, int mostTokens) {}

    Walks(Flow flow, Random random) {
        this.random = random;
        try {
            rules = new Rules(Program.compile(asking(flow), new Chance()));
        } catch (ExpressionException broken) {
            throw new AssertionError(broken);
        }
    }

    /// Prefers these wires where it has the choice.
    Walks along(List<Hop> path) {
        preferred = new TreeSet<>();
        path.forEach(hop -> preferred.add(hop.wire()));
        return this;
    }

    /// Every branch of a condition asks for its own wire.
    private static Flow asking(Flow flow) {
        var graph = flow.graph();
        for (var node : flow.graph().nodes().values()) {
            if (node instanceof Node.Condition(var id, var name, var branches, var extras)) {
                graph = graph.with(new Node.Condition(id, name, branches.stream()
                        .map(branch -> new Branch(branch.id(), "", "?" + id + "." + branch.id(), Json.Obj.EMPTY))
                        .toList(), extras));
            }
        }
        return flow.withGraph(graph);
    }

    private final class Chance implements ExpressionLanguage {
        @Override
        public String name() {
            return "chance";
        }

        @Override
        public Expression compile(String source) {
            return new Expression() {
                @Override
                public Json evaluate(Json.Obj context, Moment moment) {
                    return source.equals("input.list") && random.nextInt(12) > 0
                            ? new Json.Arr(IntStream.range(0, random.nextInt(3)).<Json>mapToObj(Json::of).toList())
                            : Json.of(source.startsWith("?") ? choose(source.substring(1)) : random.nextBoolean());
                }

                @Override
                public String source() {
                    return source;
                }
            };
        }
    }

    private boolean choose(String branch) {
        var dot = branch.indexOf('.');
        var ways = rules.program().ways(new NodeId(branch.substring(0, dot)));
        boolean wanted = ways.stream().anyMatch(way -> preferred.contains(way.id())
                && branch.substring(dot + 1).equals(way.branch()));
        boolean unwanted = ways.stream().anyMatch(way -> preferred.contains(way.id())
                && !branch.substring(dot + 1).equals(way.branch()));
        boolean isOpen = wanted == unwanted || random.nextInt(12) == 0;
        return isOpen ? random.nextBoolean() : wanted;
    }

    Walk walk() {
        var starved = new ArrayList<Starved>();
        Map<PassId, SortedSet<WireId>> taken = new TreeMap<>();
        int most = 0;
        int haste = random.nextInt(3);
        var state = RunState.NEW;
        Input input = new Input.StartRequested(new RunId("r"), "hash", null, Json.Obj.EMPTY, random.nextLong(), null,
                Simulation.SUB_FLOWS);
        for (int length = 0; length < LONGEST; length++) {
            for (var event : rules.decide(state, input, NOW)) {
                look(state, event, starved, taken);
                state = rules.evolve(state, event);
            }
            most = Math.max(most, state.visits().size());
            if (state.isOver()) {
                break;
            }
            var pending = rules.pending(state).stream()
                    .filter(effect -> !(effect instanceof Effect.HoldLock || effect instanceof Effect.HoldSource))
                    .toList();
            input = answer(next(pending, haste));
        }
        var all = new TreeSet<WireId>();
        taken.values().forEach(all::addAll);
        return new Walk(starved, all, most);
    }

    private void look(RunState state, Event event, List<Starved> starved,
            Map<PassId, SortedSet<WireId>> taken) {
        if (event instanceof Event.NodeEntered(_, _, var wire, var undoes) && wire != null) {
            var pass = undoes == null
                    ? state.tokens().get(0).pass()
                    : PassId.RUN;
            taken.computeIfAbsent(pass, _ -> new TreeSet<>()).add(wire);
        }
        if (event instanceof Event.NodeFailed(var id, var error, _) && error.code().equals("join.incomplete")
                && isJoin(state.find(id))) {
            var visit = Objects.requireNonNull(state.find(id));
            var joins = new TreeSet<NodeId>();
            boolean hopeless = false;
            for (var other : state.visits().values()) {
                if (other.pass().equals(visit.pass()) && other.phase() instanceof Phase.Joining) {
                    joins.add(other.node());
                    hopeless |= isHopeless(other);
                }
            }
            starved.add(new Starved(joins, hopeless, new TreeSet<>(taken.getOrDefault(visit.pass(), new TreeSet<>()))));
        }
    }

    /// Anything; or what was begun last, so that one branch runs ahead; or what was begun first.
    private Effect next(List<Effect> pending, int haste) {
        var byAge = Comparator.comparing((Effect effect) -> switch (effect) {
            case Effect.RunStep step -> step.visit();
            case Effect.StartTimer timer -> timer.timer().visit();
            case Effect.RunSubFlow call -> call.caller().visit();
            case Effect.StopSubFlow stop -> stop.call().caller().visit();
            case Effect.AwaitMessage awaited -> awaited.visit();
            case Effect.AwaitApproval asked -> asked.visit();
            case Effect.TakeLock lock -> lock.visit();
            case Effect.HoldLock lock -> lock.visit();
            case Effect.ReadItems read -> read.visit();
            case Effect.HoldSource source -> source.visit();
            case Effect.TakeTurn turn -> turn.from();
        });
        return switch (random.nextInt(8) == 0 ? 0 : haste) {
            case 1 -> Collections.max(pending, byAge);
            case 2 -> Collections.min(pending, byAge);
            default -> pending.get(random.nextInt(pending.size()));
        };
    }

    /// And not a container that fails with what failed in it.
    private boolean isJoin(@Nullable Visit visit) {
        return visit != null && rules.program().node(visit.node()) instanceof Node.Join;
    }

    private boolean isHopeless(Visit visit) {
        var fork = visit.token().innermostFork();
        return fork != null && rules.program().node(visit.node()) instanceof Node.Join join
                && join.rule() instanceof JoinRule.Count(var count)
                && count > rules.program().branchesReaching(fork.node(), join.id());
    }

    private Input answer(Effect effect) {
        return switch (effect) {
            case Effect.StartTimer timer -> new Input.TimerFired(timer.timer());
            case Effect.AwaitMessage awaited ->
                new Input.MessageArrived(awaited.visit(), 1, awaited.since(), Json.NULL);
            case Effect.AwaitApproval asked ->
                new Input.ApprovalAnswered(asked.visit(), "ann", random.nextBoolean(), "");
            case Effect.TakeLock lock -> new Input.LockGranted(lock.visit(), 1);
            case Effect.TakeTurn _ -> new Input.TurnRequested();
            case Effect.HoldLock _,Effect.HoldSource _ -> throw new IllegalStateException("holding is not answered");
            case Effect.ReadItems read -> new Input.ItemsArrived(read.visit(), read.from(), read.attempt(),
                    List.of(Json.NULL), read.from() > 0, null);
            case Effect.StopSubFlow stop -> new Input.SubFlowEnded(stop.call().caller().visit(),
                    new Event.RunCancelled("stopped", Event.Compensation.COMPLETE));
            case Effect.RunSubFlow call -> new Input.SubFlowEnded(call.caller().visit(), random.nextInt(4) > 0
                    ? new Event.RunCompleted(Json.NULL)
                    : new Event.RunFailed(new RunError(random.nextBoolean() ? "e9" : "other", "", Severity.CRITICAL,
                            new NodeId("there"), Json.Obj.EMPTY), Event.Compensation.NONE));
            case Effect.RunStep step -> {
                boolean fails = rules.program().catches(step.node()).stream()
                        .anyMatch(wire -> preferred.contains(wire.id()));
                yield random.nextInt(24) < (fails ? 16 : 1)
                        ? new Input.StepFailed(step.visit(), step.attempt(), random.nextBoolean() ? "e9" : "other", "",
                                List.of(Severity.values()).get(random.nextInt(3)), Json.Obj.EMPTY)
                        : new Input.StepSucceeded(step.visit(), step.attempt(), Json.NULL);
            }
        };
    }
}
