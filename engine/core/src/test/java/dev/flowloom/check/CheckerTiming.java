package dev.flowloom.check;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;

import dev.flowloom.model.Flow;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Wire.Catch;

/// Prints how long checking large flows takes, once warm: on the processor, whatever else it does.
final class CheckerTiming {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CheckerTiming() {}

    public static void main(String[] args) {
        time("1,000 steps in a row", row(1_000));
        time("250 forks in a row, 1,000 steps", forks(250, 4));
        time("1 fork to 1,000 branches", forks(1, 1_000));
        time("forks nested 100 deep", new Growing(new Random(1), 0).nested(100));
        time("1,000 blocks inside of blocks", new Growing(new Random(3), 1_000).grown());
        time("5,000 steps in a row", row(5_000));
        time("14 forks beside each other, the first of two joins wins", racing(14));
    }

    private static void time(String what, Flow flow) {
        var checker = new Checker(Types.ALL);
        long best = Long.MAX_VALUE;
        int problems = 0;
        for (int i = 0; i < 15; i++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            problems = checker.check(flow).size();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begun);
        }
        System.out.printf("%-60s %5d nodes %7.1f ms %d problems%n", what, flow.graph().nodes().size(), best / 1e6,
                problems);
    }

    private static Flow row(int steps) {
        var draft = Draft.empty().start("s").end("z").failing("y").step("n0").wire("s", "n0");
        for (int i = 1; i < steps; i++) {
            draft = draft.step("n" + i).wire("n" + (i - 1), "n" + i).error("n" + i, "y", Catch.ANYTHING);
        }
        return draft.wire("n" + (steps - 1), "z").flow();
    }

    private static Flow forks(int count, int branches) {
        var draft = Draft.empty().start("s").end("z");
        var before = "s";
        for (int i = 0; i < count; i++) {
            draft = draft.fork("f" + i).join("j" + i).wire(before, "f" + i);
            for (int b = 0; b < branches; b++) {
                draft = draft.step("n" + i + "_" + b).line("f" + i, "n" + i + "_" + b, "j" + i);
            }
            before = "j" + i;
        }
        return draft.wire(before, "z").flow();
    }

    /// Branches that each go to one of two joins: the order matters, and nothing is saved.
    private static Flow racing(int branches) {
        var draft = Draft.empty().start("s").end("z").fork("f").wire("s", "f")
                .join("j", JoinRule.ANY).join("k", JoinRule.ANY).wire("j", "z")
                .wire("k", "z");
        for (int i = 0; i < branches; i++) {
            draft = draft.fork("g" + i).step("a" + i).step("b" + i).join("h" + i).condition("c" + i, "yes")
                    .line("f", "g" + i, "a" + i, "h" + i, "c" + i).line("g" + i, "b" + i, "h" + i)
                    .branch("c" + i, "yes", "j").branch("c" + i, "otherwise", "k");
        }
        return draft.flow();
    }
}
