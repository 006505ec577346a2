package dev.flowloom.runtime;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Resent;
import dev.flowloom.run.Rules;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// Finds in a run's history what a loop saw when it began. Of what came later nothing is kept.
final class LoopBegin {
    private final Function<String, Rules> definitions;
    private final VisitId loop;
    private String definition = "";
    private @Nullable Position position;
    private List<Pinned> subFlows = List.of();
    private boolean found;

    /// @param definitions the rules by the hashes of definitions
    LoopBegin(Function<String, Rules> definitions, VisitId loop) {
        this.definitions = definitions;
        this.loop = loop;
    }

    /// Takes what happened next.
    ///
    /// @return whether it is still to be found
    boolean add(List<Recorded> part) {
        var next = part.iterator();
        while (!found && next.hasNext()) {
            var event = next.next().event();
            add(event);
            found = switch (event) {
                case Event.LoopStarted(var visit, _) -> visit.equals(loop);
                case Event.SourceOpened(var visit, _) -> visit.equals(loop);
                default -> false;
            };
        }
        return !found;
    }

    private void add(Event event) {
        switch (event) {
            case Event.RunStarted started -> keepTo(started.definition(), started.subFlows());
            case Event.RunRetried retried -> keepTo(retried.definition(), retried.subFlows());
            default -> {
            }
        }
        var before = position == null ? Position.beforeStart(definitions.apply(definition)) : position;
        position = before.after(List.of(event), definitions);
    }

    private void keepTo(String hash, List<Pinned> pins) {
        definition = hash;
        subFlows = pins;
    }

    private Position position() {
        return Objects.requireNonNull(position, "a run has a first event");
    }

    Event.RunStarted started() {
        return position().state().startedOrThrow();
    }

    /// The hash of the definition that the run kept to when the loop began.
    String definition() {
        return definition;
    }

    /// The flows that the run could call then.
    List<Pinned> subFlows() {
        return subFlows;
    }

    /// @param indexes which items they were
    Resent resent(List<Json> items, List<Integer> indexes, String by, String reason) {
        return position().rules().resent(position().state(), loop, items, indexes, by, reason);
    }
}
