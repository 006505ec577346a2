package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Sends messages and starts those who wait for them in random order, while the store fails again and again: in the end
/// each message was received once, or is kept.
final class RandomMessagesTest {
    private static final int KEYS = 3;
    private static final int EACH = 2;

    static Stream<Long> seeds() {
        long fresh = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 10), LongStream.range(fresh, fresh + 10)).boxed();
    }

    /// A journal that fails after some writes. Of the one that fails nobody knows whether it was kept.
    private static final class Failing extends ForwardingJournal {
        private final AtomicInteger left;
        private final boolean keepsLast;
        private volatile boolean failed;

        Failing(Journal kept, int writes, boolean keepsLast) {
            super(kept);
            left = new AtomicInteger(writes);
            this.keepsLast = keepsLast;
        }

        private interface Write {
            CompletableFuture<Appended> write();
        }

        private CompletableFuture<Appended> write(Write write) {
            int before = left.getAndDecrement();
            if (before > 0) {
                return write.write();
            }
            if (before == 0 && keepsLast) {
                write.write().join();
            }
            failed = true;
            return CompletableFuture.failedFuture(
                    new StoreException(StoreException.Kind.FAILED, "The process was killed.", "Begin anew."));
        }

        @Override
        public CompletableFuture<Appended> append(Batch batch) {
            return write(() -> super.append(batch));
        }

        @Override
        public CompletableFuture<Appended> send(Message message) {
            return write(() -> super.send(message));
        }
    }

    /// Receives some messages one after the other, with its input as their key.
    private static Flow receiving() {
        return new Flows().start("start").end("end").start("in").receive("receive", "news", "{{ input }}", null)
                .end("out").way("in", "receive", "out")
                .node(new Node.Loop(new NodeId("loop"), "", new Node.Repeat.While("loop.index < " + EACH, 9),
                        Json.Obj.EMPTY))
                .in("loop", "in", "receive", "out").way("start", "loop", "end").build("receiving");
    }

    /// What is to be done, each once, however often it is tried.
    private sealed interface Deed {
        record Send(int number, String key) implements Deed {}

        record Start(int number, String key) implements Deed {}
    }

    private static List<Deed> deeds(Random random) {
        var deeds = new ArrayList<Deed>();
        for (int i = 0; i < 12; i++) {
            var key = "k" + random.nextInt(KEYS);
            deeds.add(random.nextInt(3) == 0 ? new Deed.Start(i, key) : new Deed.Send(i, key));
        }
        return deeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMessageIsReceivedOnceOrKept(long seed) throws Exception {
        var random = new Random(seed);
        var deeds = deeds(random);
        try (var kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, new EventJsonCodec())) {
            int done = 0;
            while (done < deeds.size()) {
                done = work(new Failing(kept, random.nextInt(8), random.nextBoolean()), deeds, done);
            }
            settle(kept);
            check(kept, deeds);
        }
    }

    /// Goes on until the store fails.
    private static int work(Failing journal, List<Deed> deeds, int from) {
        int done = from;
        try (var engine = new Engine(journal, Work.types(Work.ECHO),
                EngineSettings.DEFAULT.withListener(new Heard()))) {
            engine.resume();
            while (done < deeds.size() && !journal.failed) {
                switch (deeds.get(done)) {
                    case Deed.Send(var number, var key) -> engine.send("news", key, Json.of(number), "m" + number);
                    case Deed.Start(var number, var key) -> engine.start(receiving(), Json.of(key), "r" + number);
                }
                done++;
            }
        } catch (StoreException _) {
            // The deed is done again, under the same key or id.
        }
        return done;
    }

    /// Until whatever can be received is.
    private static void settle(Journal kept) throws Exception {
        try (var engine = new Engine(new ForwardingJournal(kept), Work.types(Work.ECHO), EngineSettings.DEFAULT)) {
            engine.resume();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!isSettled(engine) && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
        }
    }

    private static boolean isSettled(Engine engine) {
        var left = keys(engine.messages(100));
        return engine.unfinished().stream().allMatch(run -> !left.contains(key(events(engine.history(run)))));
    }

    private static Set<String> keys(List<Message.Kept> messages) {
        var keys = new TreeSet<String>();
        messages.forEach(kept -> keys.add(kept.message().key()));
        return keys;
    }

    private static @Nullable String key(List<Event> events) {
        return events.getFirst() instanceof Event.RunStarted started && started.input() instanceof Json.Str(var key)
                ? key
                : null;
    }

    private static List<Event> events(List<Recorded> history) {
        return history.stream().map(Recorded::event).toList();
    }

    private static void check(Journal journal, List<Deed> deeds) {
        var sent = new TreeMap<Integer, String>();
        deeds.forEach(deed -> {
            if (deed instanceof Deed.Send(var number, var key)) {
                sent.put(number, key);
            }
        });
        var found = new ArrayList<Integer>();
        for (var run : journal.runs(100)) {
            var events = events(journal.read(run.run(), 1));
            for (var event : events) {
                if (event instanceof Event.MessageReceived received) {
                    int number = ((Json.Num) received.data()).value().intValue();
                    assertThat(sent.get(number)).isEqualTo(key(events));
                    found.add(number);
                }
            }
        }
        var left = journal.messages(100);
        left.forEach(kept -> found.add(Integer.parseInt(kept.message().data())));
        assertThat(found).containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (var run : journal.unfinished()) {
            assertThat(keys(left)).doesNotContain(String.valueOf(key(events(journal.read(run, 1)))));
        }
    }
}
