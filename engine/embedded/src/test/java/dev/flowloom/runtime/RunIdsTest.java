package dev.flowloom.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RunIdsTest {

    @Test
    void areShortAndOfLettersAndDigits() {
        assertThat(new RunIds(InstantSource.system()).next().value()).matches("[0-9a-z]{16}");
    }

    @Test
    void areUniqueAndSortedAlsoInOneMillisecond() {
        var ids = new RunIds(InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")));
        var seen = new TreeSet<String>();
        for (int i = 0; i < 10_000; i++) {
            var id = ids.next().value();
            assertThat(seen.isEmpty() || seen.last().compareTo(id) < 0).isTrue();
            seen.add(id);
        }
    }

    @Test
    void sortByTime() {
        var clock = new ManualClock();
        var before = new RunIds(clock).next();
        clock.advance(Duration.ofMillis(1));

        assertThat(new RunIds(clock).next()).isGreaterThan(before);
    }
}
