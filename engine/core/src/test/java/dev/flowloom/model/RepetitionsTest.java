package dev.flowloom.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RepetitionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"(?:){2000000000}b", "((){40}){40}", "(?:(a|){1001}|b)", "(?:^){2000}", "^{1001}", "\\b{1001}",
                    "(a?)\\1{1001}", "(?<n>a?)\\k<n>{1001}", "((x){2}[)]{3}){501}", "(\\Q)\\E(){2}){501}",
                    "(){100}{100}", "(?=){1001,}", "(){1001,2000}", "((\\p{L}(){2}){501})"})
    void whatMayMatchNothingIsNotRepeatedTooOften(String regex) {
        assertThat(Repetitions.areTooMany(regex)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "^[a-z]{2048}$", "\\d{5000}", ".{5000}", "a{5000}", "\\p{L}{5000}", "\\x{10000}",
                    "(a{5000})",
                    "(){1000}", "(a){1000}(b){1000}", "((a){30}){30}", "(a){0,100000}", "(a)+", "[(){5000}]",
                    "\\(a{5000}", "\\Q(){5000}\\E", "^\\d{4}-\\d{2}-\\d{2}$", "(", ")", "a)", "[", "\\", "\\Q", "(){",
                    "(){99999999999999}", "\\k", "\\p{"})
    void whatReadsCharactersMayBeRepeatedAndSoMayOthersAsOftenAsIsOfUse(String regex) {
        assertThat(Repetitions.areTooMany(regex)).isFalse();
    }
}
