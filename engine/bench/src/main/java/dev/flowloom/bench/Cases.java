package dev.flowloom.bench;

import java.util.List;

/// The cases. What each letter means stands in docs/performance.md.
final class Cases {
    private static final Shape FIVE = new Shape.Sequence(5);

    /// All, in order.
    static final List<Case> ALL = List.of(
            new Case.Closed("a-1", FIVE, 1), new Case.Closed("a-16", FIVE, 16), new Case.Closed("a-256", FIVE, 256),
            new Case.Closed("b-1", new Shape.Forked(), 1), new Case.Closed("b-16", new Shape.Forked(), 16),
            new Case.Closed("b-256", new Shape.Forked(), 256), new Case.Half("b-half", new Shape.Forked()),
            new Case.Closed("c-1", new Shape.Saga(), 1), new Case.Closed("c-16", new Shape.Saga(), 16),
            new Case.Closed("c-256", new Shape.Saga(), 256),
            new Case.Closed("d", new Shape.ForEach(10_000), 1),
            new Case.Waiting("e-signal", Subject.Alarm.SIGNAL, 100_000),
            new Case.Waiting("e-timer", Subject.Alarm.TIMER, 100_000),
            new Case.Recovery("f", 10_000),
            new Case.Rows("g-10k", 10_000, 1_000), new Case.Rows("g-100k", 100_000, 1_000),
            new Case.Rows("g-1m", 1_000_000, 1_000),
            new Case.Rows("g-single", 100_000, 1),
            new Case.Day("h", 3_600),
            new Case.Closed("l-10", new Shape.Sequence(10), 4), new Case.Closed("l-100", new Shape.Sequence(100), 4),
            new Case.Closed("l-1000", new Shape.Sequence(1_000), 4),
            new Case.Closed("l-10000", new Shape.Sequence(10_000), 4));

    private Cases() {}

    /// Those of a name, or whose names begin with it and a hyphen.
    static List<Case> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name) || one.name().startsWith(name + "-")).toList();
    }
}
