package dev.flowloom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Place;
import dev.flowloom.run.RetryPlan;
import dev.flowloom.run.RetryPlan.Why;
import dev.flowloom.run.Reused;
import dev.flowloom.run.RunId;

/// What a retry would keep and do again: for people by node, for programs each by its place.
record RetryText(List<String> lines, Json.Obj json) {

    /// @param graph of the definition that the run would go on with
    static RetryText of(RunId run, RetryPlan plan, Graph graph) {
        var lines = new ArrayList<String>();
        if (plan.isEmpty()) {
            lines.add(plan.again().isEmpty()
                    ? "Nothing had been done that could be kept: it begins at its start."
                    : "Nothing is kept: all of it is done again.");
        }
        if (!plan.reused().isEmpty()) {
            addKept(lines, plan, graph);
        }
        for (var items : plan.items()) {
            lines.add("Kept as a whole: %,d of the times that the loop %s is gone through.".formatted(items.count(),
                    title(items.loop(), graph)));
        }
        for (var why : Why.values()) {
            var places = plan.again().stream().filter(each -> each.why() == why).map(RetryPlan.Again::place).toList();
            if (!places.isEmpty()) {
                lines.add("%s: %s.".formatted(words(why), names(places, graph)));
            }
        }
        var behind = plan.keptBehind(graph);
        if (!behind.isEmpty()) {
            lines.add(
                    "Warning: kept, though something before it is done again: %s. Where it is to be done again too: %s."
                            .formatted(names(behind, graph), redo(behind)));
        }
        if (plan.more()) {
            lines.add("There is more that is done again than the %,d places that are listed.".formatted(
                    plan.again().size()));
        }
        return new RetryText(lines, json(run, plan));
    }

    private static void addKept(List<String> lines, RetryPlan plan, Graph graph) {
        var caught = plan.reused().stream().filter(RetryText::isCaught).map(Reused::place).toList();
        var gave = plan.reused().stream().filter(each -> !isCaught(each)).map(Reused::place).toList();
        if (!gave.isEmpty()) {
            lines.add("Kept: " + names(gave, graph) + ".");
        }
        if (!caught.isEmpty()) {
            lines.add(
                    "Kept, with the error that was caught, so that the error wire is taken again: %s. Where it is to be tried again: %s."
                            .formatted(names(caught, graph), redo(caught)));
        }
    }

    private static boolean isCaught(Reused reused) {
        return reused.outcome() instanceof Reused.Outcome.Failed;
    }

    private static String redo(List<Place> places) {
        return places.stream().map(Place::node).distinct().sorted().map(node -> "--redo " + node)
                .collect(Collectors.joining(" "));
    }

    private static String words(Why why) {
        return switch (why) {
            case FAILED -> "Done again, because it failed";
            case CUT_OFF -> "Done again, because it was cut off before it had ended";
            case UNDONE -> "Done again, because it was undone";
            case JUMPED -> "Done again, because the run was sent to it, or to something before it";
            case NOT_UNDONE ->
                "Done again, though undoing it failed or was cut off, and what it did may still be there (the run tries once more to undo it, should it fail again)";
            case CHANGED -> "Done again, because the flow says something else of it now";
            case GONE -> "Neither kept nor done again, because the flow doesn't have it any more";
            case ASKED -> "Done again, as was asked for";
        };
    }

    /// With how many times, where that is not once.
    private static String names(List<Place> places, Graph graph) {
        SequencedMap<String, Integer> times = new TreeMap<>();
        for (var place : places) {
            times.merge(title(place, graph), 1, Integer::sum);
        }
        return times.entrySet().stream()
                .map(entry -> entry.getKey()
                        + (entry.getValue() == 1 ? "" : " (%,d times)".formatted(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String title(Place place, Graph graph) {
        return title(place.node(), graph);
    }

    /// What people call a node, which may be of another definition than the graph.
    static String title(NodeId id, Graph graph) {
        var node = graph.node(id);
        return node == null ? id.value() : node.title();
    }

    private static Json.Obj json(RunId run, RetryPlan plan) {
        return Json.Obj.of("run", Json.of(run.value()))
                .with("kept", new Json.Arr(plan.reused().stream().<Json>map(RetryText::json).toList()))
                .with("items", new Json.Arr(plan.items().stream().<Json>map(each -> json(each.loop())
                        .with("times", Json.of(each.count()))).toList()))
                .with("again", new Json.Arr(plan.again().stream().<Json>map(each -> json(each.place())
                        .with("why", Json.of(each.why().name().toLowerCase(Locale.ROOT)))).toList()))
                .with("more", Json.of(plan.more()));
    }

    private static Json.Obj json(Reused reused) {
        var kept = json(reused.place()).with("visit", Json.of(reused.visit().number()));
        return reused.outcome() instanceof Reused.Outcome.Failed(var error)
                ? kept.with("caught", Json.of(error.code()))
                : kept;
    }

    private static Json.Obj json(Place place) {
        return Json.Obj.of("node", Json.of(place.node().value())).with("place", Json.of(place.shown()));
    }
}
