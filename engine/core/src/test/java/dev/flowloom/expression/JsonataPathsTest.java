package dev.flowloom.expression;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonataPathsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', nullValues = "-", textBlock = """
            steps.a.b                          ¦ steps.a.b@0
            $.steps.a                          ¦ steps.a@2
            data.items[$$.steps.a = x].(y)     ¦ data.items@0 steps.a@14
            steps.`a b`.'c'.d                  ¦ steps.a b.c.d@0
            steps.a[0].b + input.c             ¦ steps.a@0 input.c@15
            $sum(steps.a.b)                    ¦ steps.a.b@5
            {"x": steps.a, "y": [input.b]}     ¦ steps.a@6 input.b@21
            2 * (steps.a)                      ¦ steps.a@5
            data.(steps.a)                     ¦ data@0
            data.$sum(steps.a)                 ¦ data@0
            data{steps.a: steps.b}             ¦ data@0
            data^(steps.a)                     ¦ data@0
            a ? true : null                    ¦ a@0
            $map(data.x, function($i){$i.name}) ¦ data.x@5
            data ~> |steps.a|{}|               ¦ -
            "steps.a" & 'x'                    ¦ -
            $x := 1                            ¦ -
            """)
    void spellsOutWhatBelongsToTheContext(String source, String paths) throws Exception {
        assertThat(Jsonata.compile(source).paths().stream()
                .map(path -> String.join(".", path.names()) + "@" + path.offset()).collect(Collectors.joining(" ")))
                .as(source).isEqualTo(paths == null ? "" : paths);
    }
}
