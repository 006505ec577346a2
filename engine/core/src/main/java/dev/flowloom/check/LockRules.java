package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// The locks that scopes hold.
final class LockRules {
    static final List<Rule> ALL = List.of(LockRules::waitsNotForItself);

    private LockRules() {}

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
}
