package dev.flowloom.bench;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void everythingIsMeasuredThreeTimesUnlessAskedOtherwise() {
        var options = Options.parse(new String[0]);

        assertThat(options.subjects()).isEqualTo(Catalog.ALL);
        assertThat(options.cases()).isEqualTo(Cases.ALL);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.quick()).isFalse();
    }

    @Test
    void aLetterMeansAllOfItsCases() {
        assertThat(Options.parse(new String[]{"--cases", "a,b-16"}).cases()).extracting(Case::name)
                .containsExactly("a-1", "a-16", "a-256", "b-16");
    }

    @Test
    void quickIsOneRoundOfAFewCases(@TempDir Path folder) {
        var options = Options.parse(new String[]{"--quick", "--only", "bare,flowloom", "--json",
                folder.resolve("figures").toString()});

        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.cases()).hasSizeBetween(1, 8);
        assertThat(options.subjects()).extracting(Catalog.Entry::name).containsExactly("flowloom", "bare");
    }

    @Test
    void whatIsWrongIsSaidInASentence(@TempDir Path folder) {
        refuses("There is no subject \"jbpm\". There are flowloom, bare,", "--only", "jbpm");
        refuses("There is no case \"z\". There are a-1,", "--cases", "z");
        refuses("--rounds needs a number from 1 to 99, and not \"0\".", "--rounds", "0");
        refuses("--json needs a value.", "--json");
        refuses("There is no folder for the figures:", "--json", folder.resolve("none/figures").toString());
        refuses("Unknown option: --slow.", "--slow");
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> Options.parse(arguments)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
