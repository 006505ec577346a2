package dev.flowloom.model;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"PT-5S, 0 ms", "PT0S, 0 ms", "PT0.0129S, 12 ms", "PT0.999S, 999 ms", "PT1S, 1 s", "PT2.043S, 2 s",
            "PT1.24S, 1.2 s", "PT59.999S, 59.9 s", "PT1M, 1 min", "PT3M5.9S, 3 min 5 s", "PT2H7M59S, 2 h 7 min",
            "PT24H, 1 d", "P366DT5H, 366 d 5 h", "P106751991167300D, 106751991167300 d"})
    void aTimeIsToldInTwoUnitsAtMost(Duration duration, String told) {
        assertThat(DurationText.of(duration)).isEqualTo(told);
    }
}
