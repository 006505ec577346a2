package dev.flowloom.cli.progress;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {
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

    @Test
    void aTextCanNotBeShownInAnotherOrderThanItHas() {
        assertThat(Text.line("pay \u202Eeve\u202C \u2066x\u2069 \u200F\u061C"))
                .isEqualTo("pay \\u202eeve\\u202c \\u2066x\\u2069 \\u200f\\u061c");
        assertThat(Text.line("a\u009B2Jb\u2028c")).isEqualTo("a\\u009b2Jb c");
        assertThat(Text.line("אבג ab 재고")).isEqualTo("אבג ab 재고");
    }
}
