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
}
