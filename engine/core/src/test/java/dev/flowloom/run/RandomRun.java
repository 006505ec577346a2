package dev.flowloom.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.flowloom.model.Flow;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.Input.ItemsArrived.Unreadable;
import org.jspecify.annotations.Nullable;

/// A run of a random sound flow in a random world, wholly made by a seed.
final class RandomRun {
    private static final Input PAUSE = new Input.PauseRequested("chance", "it came so");
    private static final Input UNPAUSE = new Input.UnpauseRequested("chance", "it went so");

    private final Random random;
    private final long seed;
    private final FlowBuilder flow = new FlowBuilder();
    private final boolean loops;
    /// After which a decision is divided.
    private int mostEvents = Integer.MAX_VALUE;
    private int count;
    /// Whether what is drawn can't be undone.
    private boolean bare;

    private RandomRun(long seed) {
        this(seed, false);
    }

    /// @param loops whether the flow is a loop over items above all, of which nothing can be undone
    private RandomRun(long seed, boolean loops) {
        this.seed = seed;
        this.loops = loops;
        this.random = new Random(seed);
    }

    static Simulation of(long seed) {
        return new RandomRun(seed).run();
    }

    /// The same, paused so often that it is paused most of the time.
    static Simulation paused(long seed) {
        return new RandomRun(seed).run(2);
    }

    /// The same, decided in small parts.
    static Simulation divided(long seed) {
        return new RandomRun(seed).inParts().run();
    }

    /// As [#read], decided in small parts.
    static Simulation readDivided(long seed) {
        return new RandomRun(seed, true).inParts().run();
    }

    private RandomRun inParts() {
        mostEvents = 1 + Math.floorMod(seed, 5);
        return this;
    }

    /// The same, retried when it failed, on its own definition or on another one, with jumps.
    static Simulation retried(long seed) {
        return new RandomRun(seed, seed % 3 == 1).runAgain(new Random(seed * 17));
    }

    /// As [#of] and [#paused], of a flow that goes through a source.
    static Simulation read(long seed) {
        return new RandomRun(seed, true).run();
    }

    /// As [#read], paused most of the time.
    static Simulation readPaused(long seed) {
        return new RandomRun(seed, true).run(2);
    }

    private Simulation runAgain(Random chance) {
        draw();
        var run = Simulation.of(flow).start(input());
        for (int lives = 1 + chance.nextInt(4); lives > 0; lives--) {
            int moment = chance.nextInt(3) == 0 ? run.commits.size() + chance.nextInt(6) : -1;
            boolean cancels = chance.nextInt(3) == 0;
            run.finish(this::answer, random::nextInt, () -> {
                if (run.commits.size() == moment && cancels) {
                    run.take(new Input.CancelRequested("chance", "seed " + seed, chance.nextInt(4) > 0));
                } else if (run.commits.size() == moment) {
                    run.jump(anyNode(run, chance), Json.of("jumped"));
                }
            });
            if (run.state.hasFailed() && lives > 1) {
                goOn(run, chance);
            }
        }
        return run.state.isOver() ? run : run.finish(this::answer, random::nextInt, () -> {});
    }

    private void goOn(Simulation run, Random chance) {
        switch (chance.nextInt(4)) {
            case 0 -> run.retry();
            case 1 -> run.retry(anyNode(run, chance), anyNode(run, chance));
            case 2 -> run.retryOn(Mutation.of(run.rules.program().flow(), chance));
            default -> run.jump(anyNode(run, chance), null);
        }
    }

    private static String anyNode(Simulation run, Random chance) {
        var nodes = List.copyOf(run.rules.program().flow().graph().nodes().keySet());
        return nodes.get(chance.nextInt(nodes.size())).value();
    }

    /// Carries a run of that seed on, in the same world but with other luck in what comes first.
    static Simulation finish(Simulation run, long seed) {
        var other = new Random(~seed);
        var again = new RandomRun(seed);
        return run.finish(again::answer, other::nextInt, () -> again.unpauseWhereItStands(run));
    }

    /// The flow alone.
    static Flow flow(long seed) {
        var run = new RandomRun(seed);
        run.draw();
        return run.flow.build();
    }

    private void draw() {
        flow.start("start").end("end");
        var begin = List.of(new Exit("start", null));
        connect(loops ? sequence(loop(begin), 1) : sequence(begin, 3), "end");
    }

    private Simulation run() {
        return run(new Random(seed * 7).nextInt(3) == 0 ? 5 : Integer.MAX_VALUE);
    }

    /// @param pauses it is paused in one of so many moments
    private Simulation run(int pauses) {
        // Of its own, so that the run is the same but for the pauses.
        var moments = new Random(seed * 13);
        draw();
        var run = Simulation.of(flow, mostEvents).start(input());
        int cancelAfter = random.nextInt(10) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
        return run.finish(this::answer, random::nextInt, () -> {
            if (run.commits.size() == cancelAfter) {
                run.take(new Input.CancelRequested("chance", "seed " + seed, random.nextInt(4) > 0));
            } else if (moments.nextInt(pauses) == 0) {
                run.take(run.state.paused() ? UNPAUSE : PAUSE);
            }
            unpauseWhereItStands(run);
        });
    }

    private void unpauseWhereItStands(Simulation run) {
        if (run.state.paused() && run.timers().isEmpty()
                && run.attempts().stream().allMatch(step -> answer(step) == null)) {
            run.take(UNPAUSE);
        }
    }

    private Json.Obj input() {
        var input = Json.Obj.EMPTY;
        for (int i = 0; i < 4; i++) {
            input = input.with("b" + i, Json.of(random.nextBoolean()));
        }
        return input.with("list",
                new Json.Arr(
                        IntStream.range(0, random.nextInt(4) + (loops ? 3 : 0)).<Json>mapToObj(Json::of).toList()));
    }

    /// What the world makes of an effect: always the same of the same.
    private @Nullable Input answer(Effect effect) {
        return switch (effect) {
            case Effect.RunStep step -> answer(step);
            case Effect.RunSubFlow call -> new Input.SubFlowEnded(call.caller().visit(), end(call));
            case Effect.StopSubFlow(var call, var undo) -> new Input.SubFlowEnded(call.caller().visit(),
                    stopped(call, undo));
            case Effect.AwaitMessage awaited -> answer(awaited);
            case Effect.AwaitApproval asked -> answer(asked);
            case Effect.ReadItems read -> answer(read);
            case Effect.StartTimer _,Effect.TakeLock _,Effect.TakeTurn _,Effect.HoldLock _,Effect.HoldSource _ ->
                throw new IllegalStateException("the simulation itself answers these");
        };
    }

    /// A source of so many items as its visit says, which is read a few at a time and may fail, or hang.
    private @Nullable Input answer(Effect.ReadItems read) {
        int fate = fate("read %s %d %d".formatted(read.visit(), read.from(), read.attempt()));
        if (fate < 15) {
            return new Input.ReadFailed(read.visit(), read.from(), read.attempt(), "e" + fate, "fate " + fate,
                    fate < 12 ? Severity.RECOVERABLE : fate < 14 ? Severity.CRITICAL : Severity.CORRUPTION,
                    Json.Obj.EMPTY);
        }
        if (fate < 25 && isNewer()) {
            return null;
        }
        int size = fate("size " + read.visit()) % 6;
        int given = Math.clamp(size - read.from(), 0, 1 + fate % 3);
        return new Input.ItemsArrived(read.visit(), read.from(), read.attempt(),
                IntStream.range(0, given).<Json>mapToObj(at -> Json.of(read.from() + at)).toList(),
                (read.from() + given == size && fate % 2 == 0) || given == 0, null, unreadable(read, given));
    }

    /// Whether it draws what not all seeds do: what others once found stays as it was.
    private boolean isNewer() {
        return Math.floorMod(seed, 4) == 2;
    }

    private List<Unreadable> unreadable(Effect.ReadItems read, int given) {
        var found = new ArrayList<Unreadable>();
        for (int at = 0; at < given && isNewer(); at++) {
            int fate = fate("item %s %d".formatted(read.visit(), read.from() + at));
            if (fate < 30) {
                found.add(new Unreadable(at, "e" + fate, "fate " + fate,
                        fate < 27 ? Severity.CRITICAL : fate < 29 ? Severity.RECOVERABLE : Severity.CORRUPTION,
                        Json.Obj.EMPTY));
            }
        }
        return found;
    }

    private Event.Ended end(Effect.RunSubFlow call) {
        int fate = fate(call.run().value());
        if (fate < 70) {
            return new Event.RunCompleted(Json.of(call.run().value()));
        }
        return fate < 75
                ? new Event.RunCancelled("fate", Compensation.COMPLETE)
                : new Event.RunFailed(new RunError("e" + fate, "fate " + fate,
                        fate < 97 ? Severity.CRITICAL : Severity.CORRUPTION, new NodeId("there"), Json.Obj.EMPTY),
                        fate < 85
                                ? Compensation.NONE
                                : fate < 94
                                        ? Compensation.COMPLETE
                                        : fate < 97 ? Compensation.INCOMPLETE : Compensation.WITHHELD);
    }

    /// It may have ended by itself before.
    private Event.Ended stopped(Effect.RunSubFlow call, boolean undo) {
        int fate = fate(call.run() + " stopped");
        return fate < 30
                ? end(call)
                : new Event.RunCancelled("stopped", undo ? Compensation.COMPLETE : Compensation.WITHHELD);
    }

    private @Nullable Input answer(Effect.AwaitMessage awaited) {
        boolean comes = awaited.message().startsWith("sure") || fate("message " + awaited.visit()) < 60;
        return comes
                ? new Input.MessageArrived(awaited.visit(), fate("message " + awaited.visit()), awaited.since(),
                        Json.of("news"))
                : null;
    }

    private @Nullable Input answer(Effect.AwaitApproval asked) {
        int fate = fate("question " + asked.visit());
        return asked.who().equals("somebody") || fate < 60
                ? new Input.ApprovalAnswered(asked.visit(), "chance", fate % 2 == 0, "fate " + fate)
                : null;
    }

    private int fate(String what) {
        return new Random(seed * 31 + what.hashCode()).nextInt(100);
    }

    private @Nullable Input answer(Effect.RunStep step) {
        int fate = fate(step.attemptKey());
        if (fate < 78) {
            return new Input.StepSucceeded(step.visit(), step.attempt(), Json.of(step.attemptKey()));
        }
        if (fate < 82 && step.node().value().startsWith("timed")) {
            return null;
        }
        var severity = fate < 92
                ? Severity.RECOVERABLE
                : fate < 95 ? Severity.PARTIAL : fate < 99 ? Severity.CRITICAL : Severity.CORRUPTION;
        return new Input.StepFailed(step.visit(), step.attempt(), "e" + fate, "fate " + fate, severity,
                Json.Obj.EMPTY);
    }

    /// A way out of a node: a condition's has a branch.
    private record Exit(String node, @Nullable String branch) {}

    private String name(String kind) {
        return kind + ++count;
    }

    private void connect(List<Exit> exits, String to) {
        for (var exit : exits) {
            if (exit.branch() == null) {
                flow.way(exit.node(), to);
            } else {
                flow.branch(exit.node(), exit.branch(), to);
            }
        }
    }

    private List<Exit> sequence(List<Exit> entries, int depth) {
        var exits = entries;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            exits = block(exits, depth);
        }
        return exits;
    }

    private List<Exit> block(List<Exit> entries, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(14)) {
            case 5 -> condition(entries, depth);
            case 6 -> fork(entries, depth);
            case 7 -> pause(entries);
            case 8, 9, 10 -> container(entries, depth);
            case 11 -> subFlow(entries);
            case 12 -> receive(entries);
            case 13 -> approval(entries);
            default -> step(entries);
        };
    }

    private List<Exit> loop(List<Exit> entries) {
        bare = true;
        flow.start("each").end("given");
        connect(sequence(List.of(new Exit("each", null)), 2), "given");
        var inside = flow.ids();
        inside.removeAll(List.of("start", "end"));
        forEach("loop", 1 + (int) Math.floorMod(seed, 7L) / 3, List.of(ItemErrors.values()).get(random.nextInt(3)));
        flow.hold("loop", inside);
        connect(entries, "loop");
        bare = false;
        return List.of(new Exit("loop", null));
    }

    private List<Exit> step(List<Exit> entries) {
        boolean timed = random.nextInt(4) == 0;
        var id = name(timed ? "timed" : "step");
        var retry = new Retry(1 + random.nextInt(3), Duration.ofSeconds(1), 2, Duration.ofSeconds(3), 0.5);
        flow.step(id, retry, timed ? Duration.ofSeconds(10) : null);
        connect(entries, id);
        if (random.nextInt(2) == 0 && !bare) {
            flow.undo(id, "undo" + id);
        }
        var exits = exits(id, 5);
        if (random.nextInt(8) == 0) {
            flow.disable(id);
        }
        return exits;
    }

    private List<Exit> subFlow(List<Exit> entries) {
        var id = name("call");
        flow.subFlow(id);
        connect(entries, id);
        if (random.nextInt(2) == 0 && !bare) {
            flow.subFlow("undo" + id).undoBy(id, "undo" + id);
        }
        return exits(id, 3);
    }

    /// The way out of a node, and, for one of so many, the way out of what handles its errors.
    private List<Exit> exits(String id, int oneOf) {
        var exits = new ArrayList<>(List.of(new Exit(id, null)));
        if (random.nextInt(oneOf) == 0) {
            var handler = name("handler");
            flow.step(handler, Retry.NEVER).onError(id, handler, caught());
            exits.add(new Exit(handler, null));
        }
        return exits;
    }

    private List<Exit> container(List<Exit> entries, int depth) {
        var around = flow.ids();
        var begin = name("in");
        var end = name("out");
        flow.start(begin).end(end);
        connect(sequence(List.of(new Exit(begin, null)), depth - 1), end);
        var inside = flow.ids();
        inside.removeAll(around);
        var id = name("container");
        switch (random.nextInt(5)) {
            case 0 -> {
                // Not by chance: what else is made by it stays as it is.
                if (Math.floorMod(seed + count, 3) > 0) {
                    flow.scope(id, new Lock("lock-" + id, Duration.ofMinutes(1),
                            count % 2 == 0 ? Duration.ofSeconds(1 + count) : null));
                } else {
                    flow.scope(id);
                }
            }
            case 1 -> flow.scope(id, Duration.ofSeconds(1 + random.nextInt(20)));
            case 2 -> forEach(id, 1 + random.nextInt(3), List.of(ItemErrors.values()).get(random.nextInt(3)));
            case 3 -> flow.untilHolds(id, "loop.index >= " + random.nextInt(3), 2);
            default -> flow.whileHolds(id, "loop.index < " + random.nextInt(3), 5);
        }
        flow.hold(id, inside);
        connect(entries, id);
        if (random.nextInt(4) == 0 && !bare) {
            flow.undo(id, "undo" + id);
        }
        return exits(id, 2);
    }

    /// What it is gone through for is not made by chance: what else is stays as it is.
    private void forEach(String id, int concurrency, ItemErrors onError) {
        int batch = 1 + Math.floorMod(seed + count, 5) / 2;
        if (Math.floorMod(seed * 7 + count, loops ? 2 : 3) == 0) {
            flow.source(id, batch, concurrency, onError, isNewer() ? Duration.ofSeconds(7) : null);
        } else {
            flow.forEach(id, "input.list", batch, concurrency, onError);
        }
    }

    private Catch caught() {
        return switch (random.nextInt(3)) {
            case 0 -> Catch.ANYTHING;
            case 1 -> new Catch.Code("e9*");
            default -> new Catch.OfSeverity(Severity.CRITICAL);
        };
    }

    private List<Exit> condition(List<Exit> entries, int depth) {
        var id = name("condition");
        flow.condition(id, "yes", "input.b" + random.nextInt(4));
        connect(entries, id);
        var exits = new ArrayList<>(sequence(List.of(new Exit(id, "yes")), depth - 1));
        if (random.nextInt(6) == 0) {
            var end = name("failing");
            flow.failingEnd(end, "drawn", "It was drawn so.");
            flow.branch(id, "otherwise", end);
        } else {
            exits.add(new Exit(id, "otherwise"));
        }
        return exits;
    }

    private List<Exit> fork(List<Exit> entries, int depth) {
        var fork = name("fork");
        var join = name("join");
        int branches = 2 + random.nextInt(2);
        flow.fork(fork).join(join, switch (random.nextInt(3)) {
            case 0 -> JoinRule.ANY;
            case 1 -> new JoinRule.Count(1 + random.nextInt(branches));
            default -> JoinRule.ALL;
        });
        connect(entries, fork);
        for (int i = 0; i < branches; i++) {
            connect(sequence(List.of(new Exit(fork, null)), depth - 1), join);
        }
        return List.of(new Exit(join, null));
    }

    private List<Exit> pause(List<Exit> entries) {
        var id = name("wait");
        if (random.nextBoolean()) {
            flow.waiting(id, "PT%dS".formatted(random.nextInt(20)));
        } else {
            flow.waitingUntil(id, Simulation.BEGIN.plusSeconds(random.nextInt(60) - 20).toString());
        }
        connect(entries, id);
        return List.of(new Exit(id, null));
    }

    /// One that may never be sent is waited for so long and no longer.
    private List<Exit> receive(List<Exit> entries) {
        var id = name("receive");
        boolean sure = random.nextBoolean();
        flow.receive(id, sure ? "sure" : "maybe", null, sure ? null : Duration.ofSeconds(1 + random.nextInt(20)));
        connect(entries, id);
        return exits(id, 2);
    }

    private List<Exit> approval(List<Exit> entries) {
        var id = name("approval");
        boolean sure = random.nextBoolean();
        flow.approval(id, "Go on?", sure ? "somebody" : "nobody",
                sure ? null : Duration.ofSeconds(1 + random.nextInt(20)));
        connect(entries, id);
        var exits = new ArrayList<>(exits(id, 2));
        exits.set(0, new Exit(id, "approved"));
        exits.add(new Exit(id, "rejected"));
        return exits;
    }
}
