package dev.flowloom.check;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import dev.flowloom.check.soundness.Finding;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.Sentence;

/// Whether joins get what they wait for. A join must be fed by one fork, and by enough of its branches. Whether they come
/// for certain is told by exploring, see [SoundnessRules].
final class JoinRules {
    static final List<Rule> ALL = List.of(JoinRules::aForkIsLeftByAJoin, JoinRules::joinsAFork, JoinRules::joinsOneFork,
            JoinRules::waitsForNoMoreThanCome);

    private JoinRules() {}

    private static void aForkIsLeftByAJoin(Subject subject, Consumer<Problem> problems) {
        for (var id : subject.tokens().reentered()) {
            var fork = Objects.requireNonNull(subject.node(id));
            problems.accept(Problem.error("fork.reentered", Places.at(fork),
                    Sentence.of(
                            "A way leads from a branch of the fork %s back to it, so its branches would become more and more.",
                            Places.name(fork)),
                    Sentence.of("Join the branches before going back.")).along(wayBackTo(subject, id)));
        }
    }

    private static List<Hop> wayBackTo(Subject subject, NodeId fork) {
        return subject.findings().stream()
                .filter(found -> found instanceof Finding.Reentered(var id, _) && id.equals(fork))
                .findFirst().map(Finding::path).orElse(List.of());
    }

    private static void joinsAFork(Subject subject, Consumer<Problem> problems) {
        eachJoin(subject, (join, nestings) -> {
            if (nestings.stream().allMatch(nesting -> nesting.fork() == null)) {
                problems.accept(Problem.error("join.no-fork", Places.at(join),
                        Sentence.of("The join %s has nothing to join: no fork comes before it.", Places.name(join)),
                        Sentence.of(
                                "Put a fork before the branches, or remove the join; wires may meet at any node.")));
            }
        });
    }

    private static void joinsOneFork(Subject subject, Consumer<Problem> problems) {
        eachJoin(subject, (join, nestings) -> {
            boolean forked = nestings.stream().anyMatch(nesting -> nesting.fork() != null);
            if (forked && !hasOneFork(nestings)) {
                problems.accept(Problem.error("join.mixed", Places.at(join),
                        Sentence.of("Different things arrive at the join %s: %s.", Places.name(join),
                                origins(subject, nestings)),
                        Sentence.of(
                                "Join the branches of each fork on their own, the inner fork's before the outer's.")));
            }
        });
    }

    private static Sentence origins(Subject subject, Set<Nesting> nestings) {
        return Sentence.listed(nestings.stream().map(nesting -> nesting.fork() == null
                ? Sentence.of("what is in no fork")
                : Sentence.of("branches of %s", Places.name(subject, Objects.requireNonNull(nesting.fork()))))
                .distinct().sorted(Comparator.comparing(Sentence::english)).toList());
    }

    private static void waitsForNoMoreThanCome(Subject subject, Consumer<Problem> problems) {
        eachSoundJoin(subject, (join, nestings) -> {
            if (join.rule() instanceof JoinRule.Count(var count) && count > nestings.size()) {
                problems.accept(Problem.error("join.count", Places.at(join, "/join"),
                        Sentence.of("The join %s waits for %d branches, and only %d lead to it.", Places.name(join),
                                count,
                                nestings.size()),
                        Sentence.of("Wait for fewer, or lead more branches to it.")));
            }
        });
    }

    /// Whether the join is one that can work, and no other rule has something against what arrives at it.
    static boolean isFedByOneFork(Subject subject, NodeId join) {
        var nestings = subject.tokens().at(join);
        return nestings.stream().allMatch(nesting -> nesting.fork() != null) && hasOneFork(nestings);
    }

    private static boolean hasOneFork(Set<Nesting> nestings) {
        return nestings.stream().map(Nesting::fork).distinct().count() == 1
                && nestings.stream().map(Nesting::joined).distinct().count() == 1;
    }

    private interface JoinRuleBody {
        void check(Node.Join join, Set<Nesting> nestings);
    }

    private static void eachJoin(Subject subject, JoinRuleBody rule) {
        if (subject.tokens().isComplete()) {
            subject.nodes(Node.Join.class)
                    .filter(join -> !subject.tokens().at(join.id()).isEmpty())
                    .forEach(join -> rule.check(join, subject.tokens().at(join.id())));
        }
    }

    /// Each join that is fed by one fork.
    private static void eachSoundJoin(Subject subject, JoinRuleBody rule) {
        eachJoin(subject, (join, nestings) -> {
            if (isFedByOneFork(subject, join.id())) {
                rule.check(join, nestings);
            }
        });
    }
}
