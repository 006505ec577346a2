package dev.flowloom.cli.progress;

import java.util.List;
import java.util.Objects;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.NodeCancelled.Reason;
import dev.flowloom.run.PassId;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What the end says of the nodes in a loop over a source, of which no visit is remembered.
class EndOfManyTest {
    private static final NodeId EACH = new NodeId("each");
    private static final NodeId ADD = new NodeId("add");
    private static final NodeId REMOVE = new NodeId("remove");
    private static final WireId UNDO = new WireId("undo");

    private static Flow flow() {
        var read = DefinitionReader
                .read("""
                        {"flowloom": 1, "id": "many", "name": "Many",
                         "nodes": {
                           "s": {"kind": "start"}, "z": {"kind": "end"},
                           "each": {"kind": "loop", "name": "Each", "source": "csv.rows", "settings": {"file": "a.csv"}, "nodes": {
                             "in": {"kind": "start"}, "out": {"kind": "end"},
                             "add": {"kind": "step", "name": "Add", "type": "sql"},
                             "remove": {"kind": "step", "name": "Remove", "type": "sql"}},
                            "wires": {
                             "a": {"kind": "sequence", "from": "in", "to": "add"},
                             "b": {"kind": "sequence", "from": "add", "to": "out"},
                             "undo": {"kind": "compensation", "from": "add", "to": "remove"}}}},
                         "wires": {
                           "c": {"kind": "sequence", "from": "s", "to": "each"},
                           "d": {"kind": "sequence", "from": "each", "to": "z"}}}
                        """
                        .getBytes(UTF_8));
        return Objects.requireNonNull(read.diagram(), () -> read.problems().toString()).flow();
    }

    private static String end(Events events) {
        var story = new Story(flow());
        var last = "";
        for (var recorded : events.all()) {
            last = story.on(recorded).notice();
        }
        return last;
    }

    private static Events begun() {
        return new Events().started().entered(1, EACH);
    }

    private static void pass(Events events, int number) {
        events.with(new Event.PassStarted(new PassId(number), Events.visit(1), number - 1, Json.NULL, null))
                .entered(number + 1, ADD).attempt(number + 1, 1);
    }

    private static Event succeeded(int visit) {
        return new Event.AttemptSucceeded(Events.visit(visit), 1, Json.NULL);
    }

    private static Event cancelled(int visit, Reason reason) {
        return new Event.NodeCancelled(Events.visit(visit), reason);
    }

    @Test
    void whatWasCutOffAtWorkIsCounted() {
        var events = begun();
        for (int i = 1; i <= 3; i++) {
            pass(events, i);
        }
        events.with(succeeded(2)).done(2).with(new Event.PassCompleted(new PassId(1), Json.NULL))
                .with(new Event.RunStopping(new Event.Cause.Cancelled("me", "late", false)))
                .with(cancelled(3, Reason.CANCEL)).with(cancelled(4, Reason.CANCEL)).with(cancelled(1, Reason.CANCEL))
                .with(new Event.RunCancelled("late", Event.Compensation.WITHHELD));

        assertThat(end(events)).endsWith(" What it had done was not undone, as was wanted. Stays done: Add."
                + " Cut off at work, so that it may be done or not: Add (2 times).");
    }

    @Test
    void aRunThatCompletedSaysWhatAJoinCutOff() {
        var events = begun();
        pass(events, 1);
        events.with(cancelled(2, Reason.JOIN)).with(new Event.PassCompleted(new PassId(1), Json.NULL)).done(1)
                .with(new Event.RunCompleted(Json.NULL));

        assertThat(end(events)).endsWith(" Cut off at work, so that it may be done or not: Add.");
        assertThat(end(new Events().started().entered(1, EACH).done(1).with(new Event.RunCompleted(Json.NULL))))
                .doesNotContain("Cut off");
    }

    @Test
    void whatCouldNotBeUndoneFirstAndCouldLaterIsUndone() {
        var events = begun();
        pass(events, 1);
        events.with(succeeded(2)).done(2).with(new Event.PassCompleted(new PassId(1), Json.NULL)).done(1);
        for (int i = 10; i < 12; i++) {
            events.with(new Event.NodeEntered(Events.visit(i), REMOVE, UNDO, Events.visit(2)));
            events.with(i == 10
                    ? new Event.CompensationFailed(Events.visit(i), Events.visit(2), Events.declined())
                    : new Event.StepCompensated(Events.visit(i), Events.visit(2), Json.NULL))
                    .with(new Event.RunFailed(Events.declined(), i == 10
                            ? Event.Compensation.INCOMPLETE
                            : Event.Compensation.COMPLETE));
            if (i == 10) {
                assertThat(end(events)).endsWith("could be undone. Stays done: Add.");
            }
        }
        assertThat(end(events)).endsWith("What had been done is undone.");
    }

    @Test
    void theItemOfAnAlertIsSaidWhereOneAloneIsUnderWay() {
        var events = begun();
        pass(events, 1);
        events.with(succeeded(2)).done(2).with(new Event.PassCompleted(new PassId(1), Json.NULL));
        pass(events, 2);
        events.with(succeeded(3)).done(3)
                .with(new Event.PassStopping(new PassId(2), new Event.Cause.Failed(Events.declined())))
                .with(new Event.NodeEntered(Events.visit(10), REMOVE, UNDO, Events.visit(3)))
                .with(new Event.CompensationFailed(Events.visit(10), Events.visit(3), Events.declined()));
        assertThat(end(events.with(new Event.AlertRaised(Events.declined())))).isEqualTo(
                "Alert: Each › Add (time 2) could not be undone: The card was declined. (card.declined)");
        assertThat(end(events.with(new Event.AlertRaised(Events.declined())))).isEqualTo(
                "Alert: charge: The card was declined. (card.declined)");
    }

    @Test
    void whatIsDoneAMillionTimesNeedsNoMoreRoomThanWhatIsDoneOnce() {
        var flow = flow();
        var effects = new Effects(flow.graph());
        for (int visit = 1; visit <= 1_000_000; visit++) {
            effects.entered(new Event.NodeEntered(Events.visit(visit), ADD, null, null));
            effects.on(succeeded(visit));
            effects.on(new Event.NodeCompleted(Events.visit(visit), Json.NULL, List.of()));
        }
        assertThat(effects.remembered()).isZero();
        effects.each(Effects.Effect.DONE, (node, times) -> assertThat(times).isEqualTo(1_000_000));
    }
}
