package dev.flowloom.check;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.WireId;

/// Whether joins get what they wait for. A join must be fed by one fork, by enough of its branches, and by each of them
/// for certain.
final class JoinRules {
    static final List<Rule> ALL = List.of(JoinRules::aForkIsLeftByAJoin, JoinRules::joinsAFork, JoinRules::joinsOneFork,
            JoinRules::waitsForNoMoreThanCome, JoinRules::waitsForNothingInVain);

    private JoinRules() {}

    private static void aForkIsLeftByAJoin(Subject subject, Consumer<Problem> problems) {
        for (var id : subject.tokens().reentered()) {
            var fork = Objects.requireNonNull(subject.node(id));
            problems.accept(Problem.error("fork.reentered", Places.at(fork),
                    Sentence.of(
                            "A way leads from a branch of the fork %s back to it, so its branches would become more and more.",
                            Places.name(fork)),
                    Sentence.of("Join the branches before going back.")));
        }
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

    /// A branch that may end, or be joined, elsewhere leaves the join waiting for it.
    private static void waitsForNothingInVain(Subject subject, Consumer<Problem> problems) {
        var leaks = leaks(subject);
        eachSoundJoin(subject, (join, nestings) -> {
            long certain = nestings.stream().filter(nesting -> elsewhere(leaks, join, nesting).isEmpty()).count();
            if (certain >= needed(join.rule(), nestings.size())
                    || needed(join.rule(), nestings.size()) > nestings.size()) {
                return;
            }
            var places = new TreeSet<NodeId>();
            nestings.forEach(nesting -> places.addAll(elsewhere(leaks, join, nesting)));
            problems.accept(Problem.warning("join.may-starve", Places.at(join),
                    Sentence.of("The join %s may wait in vain and then fail: a branch may go to %s instead.",
                            Places.name(join),
                            Sentence.listed(places.stream().map(id -> Places.name(subject, id)).toList())),
                    Sentence.of("Lead every way of the branch to the join, or let the other ways end with an error.")));
        });
    }

    private static int needed(JoinRule rule, int branches) {
        return switch (rule) {
            case JoinRule.All() -> branches;
            case JoinRule.Any() -> 1;
            case JoinRule.Count(var count) -> count;
        };
    }

    /// For each branch the nodes where its token, unjoined, can come to rest.
    private static SortedMap<WireId, SortedSet<NodeId>> leaks(Subject subject) {
        var leaks = new TreeMap<WireId, SortedSet<NodeId>>();
        for (var node : subject.nodes()) {
            if (node instanceof Node.Join || node instanceof Node.End(_, _, Node.Outcome.Completed _, _)) {
                for (var nesting : subject.tokens().at(node.id())) {
                    var branch = nesting.branch();
                    if (branch != null) {
                        leaks.computeIfAbsent(branch.id(), _ -> new TreeSet<>()).add(node.id());
                    }
                }
            }
        }
        return leaks;
    }

    private static SortedSet<NodeId> elsewhere(SortedMap<WireId, SortedSet<NodeId>> leaks, Node.Join join,
            Nesting nesting) {
        var branch = Objects.requireNonNull(nesting.branch());
        var places = new TreeSet<NodeId>(leaks.getOrDefault(branch.id(), new TreeSet<>()));
        places.remove(join.id());
        return places;
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
            if (nestings.stream().allMatch(nesting -> nesting.fork() != null) && hasOneFork(nestings)) {
                rule.check(join, nestings);
            }
        });
    }
}
