package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What becomes of messages: each is received once, by whoever waits for it or will.
@Timeout(60)
final class MessagesTest {
    private final Journal journal = Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            new EventJsonCodec());
    private final List<Engine> engines = new ArrayList<>();
    private final Engine engine = newEngine();

    private Engine newEngine() {
        var engine = new Engine(new ForwardingJournal(journal), Work.types(Work.ECHO),
                EngineSettings.DEFAULT.withListener(new Heard()));
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
        journal.close();
    }

    private static Flow receiving(@Nullable String key, @Nullable Duration timeout) {
        return new Flows().start("start").receive("receive", "paid", key, timeout).end("end")
                .way("start", "receive", "end").build("receiving");
    }

    private static Json outcome(Engine engine, RunId run) throws Exception {
        return switch (engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
            case RunOutcome.Completed(var output) -> output;
            case RunOutcome.Failed(var error, _) -> Json.of(error.code());
            case RunOutcome.Cancelled _ -> Json.of("cancelled");
        };
    }

    private RunId started(Flow flow) throws InterruptedException {
        return started(engine, flow);
    }

    private static RunId started(Engine engine, Flow flow) throws InterruptedException {
        var run = engine.start(flow, Json.NULL, null).run();
        awaitEvent(engine, run, Event.ReceiveStarted.class);
        return run;
    }

    private static void awaitEvent(Engine engine, RunId run, Class<? extends Event> type) throws InterruptedException {
        while (engine.history(run).stream().map(Recorded::event).noneMatch(type::isInstance)) {
            Thread.sleep(2);
        }
    }

    @Test
    void aMessageReachesTheRunThatWaitsForIt() throws Exception {
        var run = started(receiving(null, null));
        engine.send("paid", run.value(), Json.of(12), null);
        assertThat(outcome(engine, run)).isEqualTo(Json.of(12));
        assertThat(engine.messages(9)).isEmpty();
    }

    @Test
    void aMessageThatComesEarlyIsKeptUntilARunWantsIt() throws Exception {
        engine.send("paid", "7", Json.of("first"), null);
        engine.send("paid", "7", Json.of("second"), null);
        engine.send("paid", "8", Json.of("other"), null);
        assertThat(outcome(engine, engine.start(receiving("7", null), Json.NULL, null).run()))
                .isEqualTo(Json.of("first"));
        assertThat(outcome(engine, engine.start(receiving("7", null), Json.NULL, null).run()))
                .isEqualTo(Json.of("second"));
        assertThat(engine.messages(9)).extracting(kept -> kept.message().key()).containsExactly("8");
    }

    @Test
    void oneThatCantBeReadIsToldByTheRunsThatItIsForAndIsKept() throws Exception {
        var heard = new Heard();
        var spoiling = new Engine(new ForwardingJournal(journal) {
            @Override
            public List<Message.Kept> messages(String name, String key, long after, int limit) {
                return super.messages(name, key, after, limit).stream().map(MessagesTest::spoilt).toList();
            }
        }, Work.types(Work.ECHO), EngineSettings.DEFAULT.withListener(heard));
        engines.add(spoiling);
        var runs = List.of(started(spoiling, receiving("7", null)), started(spoiling, receiving("7", null)));

        var sent = spoiling.send("paid", "7", Json.of("bad"), null);
        assertThat(List.of(heard.next(), heard.next())).extracting(Heard.Message::run)
                .containsExactlyInAnyOrderElementsOf(runs);
        assertThat(spoiling.outcome(runs.getFirst())).failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining("The data of message %d can't be read.".formatted(sent.number()));
        assertThat(spoiling.messages(9)).extracting(Message.Kept::number).containsExactly(sent.number());

        spoiling.drop(sent.number());
        spoiling.resume();
        spoiling.send("paid", "7", Json.of(1), null);
        spoiling.send("paid", "7", Json.of(2), null);
        // Which of two that are gone on with waits first is left open.
        assertThat(List.of(outcome(spoiling, runs.getFirst()), outcome(spoiling, runs.getLast())))
                .containsExactlyInAnyOrder(Json.of(1), Json.of(2));
    }

    private static Message.Kept spoilt(Message.Kept kept) {
        var message = kept.message();
        return message.data().equals("\"bad\"")
                ? new Message.Kept(kept.number(),
                        new Message(message.name(), message.key(), message.id(), "{", message.at()))
                : kept;
    }

    @Test
    void aMessageIsReceivedByTheRunThatBeganToWaitFirst() throws Exception {
        var first = started(receiving("7", null));
        var second = started(receiving("7", null));
        engine.send("paid", "7", Json.of(1), null);
        assertThat(outcome(engine, first)).isEqualTo(Json.of(1));
        assertThat(engine.run(second).isOver()).isFalse();
        engine.send("paid", "7", Json.of(2), null);
        assertThat(outcome(engine, second)).isEqualTo(Json.of(2));
    }

    @Test
    void aMessageThatComesTooLateIsKept() throws Exception {
        var run = started(receiving("7", Duration.ofMillis(50)));
        assertThat(outcome(engine, run)).isEqualTo(Json.of("receive.timeout"));
        engine.send("paid", "7", Json.of(1), null);
        assertThat(engine.messages(9)).hasSize(1);
    }

    @Test
    void aMessageThatComesTooLateIsKeptAlsoWhereTheTimeOutWasNotHeardOfYet() throws Exception {
        var run = started(receiving("7", Duration.ofMillis(50)));
        engine.close();
        var next = newEngine();
        Thread.sleep(60);
        next.send("paid", "7", Json.of(1), null);
        next.resume(run);
        assertThat(outcome(next, run)).isEqualTo(Json.of("receive.timeout"));
        assertThat(next.messages(9)).hasSize(1);
    }

    @Test
    void aMessageSentAgainUnderItsIdIsOneMessage() throws Exception {
        var sent = engine.send("paid", "7", Json.of(1), "m1");
        assertThat(engine.send("paid", "7", Json.of(2), "m1")).isEqualTo(new Sent(sent.number(), true, true));
        assertThat(engine.send("paid", "8", Json.of(1), "m1")).isEqualTo(new Sent(sent.number(), true, true));
        assertThat(engine.send("paid", "7", Json.of(1), "m1")).isEqualTo(new Sent(sent.number(), true, false));
        assertThat(outcome(engine, engine.start(receiving("7", null), Json.NULL, null).run())).isEqualTo(Json.of(1));
        assertThat(engine.send("paid", "7", Json.of(3), "m1").before()).isTrue();
        assertThat(engine.messages(9)).isEmpty();
    }

    @Test
    void aMessageThatWasDroppedIsReceivedByNobody() throws Exception {
        var sent = engine.send("paid", "7", Json.of(1), null);
        assertThat(engine.drop(sent.number())).isTrue();
        assertThat(engine.drop(sent.number())).isFalse();
        assertThat(engine.drop(99)).isFalse();
        var run = started(receiving("7", null));
        engine.send("paid", "7", Json.of(2), null);
        assertThat(outcome(engine, run)).isEqualTo(Json.of(2));
    }

    @Test
    void aMessageSentWhileNobodyGoesOnWithTheRunIsReceivedWhenSomebodyDoes() throws Exception {
        var run = started(receiving("7", null));
        engine.close();
        newEngine().send("paid", "7", Json.of(1), null);
        var other = newEngine();
        other.resume();
        assertThat(outcome(other, run)).isEqualTo(Json.of(1));
    }

    @Test
    void aRunThatIsCancelledLeavesTheMessageToOthers() throws Exception {
        var first = started(receiving("7", null));
        var second = started(receiving("7", null));
        engine.cancel(first, "a test", "enough");
        engine.send("paid", "7", Json.of(1), null);
        assertThat(outcome(engine, second)).isEqualTo(Json.of(1));
    }

    /// It is offered, and dropped before the run could say that it received it.
    @Test
    void aRunWhoseMessageIsDroppedUnderItsHandsWaitsOn() throws Exception {
        var stealing = new ForwardingJournal(journal) {
            private boolean stolen;

            @Override
            public java.util.concurrent.CompletableFuture<dev.flowloom.journal.Appended> append(
                    dev.flowloom.journal.Batch batch) {
                if (!stolen && batch.events().getFirst() instanceof Event.MessageReceived(_, var number, _)) {
                    stolen = true;
                    drop(number).join();
                }
                return super.append(batch);
            }
        };
        try (var other = new Engine(stealing, Work.types(Work.ECHO), EngineSettings.DEFAULT)) {
            var run = other.start(receiving("7", null), Json.NULL, null).run();
            other.send("paid", "7", Json.of("stolen"), null);
            other.send("paid", "7", Json.of("left"), null);
            assertThat(outcome(other, run)).isEqualTo(Json.of("left"));
            assertThat(other.history(run).stream().map(Recorded::event).filter(Event.MessageReceived.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void whatCouldNotBeReceivedIsNotSent() {
        assertThatThrownBy(() -> engine.send(" ", "7", Json.NULL, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> engine.send("paid", "", Json.NULL, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
        Json deep = Json.NULL;
        for (int i = 0; i < 500; i++) {
            deep = Json.Arr.of(deep);
        }
        var data = deep;
        assertThatThrownBy(() -> engine.send("paid", "7", data, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested");
        assertThat(engine.messages(9)).extracting(Message.Kept::number).isEmpty();
    }
}
