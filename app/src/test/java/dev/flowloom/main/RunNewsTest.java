package dev.flowloom.main;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RunNewsTest {
    private static final int MANY = 100_000;

    private final RunNews news = new RunNews();
    private final AtomicInteger woken = new AtomicInteger();

    private RunNewsTest() {
        news.onMore(woken::incrementAndGet);
    }

    private static Recorded event(int sequence) {
        return new Recorded(sequence, Instant.EPOCH, new Event.RunCompleted(Json.NULL));
    }

    private Thread putMany() {
        return Thread.ofVirtual().start(() -> {
            for (int i = 1; i <= MANY; i++) {
                news.put(event(i));
            }
        });
    }

    @Test
    void ofManyEventsOnlySomeWaitAndNoneIsLost() throws Exception {
        var feed = putMany();
        assertThat(feed.join(Duration.ofMillis(500))).as("it waits until some are taken").isFalse();
        for (int i = 1; i <= MANY; i++) {
            var next = news.take();
            while (next == null) {
                Thread.onSpinWait();
                next = news.take();
            }
            assertThat(next.sequence()).isEqualTo(i);
        }
        assertThat(feed.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whoeverHasTakenAllIsWokenByTheNextAndOnlyOnce() {
        news.put(event(1));
        assertThat(news.isAllTaken()).isFalse();
        news.take();
        assertThat(news.isAllTaken()).isTrue();
        assertThat(woken).as("what came before was looked for").hasValue(0);
        news.put(event(2));
        news.put(event(3));
        assertThat(woken).hasValue(1);
    }

    @Test
    void aThreadThatWaitsIsLetGo() throws Exception {
        var feed = Thread.ofVirtual().start(() -> {
            for (int i = 1; i <= 4_097; i++) {
                news.put(event(i));
            }
        });
        assertThat(feed.join(Duration.ofMillis(500))).isFalse();
        news.clear();
        assertThat(feed.join(Duration.ofSeconds(30))).isTrue();
    }
}
