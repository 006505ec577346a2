package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.expression.Template;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// The locks that scopes hold.
final class LockRules {
    static final List<Rule> ALL = List.of(LockRules::waitsNotForItself, LockRules::waitsNotForItsCaller,
            LockRules::outlivesAPause, LockRules::hasAName);

    private LockRules() {}

    /// The name of a scope's lock; empty where it has none, or one whose name is made in a run.
    static String fixedLock(Node.Scope scope) {
        var lock = scope.lock();
        return lock == null || Template.isIn(lock.name()) ? "" : lock.name();
    }

    /// A lease is renewed at half its time, and each time is written to the disk: with a shorter one a run that is under way
    /// would lose its lock to the first delay.
    private static void outlivesAPause(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Scope.class).forEach(scope -> {
            var lock = scope.lock();
            if (lock != null && lock.lease().compareTo(Lock.SHORTEST_LEASE) < 0) {
                problems.accept(Problem.error("lock.lease", Places.at(scope, "/lock/lease"),
                        Sentence.of(
                                "The lease of the lock of %s is shorter than a second, and would end while the run still goes on.",
                                Places.name(scope)),
                        Sentence.of(
                                "Choose one of at least PT1S; it matters only where nobody goes on with the run.")));
            }
        });
    }

    /// One that is made in a run fails there if it won't do.
    private static void hasAName(Subject subject, Consumer<Problem> problems) {
        subject.nodes(Node.Scope.class)
                .filter(scope -> fixedLock(scope).length() > Lock.LONGEST_NAME)
                .forEach(scope -> problems.accept(Problem.error("lock.name", Places.at(scope, "/lock/name"),
                        Sentence.of("The name of the lock of %s has %d characters, more than %d.", Places.name(scope),
                                fixedLock(scope).length(), Lock.LONGEST_NAME),
                        Sentence.of("Choose a shorter one, the same wherever the lock is meant."))));
    }

    /// A scope in another one that holds the same lock would wait until that has ended, which it can't.
    private static void waitsNotForItself(Subject subject, Consumer<Problem> problems) {
        var around = subject.around().stream().filter(Node.Scope.class::isInstance)
                .map(container -> ((Node.Scope) container).lock()).filter(Objects::nonNull)
                .map(lock -> lock.name()).toList();
        subject.nodes(Node.Scope.class).forEach(scope -> {
            var lock = scope.lock();
            if (lock != null && around.contains(lock.name())) {
                problems.accept(Problem.error("lock.nested", Places.at(scope, "/lock/name"),
                        Sentence.of(
                                "%s waits for the lock \"%s\", which a scope around it holds: it would wait for ever.",
                                Places.name(scope), lock.name()),
                        Sentence.of("Remove one of the two locks, or give them different names.")));
            }
        });
    }

    /// A run that was called is not the one that holds the lock, and waits for it; and the one that holds it waits for that
    /// run.
    private static void waitsNotForItsCaller(Subject subject, Consumer<Problem> problems) {
        var around = subject.around().stream().filter(Node.Scope.class::isInstance).map(Node.Scope.class::cast)
                .filter(scope -> !fixedLock(scope).isEmpty()).toList();
        if (!around.isEmpty()) {
            subject.nodes(Node.SubFlow.class).forEach(call -> around.stream()
                    .filter(scope -> subject.called().locks(call.flow()).containsKey(fixedLock(scope))).findFirst()
                    .ifPresent(scope -> problems.accept(waitsForCaller(subject, call, scope))));
        }
    }

    private static Problem waitsForCaller(Subject subject, Node.SubFlow call, Node.Scope holder) {
        var lock = fixedLock(holder);
        var taken = Objects.requireNonNull(subject.called().locks(call.flow()).get(lock));
        var scope = Places.name(taken.scope());
        return Problem.warning("subflow.lock", Places.at(call, "/flow"),
                call.flow().fits(taken.flow())
                        ? Sentence.of(
                                "%s calls the flow \"%s\", in which %s waits for the lock \"%s\". %s holds that until the call is over: it waits in vain.",
                                Places.name(call), taken.flow().id(), scope, lock, Places.name(holder))
                        : Sentence.of(
                                "%s calls the flow \"%s\", and that in turn the flow \"%s\", in which %s waits for the lock \"%s\". %s holds that until the call is over: it waits in vain.",
                                Places.name(call), call.flow().flow(), taken.flow().id(), scope, lock,
                                Places.name(holder)),
                Sentence.of("Remove one of the two locks, give them different names, or call the flow outside of %s.",
                        Places.name(holder)));
    }
}
