package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.Json;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SubscriptionTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Engine engine = Engine.open(new StoreLocation.InMemory(), Durability.POWER_SAFE,
            Work.types((step, call) -> {
                if (step.equals("gate")) {
                    gate.await();
                }
                return Json.of(step);
            }));

    @AfterEach
    void close() {
        engine.close();
    }

    private RunId start(String... steps) {
        return engine.start(Flows.sequence(steps), Json.NULL, null).run();
    }

    private static void awaitEnd(Subscription subscription) throws Exception {
        subscription.done().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void handsOverWhatWasAndWhatComes() throws Exception {
        var run = start("a", "gate", "b");
        var seen = Collections.synchronizedList(new ArrayList<Recorded>());
        var subscription = engine.subscribe(run, 1, seen::add);
        gate.countDown();
        awaitEnd(subscription);

        assertThat(seen).isEqualTo(engine.history(run));
    }

    @Test
    void beginsWhereItIsAskedTo() throws Exception {
        gate.countDown();
        var run = start("a", "b");
        engine.outcome(run).toCompletableFuture().get(30, TimeUnit.SECONDS);
        int last = engine.history(run).size();

        for (int from = 1; from <= last + 1; from++) {
            var seen = Collections.synchronizedList(new ArrayList<Recorded>());
            awaitEnd(engine.subscribe(run, from, seen::add));
            assertThat(seen).isEqualTo(engine.history(run).subList(from - 1, last));
        }
    }

    @Test
    void hasNoGapAndNothingTwiceUnderLoad() throws Exception {
        gate.countDown();
        var steps = new String[20];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = "step" + i;
        }
        var subscriptions = new ArrayList<Subscription>();
        var seen = new ArrayList<List<Long>>();
        var runs = new ArrayList<RunId>();
        for (int i = 0; i < 50; i++) {
            var run = start(steps);
            for (int j = 0; j < 3; j++) {
                var sequences = Collections.synchronizedList(new ArrayList<Long>());
                subscriptions.add(engine.subscribe(run, 1, event -> sequences.add(event.sequence())));
                seen.add(sequences);
                runs.add(run);
            }
        }
        for (int i = 0; i < subscriptions.size(); i++) {
            awaitEnd(subscriptions.get(i));
            long last = engine.history(runs.get(i)).size();
            assertThat(seen.get(i)).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        var run = start("gate");
        var subscription = engine.subscribe(run, 1, _ -> {});
        subscription.close();

        awaitEnd(subscription);
    }

    @Test
    void failsWithWhatItsConsumerThrows() {
        var run = start("gate");
        var subscription = engine.subscribe(run, 1, _ -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> awaitEnd(subscription)).hasRootCauseMessage("a bug");
        gate.countDown();
    }
}
