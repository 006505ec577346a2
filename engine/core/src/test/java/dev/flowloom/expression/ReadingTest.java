package dev.flowloom.expression;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import dev.flowloom.model.Flow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of a source from its words, whole or half-typed.
class ReadingTest {
    private static final ExpressionLanguage JSONATA = Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA));

    @Test
    void eachWordIsToldApart() {
        assertThat(words("input.total > 10 and $sum($x.price) = 'a' /* why */ ? true : /b+/i")).isEqualTo("NAME input, "
                + "OPERATOR ., FIELD total, OPERATOR >, NUMBER 10, KEYWORD and, FUNCTION $sum, OPERATOR (, VARIABLE $x, "
                + "OPERATOR ., FIELD price, OPERATOR ), OPERATOR =, TEXT 'a', COMMENT /* why */, OPERATOR ?, "
                + "KEYWORD true, OPERATOR :, REGEX /b+/i");
    }

    @Test
    void aNameInsideAFilterIsAFieldOfWhatIsFiltered() {
        assertThat(words("data.items[price > 1]")).contains("NAME data").contains("FIELD price");
    }

    @Test
    void aWordOfTheLanguageThatIsAFieldIsAField() {
        assertThat(words("data.true")).isEqualTo("NAME data, OPERATOR ., FIELD true");
        assertThat(words("`true`")).isEqualTo("FIELD `true`");
    }

    @Test
    void whatHasNoEndYetGoesOnToTheEnd() {
        assertThat(words("data.name = \"half")).endsWith("TEXT \"half");
        assertThat(words("data.`half na")).endsWith("FIELD `half na");
        assertThat(words("data /* half")).endsWith("COMMENT /* half");
        assertThat(words("$match(data, /ha")).endsWith("REGEX /ha");
        assertThat(words("data.")).isEqualTo("NAME data, OPERATOR .");
        assertThat(words("$")).isEqualTo("VARIABLE $");
        assertThat(words("")).isEmpty();
    }

    @Test
    void aTemplatesExpressionsAreReadAndTheTextBetweenIsNot() {
        var text = "Order {{ data.id }} of {{ {\"a\": {\"b\": \"}}\"}} }}, and {{ half";
        var readings = Template.read(text, JSONATA);

        assertThat(readings).hasSize(3);
        assertThat(words(text, readings.getFirst())).isEqualTo("BRACE {{, NAME data, OPERATOR ., FIELD id, BRACE }}");
        assertThat(words(text, readings.get(1))).startsWith("BRACE {{").endsWith("OPERATOR }, BRACE }}");
        assertThat(words(text, readings.getLast())).isEqualTo("BRACE {{, NAME half");
    }

    @Test
    void pathsComeWithThePlaceOfEachName() {
        var paths = JSONATA.read("$.steps.`a`.id & input", 0, null).paths();

        assertThat(paths.getFirst().names()).extracting(Reading.Name::text).containsExactly("steps", "a", "id");
        assertThat(paths.getFirst().names().get(1)).isEqualTo(new Reading.Name("a", 8, 11));
        assertThat(paths.getLast().names()).extracting(Reading.Name::text).containsExactly("input");
    }

    @Test
    void aNameIsQuotedWhereItWouldBeSomethingElse() {
        assertThat(List.of("total", "주문", "and", "a-b", "2nd").stream().map(JSONATA::quoted))
                .containsExactly("total", "주문", "`and`", "`a-b`", "`2nd`");
    }

    @Test
    void everyFunctionHasALineOfHelp() {
        var helped = JSONATA.functions().stream().map(FunctionHelp::name).toList();
        var callable = Functions.NAMES.stream().filter(name -> !name.equals("eval")).toList();

        assertThat(helped).isEqualTo(callable);
    }

    @Test
    void whateverIsTypedTheWordsStandInOrderAndInside() {
        var random = new Random(7);
        var parts = List.of("data", ".", "$sum(", "\"", "'", "`", "/", "/*", "*/", "{{", "}}", "[", "]", "{", "}", "한글",
                "\\", " ", "12", "and", "😀");
        for (int round = 0; round < 2_000; round++) {
            var text = random.ints(random.nextInt(12), 0, parts.size()).mapToObj(parts::get)
                    .collect(Collectors.joining());
            var words = new java.util.ArrayList<>(JSONATA.read(text, 0, null).words());
            int end = 0;
            for (var word : words) {
                assertThat(word.start()).as(text).isGreaterThanOrEqualTo(end);
                assertThat(word.end()).as(text).isGreaterThan(word.start()).isLessThanOrEqualTo(text.length());
                end = word.end();
            }
            assertThat(Template.read(text, JSONATA)).as(text).allMatch(reading -> reading.end() <= text.length());
        }
    }

    private static String words(String source) {
        return words(source, JSONATA.read(source, 0, null));
    }

    private static String words(String text, Reading reading) {
        return reading.words().stream().map(word -> word.kind() + " " + text.substring(word.start(), word.end()))
                .collect(Collectors.joining(", "));
    }
}
