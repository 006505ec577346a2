package dev.flowloom.panels.run;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Place;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.Reused;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

class RunHistoryTest {
    private static final Json INPUT = Json.of("in");

    private final RunHistory history = new RunHistory(Diagrams.empty().start(0, 0).condition("c", 0, 0, "yes")
            .step("a", 0, 0).step("handler", 0, 0).end("end", 0, 0).chain("start", "c").wire("c", "yes", "a")
            .wire("c", "otherwise", "end").chain("a", "end").chain("handler", "end")
            .error("a", Catch.ANYTHING, "handler").diagram().flow());
    private long sequence;

    @Test
    void whatArrivesAtANodeIsWhatTheNodeBeforeGaveOrPassedOn() {
        toTheStep();
        add(new Event.AttemptStarted(visit(3), 1, Json.Obj.EMPTY, null, null));
        add(new Event.AttemptSucceeded(visit(3), 1, Json.of("out")));
        add(new Event.NodeCompleted(visit(3), null, List.of(new WireId("a-end"))));
        enter(4, "end", "a-end");

        assertThat(data("start").input()).isEqualTo(INPUT);
        assertThat(data("a").input()).isEqualTo(INPUT);
        assertThat(data("end").input()).isEqualTo(Json.of("out"));
    }

    @Test
    void aMappedInputIsShownInThePlaceOfWhatArrived() {
        toTheStep();
        add(new Event.AttemptStarted(visit(3), 1, Json.Obj.EMPTY, Json.of("mapped"), null));

        assertThat(data("a").input()).isEqualTo(Json.of("mapped"));
    }

    @Test
    void aConditionSaysWhichWayItTook() {
        toTheStep();

        assertThat(data("c").way()).isEqualTo(Json.Obj.of("branch", Json.of("yes = 1")).with("to", Json.of("a")));
    }

    @Test
    void behindAnErrorWireArrivesWhatHadArrivedAtTheStepThatFailed() {
        toTheStep();
        var error = new RunError("x", "x happened", Severity.CRITICAL, id("a"), Json.Obj.EMPTY);
        add(new Event.NodeFailed(visit(3), error, new WireId("a-handler")));
        enter(4, "handler", "a-handler");

        assertThat(data("a").error()).isEqualTo(error);
        assertThat(data("handler").input()).isEqualTo(INPUT);
    }

    @Test
    void anExpressionIsTriedOnWhatItsNodeSaw() {
        assertThat(history.seenFrom(history.flow().graph(), id("a"), false)).isNull();
        toTheStep();
        add(new Event.AttemptStarted(visit(3), 1, Json.Obj.EMPTY, null, null));
        add(new Event.AttemptSucceeded(visit(3), 1, Json.of("result")));
        add(new Event.NodeCompleted(visit(3), Json.of("out"), List.of(new WireId("a-end"))));

        assertThat(seen("a", false).get("data")).isEqualTo(INPUT);
        assertThat(seen("a", false).get("result")).isNull();
        assertThat(seen("a", true).get("result")).isEqualTo(Json.of("result"));
        assertThat(seen("a", false).get("steps")).as("what was before it").isEqualTo(Json.Obj.EMPTY);
        assertThat(seen("handler", false).get("steps")).isEqualTo(Json.Obj.of("a", Json.of("out")));
        assertThat(seen("a", false).get("input")).isEqualTo(INPUT);
    }

    @Test
    void whereTheRunDidNotComeItIsTriedOnWhatWouldHaveArrived() {
        toTheStep();
        add(new Event.AttemptStarted(visit(3), 1, Json.Obj.EMPTY, null, null));
        add(new Event.AttemptSucceeded(visit(3), 1, Json.of("out")));
        add(new Event.NodeCompleted(visit(3), null, List.of()));

        assertThat(seen("handler", false).get("data")).isEqualTo(INPUT);
        assertThat(seen("handler", false).get("error")).isNull();
    }

    @Test
    void behindAnErrorWireTheErrorIsSeen() {
        toTheStep();
        var error = new RunError("x", "x happened", Severity.CRITICAL, id("a"), Json.Obj.EMPTY);
        add(new Event.NodeFailed(visit(3), error, new WireId("a-handler")));
        enter(4, "handler", "a-handler");

        assertThat(seen("handler", false).get("error")).isInstanceOfSatisfying(Json.Obj.class,
                seen -> assertThat(seen.get("code")).isEqualTo(Json.of("x")));
    }

    @Test
    void theErrorIsSeenFurtherOnAsWell() {
        toTheStep();
        var error = new RunError("x", "x happened", Severity.CRITICAL, id("a"), Json.Obj.EMPTY);
        add(new Event.NodeFailed(visit(3), error, new WireId("a-handler")));
        enter(4, "handler", "a-handler");
        add(new Event.AttemptStarted(visit(4), 1, Json.Obj.EMPTY, null, null));
        add(new Event.AttemptSucceeded(visit(4), 1, Json.of("mended")));
        add(new Event.NodeCompleted(visit(4), null, List.of(new WireId("handler-end"))));
        enter(5, "end", "handler-end");

        assertThat(seen("end", false).get("error")).isInstanceOf(Json.Obj.class);
        assertThat(seen("end", false).get("data")).isEqualTo(Json.of("mended"));
    }

    @Test
    void whatIsKeptInARetryIsShownAsItWasAndTheRestAnewOnTheNewDefinition() {
        toTheStep();
        add(new Event.AttemptStarted(visit(3), 1, Json.Obj.of("to", Json.of("x")), null, null));
        add(new Event.AttemptSucceeded(visit(3), 1, Json.of("out")));
        add(new Event.NodeCompleted(visit(3), null, List.of(new WireId("a-end"))));
        enter(4, "end", "a-end");
        var error = new RunError("x", "x happened", Severity.CRITICAL, id("end"), Json.Obj.EMPTY);
        add(new Event.NodeFailed(visit(4), error, null));
        add(new Event.RunStopping(new Event.Cause.Failed(error)));
        add(new Event.RunFailed(error, Event.Compensation.NONE));
        history.on(Diagrams.empty().start(0, 0).step("a", 0, 0).end("end", 0, 0).chain("start", "a", "end").diagram()
                .flow());
        add(new Event.RunRetried("me", "mended", "hash 2", List.of(), List.of(new Reused(new Place("a#1"), visit(3),
                new Reused.Outcome.Gave(Json.Obj.EMPTY, INPUT, Json.of("out"))))));
        assertThat(history.latest(id("a"))).isNull();

        enter(5, "start", null);
        add(new Event.NodeCompleted(visit(5), null, List.of(new WireId("start-a"))));
        enter(6, "a", "start-a");
        add(new Event.ResultReused(visit(6), visit(3)));
        assertThat(data("a").output()).isEqualTo(Json.of("out"));
        assertThat(data("a").settings()).isEqualTo(Json.Obj.of("to", Json.of("x")));
        assertThat(seen("a", true).get("result")).isEqualTo(Json.of("out"));
    }

    private Json.Obj seen(String node, boolean withResult) {
        return Objects.requireNonNull(history.seenFrom(history.flow().graph(), id(node), withResult))
                .context();
    }

    private void toTheStep() {
        add(new Event.RunStarted(new RunId("r"), "test", "hash", 1, null, INPUT, 1, Instant.EPOCH));
        enter(1, "start", null);
        add(new Event.NodeCompleted(visit(1), null, List.of(new WireId("start-c"))));
        enter(2, "c", "start-c");
        add(new Event.NodeCompleted(visit(2), null, List.of(new WireId("c-a"))));
        enter(3, "a", "c-a");
    }

    private void enter(int visit, String node, @Nullable String wire) {
        add(new Event.NodeEntered(visit(visit), id(node), wire == null ? null : new WireId(wire), null));
    }

    private void add(Event event) {
        history.add(new Recorded(++sequence, Instant.EPOCH, event));
    }

    private RunHistory.NodeData data(String node) {
        return Objects.requireNonNull(history.latest(id(node)));
    }

    private static VisitId visit(int number) {
        return new VisitId(number);
    }
}
