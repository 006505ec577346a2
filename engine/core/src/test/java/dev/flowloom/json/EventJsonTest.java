package dev.flowloom.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.RandomDiagrams;
import dev.flowloom.model.Severity;
import dev.flowloom.model.WireId;
import dev.flowloom.run.Caller;
import dev.flowloom.run.DoneItems;
import dev.flowloom.run.DoneItems.Stretch;
import dev.flowloom.run.Event;
import dev.flowloom.run.Event.Cause;
import dev.flowloom.run.Event.Compensation;
import dev.flowloom.run.PassId;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Place;
import dev.flowloom.run.Resent;
import dev.flowloom.run.Reused;
import dev.flowloom.run.RunError;
import dev.flowloom.run.RunId;
import dev.flowloom.run.Scene;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final VisitId VISIT = new VisitId(2);
    private static final RunError ERROR = new RunError("http.503", "The bank does not answer.", Severity.RECOVERABLE,
            new NodeId("charge"), Json.Obj.of("status", Json.of(503)));
    private static final RunError PLAIN = new RunError("fail", "No.", Severity.CRITICAL, new NodeId("charge"),
            Json.Obj.EMPTY);

    /// At least one of each kind, with and without what may be absent, in the order of the golden file.
    private static final List<Event> EVENTS = List.of(
            new Event.RunStarted(new RunId("r1"), "order", "0f", 1, "k-1", Json.Obj.of("amount", Json.of(12)),
                    Long.MIN_VALUE, AT),
            new Event.RunStarted(new RunId("r2"), "order", "0f", 1, null, Json.NULL, 1, AT),
            new Event.RunStarted(new RunId("r1.2"), "bill", "1e", 1, null, Json.NULL, 1, AT,
                    new Caller(new RunId("r1"), VISIT, 1),
                    List.of(new Pinned(new FlowReference("bill", null), "1e"),
                            new Pinned(new FlowReference("mail", "2"), "2d"))),
            new Event.NodeEntered(VISIT, new NodeId("charge"), new WireId("start-charge"), new VisitId(1)),
            new Event.NodeEntered(VISIT, new NodeId("start"), null, null),
            new Event.AttemptStarted(VISIT, 1, Json.Obj.of("url", Json.of("x")), Json.NULL, AT),
            new Event.AttemptStarted(VISIT, 1, Json.Obj.EMPTY, null, null),
            new Event.AttemptSucceeded(VISIT, 1, Json.Arr.of(Json.of(true))), new Event.AttemptFailed(VISIT, 1, ERROR),
            new Event.RetryScheduled(VISIT, 2, AT), new Event.WaitStarted(VISIT, AT),
            new Event.ReceiveStarted(VISIT, "payment", "k-1", AT, AT),
            new Event.ReceiveStarted(VISIT, "payment", "k-1", AT, null),
            new Event.MessageReceived(VISIT, Long.MAX_VALUE, Json.NULL),
            new Event.ApprovalRequested(VISIT, "the boss", "Pay?", AT),
            new Event.ApprovalRequested(VISIT, "", "Pay?", null),
            new Event.ApprovalGiven(VISIT, "me", true, ""), new Event.ApprovalGiven(VISIT, "me", false, "Too much."),
            new Event.NodeCompleted(VISIT, Json.NULL, List.of(new WireId("a-b"), new WireId("a-c"))),
            new Event.NodeCompleted(VISIT, null, List.of()), new Event.NodeFailed(VISIT, ERROR, new WireId("a-b")),
            new Event.NodeFailed(VISIT, PLAIN, null), new Event.NodeCancelled(VISIT, Event.NodeCancelled.Reason.JOIN),
            new Event.LockRequested(VISIT, "card 1", Duration.ofMinutes(5), AT),
            new Event.LockRequested(VISIT, "card 1", Duration.ofMinutes(5), null),
            new Event.LockTaken(VISIT, "card 1", 7),
            new Event.LoopStarted(VISIT, List.of(Json.of(1), Json.NULL)), new Event.LoopStarted(VISIT, List.of()),
            new Event.RunStarted(new RunId("r3"), "order", "0f", 1, null, Json.NULL, 1, AT, null, List.of(),
                    new Resent(new RunId("r1"), new NodeId("loop"), Json.of("data"),
                            new Scene(TreePMap.singleton("before", Json.of(1)), Json.Obj.of("index", Json.of(0)), null),
                            List.of(Json.of("item")), null, "me", "mended")),
            new Event.RunStarted(new RunId("r3"), "f", "1a", 2, null, Json.NULL, -5, AT, null, List.of(),
                    new Resent(new RunId("r1"), new NodeId("loop"), Json.NULL, new Scene(TreePMap.empty(), null, null),
                            List.of(Json.of("item")),
                            new Resent.Origin(VISIT, List.of(0, 7), List.of(1, 3)), "me", "mended")),
            new Event.SourceOpened(VISIT, Json.Obj.of("file", Json.of("a.csv"))),
            new Event.ItemsRead(VISIT, 5_000_000_000L, List.of(Json.of(1), Json.NULL), false, "v1"),
            new Event.ItemsRead(VISIT, 0, List.of(), true, null),
            new Event.ItemsRead(VISIT, 7, List.of(Json.of(1), Json.of("?")), false, "v1",
                    List.of(new Event.ItemsRead.Unreadable(1, ERROR))),
            new Event.ReadFailed(VISIT, 2, ERROR),
            new Event.ReadStarted(VISIT, 2, null), new Event.ReadStarted(VISIT, 1, AT),
            new Event.SourceFailed(VISIT, ERROR),
            new Event.DeadLetterKept(VISIT, 7, Json.of("item"), ERROR),
            new Event.SubFlowStarted(VISIT, new RunId("r1.2"), "1e", Json.of("in")),
            new Event.SubFlowStopping(VISIT, Event.NodeCancelled.Reason.FAILURE),
            new Event.SubFlowCompleted(VISIT, Json.of("out")),
            new Event.SubFlowFailed(VISIT, PLAIN, Compensation.NONE),
            new Event.PassStarted(new PassId(3), VISIT, 0, Json.of("item"), null),
            new Event.PassStarted(new PassId(3), VISIT, 0, Json.of("item"), AT),
            new Event.PassCompleted(new PassId(3), Json.NULL),
            new Event.PassStopping(new PassId(3), new Cause.Failed(PLAIN)),
            new Event.PassFailed(new PassId(3), PLAIN, Compensation.COMPLETE),
            new Event.RunStopping(new Cause.Failed(PLAIN)), new Event.RunStopping(new Cause.Cancelled("me", "late")),
            new Event.RunStopping(new Cause.Cancelled("me", "now", false)),
            new Event.RunPaused("me", "lunch"), new Event.RunUnpaused("you", "back"),
            new Event.RunRestored("me", "disk", "Event 4 is missing.", 2),
            new Event.RunRetried("me", "mended", "1e", List.of(new Pinned(new FlowReference("mail", "2"), "2d")),
                    List.of(new Reused(new Place("loop#1[0~1f]/fork.1/charge#2"), VISIT,
                            new Reused.Outcome.Gave(Json.Obj.of("url", Json.of("x")), Json.NULL, Json.of(1))),
                            new Reused(new Place("scope#1"), VISIT,
                                    new Reused.Outcome.Gave(Json.Obj.EMPTY, Json.of("in"), Json.NULL)),
                            new Reused(new Place("ask#1"), VISIT, new Reused.Outcome.Answered(Json.NULL)),
                            new Reused(new Place("wait#1"), VISIT, new Reused.Outcome.Waited()),
                            new Reused(new Place("pay#1"), VISIT, new Reused.Outcome.Failed(ERROR)))),
            new Event.RunRetried("me", "", "1e", List.of(), List.of()),
            new Event.RunRetried("me", "", "1e", List.of(), List.of(),
                    List.of(new DoneItems(new Place("list#1"), List.of(
                            new Stretch(0, "00000000000000ff0123456789abcdef", List.of(Json.of(1), Json.NULL)),
                            new Stretch(7, "ffffffffffffffff", List.of(Json.of("x"))))),
                            new DoneItems(new Place("loop#1[0~1f]/file#2"),
                                    List.of(new Stretch(3, "0000000000000001", List.of())))),
                    List.of(VISIT, new VisitId(9))),
            new Event.ResultReused(new VisitId(3), VISIT), new Event.ItemsReused(VISIT, 3, 200, 1_999),
            new Event.RunJumped("me", "there", new NodeId("charge"), Json.NULL),
            new Event.NodeCancelled(VISIT, Event.NodeCancelled.Reason.JUMP),
            new Event.StepCompensated(new VisitId(3), VISIT, Json.of("done")),
            new Event.CompensationFailed(new VisitId(3), VISIT, PLAIN), new Event.AlertRaised(PLAIN),
            new Event.RunCompleted(Json.Obj.EMPTY), new Event.RunFailed(PLAIN, Compensation.INCOMPLETE),
            new Event.RunCancelled("late", Compensation.NONE));

    @Test
    void everyKindOfEventIsWritten() {
        assertThat(EVENTS).extracting(event -> (Object) event.getClass())
                .containsAll(kinds(Event.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventJsonTest::kinds)
                : Stream.of(type);
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        assertThat(EventJson.read(EventJson.write(EVENTS))).isEqualTo(EVENTS);
        assertThat(EventJson.read(EventJson.write(List.of()))).isEmpty();
    }

    @Test
    void whatWasEverWrittenStaysReadable() throws IOException {
        assertThat(EventJson.read(golden())).isEqualTo(EVENTS);
        assertThat(EventJson.write(EVENTS) + "\n").isEqualTo(golden());
    }

    @Test
    void anyDataIsReadBackEqual() {
        for (long seed : new long[]{1, 2, 3, System.nanoTime()}) {
            var random = new RandomDiagrams(new Random(seed), 1);
            var events = new ArrayList<Event>();
            for (int i = 0; i < 200; i++) {
                events.add(new Event.RunCompleted(random.json(4)));
            }
            assertThat(EventJson.read(EventJson.write(events))).as("seed %d", seed).isEqualTo(events);
        }
    }

    @Test
    void fieldsThatAreNotKnownAreIgnored() {
        assertThat(EventJson.read("{\"kind\":\"run.completed\",\"output\":1,\"cost\":2}"))
                .containsExactly(new Event.RunCompleted(Json.of(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"kind\":\"run.moved\"}", "{\"kind\":7}", "{}", "[]", "", "\n",
                    "{\"kind\":\"run.completed\"}",
                    "{\"kind\":\"wait.started\",\"visit\":0,\"due\":\"2026-01-02T03:04:05Z\"}",
                    "{\"kind\":\"wait.started\",\"visit\":1.5,\"due\":\"2026-01-02T03:04:05Z\"}",
                    "{\"kind\":\"wait.started\",\"visit\":4294967297,\"due\":\"2026-01-02T03:04:05Z\"}",
                    "{\"kind\":\"wait.started\",\"visit\":1,\"due\":\"today\"}",
                    "{\"kind\":\"node.cancelled\",\"visit\":1,\"reason\":\"mood\"}",
                    "{\"kind\":\"run.stopping\",\"cause\":{\"kind\":\"mood\"}}",
                    "{\"kind\":\"node.completed\",\"visit\":1,\"taken\":[1]}",
                    "{\"kind\":\"run.retried\",\"by\":\"\",\"reason\":\"\",\"definition\":\"0f\",\"reused\":[1]}",
                    "{\"kind\":\"run.retried\",\"by\":\"\",\"reason\":\"\",\"definition\":\"0f\",\"reused\":[{\"place\":\"a#0\",\"visit\":1,\"kind\":\"waited\"}]}",
                    "{\"kind\":\"run.retried\",\"by\":\"\",\"reason\":\"\",\"definition\":\"0f\",\"reused\":[{\"place\":\"a#1\",\"visit\":1,\"kind\":\"mood\"}]}",
                    "{\"kind\":\"items.read\",\"visit\":1,\"from\":0,\"items\":[1],\"last\":true,\"unreadable\":[1]}",
                    "{\"kind\":\"items.read\",\"visit\":1,\"from\":0,\"items\":[1],\"last\":true,\"unreadable\":[{\"at\":1,\"error\":{\"code\":\"x\",\"message\":\"\",\"severity\":\"critical\",\"node\":\"a\"}}]}",
                    "{\"kind\":\"run.completed\",\"output\":1,\"output\":2}",
                    "{\"kind\":\"run.completed\",\"output\":"})
    void whatIsNoEventIsNeverSkipped(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.read(text + "\n{}"));
    }

    @Test
    void aKindOfANewerVersionIsNamed() {
        assertThatExceptionOfType(UnreadableEvent.class).isThrownBy(() -> EventJson.read("{\"kind\":\"run.moved\"}"))
                .withMessageContaining("run.moved").withMessageContaining("newer");
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        Json deep = Json.NULL;
        for (int i = 0; i < 2_000; i++) {
            deep = Json.Arr.of(deep);
        }
        var event = new Event.RunCompleted(deep);
        assertThatIllegalArgumentException().isThrownBy(() -> EventJson.write(List.of(event)));
    }

    private static String golden() throws IOException {
        try (var in = EventJsonTest.class.getResourceAsStream("events-1.jsonl")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
