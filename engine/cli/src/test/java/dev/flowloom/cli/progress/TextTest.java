package dev.flowloom.cli.progress;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {
    @Test
    void aTimeIsSaidInTheUnitsThatMatter() {
        assertThat(Text.span(Duration.ofMillis(12))).isEqualTo("12 ms");
        assertThat(Text.span(Duration.ofMillis(1_240))).isEqualTo("1.2 s");
        assertThat(Text.span(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Text.span(Duration.ofMinutes(127))).isEqualTo("2 h 7 min");
    }

    @Test
    void aClockThatWasSetBackMakesNoNegativeTime() {
        assertThat(Text.span(Duration.ofMillis(-5))).isEqualTo("0 ms");
    }

    @Test
    void hangulIsTwoColumnsWide() {
        assertThat(Text.columns("재고 a")).isEqualTo(6);
        assertThat(Text.pad("재고", 6)).isEqualTo("재고  ");
    }

    @Test
    void whatDoesNotFitIsCutWithAMark() {
        assertThat(Text.cut("reserve stock", 8)).isEqualTo("reserve…");
        assertThat(Text.cut("재고 예약", 6)).isEqualTo("재고 …");
        assertThat(Text.cut("fits", 4)).isEqualTo("fits");
    }

    @Test
    void aStepsTextCanNotSteerTheTerminal() {
        assertThat(Text.cut("a\u001B[2Jb\nc\u0007", 80)).isEqualTo("a[2Jb c");
    }
}
