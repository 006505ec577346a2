package dev.flowloom.check;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flowloom.check.soundness.Finding;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Place;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;

/// What exploring the flow found, put into words.
final class SoundnessRules {
    static final List<Rule> ALL = List.of(SoundnessRules::nothingGoesWrongOnAnyWay);

    private SoundnessRules() {}

    private static void nothingGoesWrongOnAnyWay(Subject subject, Consumer<Problem> problems) {
        for (var finding : subject.findings()) {
            switch (finding) {
                case Finding.Starving starving when !JoinRules.isFedByOneFork(subject, starving.join()) -> {
                }
                // One that never goes on is told all the same: that is hardly what the wire around it is for.
                case Finding.Starving starving when starving.caught() && !starving.always() -> {
                }
                case Finding.Starving starving -> problems.accept(starving(subject, starving));
                case Finding.PilingUp piling -> problems.accept(pilingUp(subject, piling));
                case Finding.Multiplying multiplying -> problems.accept(multiplying(subject, multiplying));
                case Finding.NeverTaken never -> problems.accept(neverTaken(subject, never));
                case Finding.NeverUndone never -> problems.accept(neverUndone(subject, never));
                case Finding.GaveUp gaveUp -> problems.accept(gaveUp(subject, gaveUp));
                // A rule of its own, which knows of it without exploring.
                case Finding.Reentered _ -> {
                }
            }
        }
    }

    private static Problem starving(Subject subject, Finding.Starving starving) {
        return Problem.warning(starving.always() ? "join.starves" : "join.may-starve",
                Places.at(Objects.requireNonNull(subject.node(starving.join()))),
                why(subject, starving),
                Sentence.of("Lead every way of the branch to the join, or let the other ways end with an error."))
                .along(starving.path());
    }

    private static Sentence why(Subject subject, Finding.Starving starving) {
        var join = Places.name(subject, starving.join());
        var places = Sentence
                .listed(starving.elsewhere().stream().map(id -> Places.name(subject, id)).toList());
        if (starving.elsewhere().isEmpty()) {
            return Sentence.of(
                    "The join %s may wait in vain and then fail: fewer branches come to it than it waits for.",
                    join);
        }
        return starving.always()
                ? Sentence.of("The join %s always waits in vain and then fails: a branch goes to %s instead.", join,
                        places)
                : Sentence.of("The join %s may wait in vain and then fail: a branch may go to %s instead.", join,
                        places);
    }

    private static Problem pilingUp(Subject subject, Finding.PilingUp piling) {
        return Problem.warning("fork.piles-up", Places.at(Objects.requireNonNull(subject.node(piling.fork()))),
                Sentence.of(
                        "Tokens can pile up: a way leads back to the fork %s while branches that it began may still be under way.",
                        Places.name(subject, piling.fork())),
                Sentence.of("Join every branch that takes time before going back.")).along(piling.path());
    }

    private static Problem multiplying(Subject subject, Finding.Multiplying multiplying) {
        var fork = Places.name(subject, multiplying.fork());
        return Problem.warning("fork.multiplies", Places.at(Objects.requireNonNull(subject.node(multiplying.fork()))),
                multiplying.isMore()
                        ? Sentence.of(
                                "Tokens multiply: one that comes to the fork %s can become more than %,d, since no join brings together what forks send out. A run with more than 10,000 at once fails.",
                                fork, multiplying.tokens())
                        : Sentence.of(
                                "Tokens multiply: one that comes to the fork %s can become %,d, since no join brings together what forks send out. A run with more than 10,000 at once fails.",
                                fork, multiplying.tokens()),
                Sentence.of("Bring the branches of each fork together by a join, or go through a list by a loop."))
                .along(multiplying.path());
    }

    private static Problem neverTaken(Subject subject, Finding.NeverTaken never) {
        var wire = wire(subject, never.wire());
        return switch (never.why()) {
            case NO_SUCH_ERROR -> Problem.warning("wire.never-taken", Places.at(wire),
                    Sentence.of("The error wire is never taken: %s fails with no error that it catches.",
                            Places.name(subject, wire.from())),
                    Sentence.of("Let it catch an error that can happen there, or remove it."))
                    .along(never.path());
            case NO_GOOD_END, OVER_AT_ONCE -> Problem.warning("wire.never-taken", Places.at(wire),
                    Sentence.of("The wire is never taken: all that %s holds ends with an error.",
                            Places.name(subject, wire.from())),
                    Sentence.of("Lead a way in it to an end without an error, or remove the wire."))
                    .along(never.path());
        };
    }

    private static Problem neverUndone(Subject subject, Finding.NeverUndone never) {
        var wire = wire(subject, never.wire());
        return switch (never.why()) {
            case OVER_AT_ONCE -> Problem.warning("compensation.never-runs", Places.at(wire),
                    Sentence.of(
                            "The compensation is never done: once %s is done, so is all around it, and nothing can go wrong any more.",
                            Places.name(subject, wire.from())),
                    Sentence.of("Put what may still go wrong after it, or remove the compensation wire."))
                    .along(never.path());
            case NO_GOOD_END, NO_SUCH_ERROR -> Problem.warning("compensation.never-runs", Places.at(wire),
                    Sentence.of(
                            "The compensation is never done: all that %s holds ends with an error, so there is nothing to undo.",
                            Places.name(subject, wire.from())),
                    Sentence.of("Lead a way in it to an end without an error, or remove the wire."))
                    .along(never.path());
        };
    }

    private static Problem gaveUp(Subject subject, Finding.GaveUp gaveUp) {
        var container = subject.container();
        return Problem.warning("check.gave-up",
                container == null ? Place.at(Places.NODES) : Place.at(container.id(), Places.NODES),
                Sentence.of(
                        "There are too many ways to follow them all; %,d states were looked at. Joins that may wait in vain and wires that are never taken may be missing here.",
                        gaveUp.states()),
                Sentence.of("Put parts of it into scopes: what a scope holds is followed for itself."));
    }

    private static Wire wire(Subject subject, WireId id) {
        return subject.wires(Wire.class).filter(wire -> wire.id().equals(id)).findFirst().orElseThrow();
    }
}
