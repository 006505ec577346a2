package dev.flowloom.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TimersTest {
    private final ManualClock clock = new ManualClock();
    private final Timers timers = new Timers(clock, Duration.ofMillis(1));
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        timers.close();
    }

    private Runnable in(int seconds, String name) {
        return timers.at(clock.instant().plusSeconds(seconds), () -> done.add(name));
    }

    private String next() throws InterruptedException {
        var name = done.poll(30, TimeUnit.SECONDS);
        return name == null ? "nothing" : name;
    }

    @Test
    void doesThingsInTheOrderTheyAreDue() throws Exception {
        in(20, "third");
        in(10, "first");
        in(10, "second");
        in(30, "later");
        clock.advance(Duration.ofSeconds(25));

        assertThat(List.of(next(), next(), next())).containsExactly("first", "second", "third");
        assertThat(done).isEmpty();
    }

    @Test
    void doesAtOnceWhatIsOverdue() throws Exception {
        in(60, "later");
        in(-60, "now");

        assertThat(next()).isEqualTo("now");
    }

    @Test
    void doesNotDoWhatWasCalledOff() throws Exception {
        in(10, "called off").run();
        in(10, "kept");
        clock.advance(Duration.ofSeconds(10));

        assertThat(next()).isEqualTo("kept");
        assertThat(done).isEmpty();
    }
}
