package dev.flowloom.main;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.flowloom.document.Editor;
import dev.flowloom.json.DefinitionHash;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.run.JumpSheet;
import dev.flowloom.panels.run.RetryOffer;
import dev.flowloom.panels.run.RetrySheet;
import dev.flowloom.run.Event;
import dev.flowloom.run.Jumps;
import dev.flowloom.run.Place;
import dev.flowloom.run.RetryPlan;
import dev.flowloom.run.Reused;
import dev.flowloom.runtime.ThisUser;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Has the run that is shown begin anew, or go on from another node, as the user says on a sheet.
final class Restarting {
    private final Editor editor;
    private final FlowLibrary library;
    private final Services services;
    private final Running running;
    private final RetrySheet retrySheet;
    private final JumpSheet jumpSheet;
    private final Runnable focus;
    private final Consumer<String> say;

    /// @param focus gives the keyboard back to the canvas
    /// @param say tells why something can't be done
    Restarting(Editor editor, FlowLibrary library, Services services, Running running, RetrySheet retrySheet,
            JumpSheet jumpSheet, Runnable focus, Consumer<String> say) {
        this.editor = editor;
        this.library = library;
        this.services = services;
        this.running = running;
        this.retrySheet = retrySheet;
        this.jumpSheet = jumpSheet;
        this.focus = focus;
        this.say = say;
    }

    /// Asks how the run that is shown is to be retried.
    void askRetry() {
        var run = running.shown();
        if (run == null || !run.isRetryable()) {
            say.accept(tr("Only a run that failed or was stopped can be retried. Show one first."));
            return;
        }
        var drawn = editor.diagram().flow();
        services.aside().run(() -> offer(run, drawn), offer -> {
            if (run.equals(running.shown())) {
                retrySheet.open(offer, (onDrawn, redo, reason) -> retry(run, onDrawn ? drawn : null, redo, reason),
                        focus);
            }
        }, running::refuseRestart);
    }

    /// The flow as it is drawn comes first: who changed it wants to see whether that helps.
    private RetryOffer offer(ShownRun run, Flow drawn) {
        var engine = run.engine();
        var own = engine.flow(run.id());
        var ways = new ArrayList<RetryOffer.Way>();
        var same = way(run, null, own);
        if (DefinitionHash.of(drawn).equals(engine.run(run.id()).definition())) {
            ways.add(same);
        } else {
            var other = drawnWay(run, drawn);
            ways.addAll(other.refusal() == null ? List.of(other, same) : List.of(same, other));
        }
        return new RetryOffer(Engines.nameOf(own), ways);
    }

    private RetryOffer.Way drawnWay(ShownRun run, Flow drawn) {
        var errors = services.checker().check(drawn, library).stream().filter(Problem::isError).toList();
        return errors.isEmpty()
                ? way(run, drawn, drawn)
                : RetryOffer.Way.refused(true,
                        tr("The flow as it is drawn can’t run yet: %s", tr(errors.getFirst().what())));
    }

    private RetryOffer.Way way(ShownRun run, @Nullable Flow moved, Flow flow) {
        try {
            var plan = run.engine().planRetry(run.id(), moved, library, new TreeSet<>());
            return new RetryOffer.Way(moved != null, kept(plan, flow.graph()), again(plan, flow.graph()),
                    titles(plan.keptBehind(flow.graph()), flow.graph()), null);
        } catch (IllegalArgumentException e) {
            return RetryOffer.Way.refused(moved != null, EngineWords.of(e));
        }
    }

    private static List<RetryOffer.Kept> kept(RetryPlan plan, Graph graph) {
        var times = new TreeMap<NodeId, Integer>();
        plan.reused().forEach(each -> times.merge(each.place().node(), 1, Integer::sum));
        plan.items().forEach(each -> times.merge(each.loop().node(), each.count(), Integer::sum));
        var caught = new TreeMap<NodeId, Integer>();
        plan.reused().stream().filter(each -> each.outcome() instanceof Reused.Outcome.Failed)
                .forEach(each -> caught.merge(each.place().node(), 1, Integer::sum));
        return times.entrySet().stream().map(entry -> new RetryOffer.Kept(entry.getKey(),
                title(entry.getKey(), graph), entry.getValue(), caught.getOrDefault(entry.getKey(), 0))).toList();
    }

    private static List<RetryOffer.Again> again(RetryPlan plan, Graph graph) {
        var list = new ArrayList<RetryOffer.Again>();
        for (var why : RetryPlan.Why.values()) {
            var places = plan.again().stream().filter(each -> each.why() == why).map(RetryPlan.Again::place).toList();
            if (!places.isEmpty()) {
                list.add(new RetryOffer.Again(why, titles(places, graph)));
            }
        }
        return list;
    }

    private static String titles(Collection<Place> places, Graph graph) {
        var times = new TreeMap<NodeId, Integer>();
        places.forEach(place -> times.merge(place.node(), 1, Integer::sum));
        return times.entrySet().stream()
                .map(entry -> entry.getValue() == 1
                        ? title(entry.getKey(), graph)
                        : tr("%s (%d times)", title(entry.getKey(), graph), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String title(NodeId id, Graph graph) {
        var node = graph.node(id);
        return node == null ? id.value() : node.title();
    }

    private void retry(ShownRun run, @Nullable Flow moved, SortedSet<NodeId> redo, String reason) {
        restart(run, () -> run.engine().retry(run.id(), ThisUser.name(), reason, moved, library, redo));
    }

    /// Asks with what the run that is shown is to go on from the node that is selected.
    void askJump() {
        var run = running.shown();
        var node = editor.selection().onlyNode();
        if (run == null || !run.mayJump()) {
            say.accept(tr("Only a run that goes on, failed or was stopped can go on from elsewhere. Show one first."));
        } else if (node == null || !Jumps.isTarget(run.history().flow().graph(), node)) {
            say.accept(tr(
                    "Select the step that the run is to go on from: one that stands in no scope or loop, and undoes nothing."));
        } else {
            jumpSheet.open(title(node, run.history().flow().graph()), arriving(run, node),
                    (data, reason) -> restart(run,
                            () -> run.engine().jump(run.id(), ThisUser.name(), reason, node, data)),
                    focus);
        }
    }

    /// What arrived there last, else what the run was given.
    private static Json arriving(ShownRun run, NodeId node) {
        var latest = run.history().latest(node);
        var input = latest == null ? null : latest.input();
        return input != null
                ? input
                : run.history().events().getFirst().event() instanceof Event.RunStarted started
                        ? started.input()
                        : Json.NULL;
    }

    private interface Restart {
        boolean make();
    }

    /// It is followed from its beginning once more, since who followed a run to its end follows it no further.
    private void restart(ShownRun run, Restart restart) {
        services.aside().run(() -> restart.make() ? run.engine().flow(run.id()) : null, flow -> {
            if (flow == null) {
                say.accept(tr(
                        "The run is being undone, or something else happened to it meanwhile. Nothing was changed."));
            } else if (run.equals(running.shown())) {
                running.goOn(run.id(), flow);
            }
        }, running::refuseRestart);
    }
}
