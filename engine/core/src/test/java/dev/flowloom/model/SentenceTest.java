package dev.flowloom.model;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

@Isolated
class SentenceTest {
    @Test
    void valuesStandWhereThePatternHasPlacesForThem() {
        assertThat(Sentence.of("%s waits for %d branches.", "Join", 2).english())
                .isEqualTo("Join waits for 2 branches.");
    }

    @Test
    void aSentenceMayStandInAnother() {
        var inner = Sentence.of("%s must be a number", "factor");
        assertThat(Sentence.of("It can't be used: %s.", inner))
                .hasToString("It can't be used: factor must be a number.");
    }

    @Test
    void whatOthersSayIsNoPattern() {
        assertThat(Sentence.verbatim("100% of %s").english()).isEqualTo("100% of %s");
    }

    @Test
    void valuesAreListedWithCommas() {
        assertThat(Sentence.of("There are %s.", Sentence.listed(List.of("a%", Sentence.of("a list")))).english())
                .isEqualTo("There are a%, a list.");
    }

    @Test
    void numbersAreWrittenInEnglishWhateverTheMachineSpeaks() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMAN);
            assertThat(Sentence.of("%,d bytes", 1_234_567).english()).isEqualTo("1,234,567 bytes");
        } finally {
            Locale.setDefault(before);
        }
    }
}
