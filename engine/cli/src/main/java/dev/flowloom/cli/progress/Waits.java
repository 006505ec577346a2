package dev.flowloom.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Flow;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// What one run waits for from outside, and how that is answered: the lines that its rows don't say.
public final class Waits {
    /// Shorter ones of many are over before they are read.
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final int MOST_OF_VERY_MANY = 100;

    private final RunId run;
    private final Flow flow;
    private final LongLoops longLoops;
    private final String around;
    private final boolean called;
    private final Answers answers;
    /// What is under way.
    private final SortedMap<VisitId, NodeId> nodes = new TreeMap<>();
    private final SortedMap<VisitId, List<String>> open = new TreeMap<>();

    private int ofVeryMany;

    private Waits(RunId run, Flow flow, String around, boolean called, Answers answers) {
        this.run = run;
        this.flow = flow;
        this.longLoops = new LongLoops(flow.graph());
        this.around = around;
        this.called = called;
        this.answers = answers;
    }

    /// Of a run that a [Story] is told of.
    public static Waits of(RunId run, Flow flow, Answers answers) {
        return new Waits(run, flow, "", false, answers);
    }

    /// Of a run of which nothing else is told.
    ///
    /// @param around where it was called
    public static Waits called(RunId run, Flow flow, String around, Answers answers) {
        return new Waits(run, flow, around + Places.WITHIN, true, answers);
    }

    /// Where a node of the run stands, the outermost first.
    public String place(NodeId node) {
        return around + Places.path(flow.graph(), node);
    }

    /// What the run's next event gives to say, line by line.
    public List<String> on(Recorded recorded) {
        var at = recorded.at();
        longLoops.on(recorded.event());
        return switch (recorded.event()) {
            case Event.NodeEntered(var visit, var node, _, _) when Places.waits(flow.graph().node(node)) -> {
                nodes.put(visit, node);
                yield List.of();
            }
            case Event.WaitStarted(var visit, var due) -> isLong(at, due)
                    ? begin(visit, WaitText.lasting(at, due), "")
                    : List.of();
            case Event.ReceiveStarted(var visit, var name, var key, _, var due) ->
                begin(visit, WaitText.message(name, key, at, due), answers.message(run, name, key));
            case Event.ApprovalRequested(var visit, var who, var question, var due) -> {
                var node = nodes.get(visit);
                yield begin(visit, WaitText.question(who, question, at, due),
                        node == null ? "" : answers.approval(run, question(node, visit)));
            }
            case Event.NodeCompleted _,Event.NodeFailed _,Event.NodeCancelled _ ->
                end(((Event.OfVisit) recorded.event()).visit());
            case Event.MessageReceived(var visit, _, _) -> answered(visit);
            case Event.ApprovalGiven(var visit, _, _, _) -> answered(visit);
            case Event.Ended _ -> {
                nodes.clear();
                open.clear();
                yield List.of();
            }
            // Nothing that a run waits for.
            default -> List.of();
        };
    }

    /// What there is to say of all that is waited for now, of each its lines.
    public List<List<String>> open() {
        return open.values().stream().filter(lines -> !lines.isEmpty()).toList();
    }

    /// In a loop a run may ask several at one node.
    private String question(NodeId node, VisitId visit) {
        return flow.graph().parent(node) == null ? node.value() : Answers.question(node, visit);
    }

    private List<String> begin(VisitId visit, String what, String answer) {
        var node = nodes.get(visit);
        if (node == null) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        boolean isOneOfVeryMany = longLoops.hold(node);
        if (isOneOfVeryMany && ++ofVeryMany > MOST_OF_VERY_MANY) {
            return List.of();
        }
        if (called || isOneOfVeryMany) {
            lines.add("  %s: %s, %s".formatted(place(node), Row.State.WAITING.words, what));
        }
        if (!answer.isEmpty()) {
            lines.add("    " + answer);
        }
        open.put(visit, lines);
        return lines;
    }

    private List<String> answered(VisitId visit) {
        open.remove(visit);
        return List.of();
    }

    private List<String> end(VisitId visit) {
        nodes.remove(visit);
        return answered(visit);
    }

    private static boolean isLong(Instant at, Instant due) {
        return Duration.between(at, due).compareTo(LONG) >= 0;
    }
}
