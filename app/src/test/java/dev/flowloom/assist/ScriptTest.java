package dev.flowloom.assist;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Moment;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A field's text, read word by word and tried on data.
class ScriptTest {
    private static final ExpressionLanguage JSONATA = Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA));
    private static final Look.Sample SAMPLE = new Look.Sample(Json.Obj.of("data",
            Json.Obj.of("total", Json.of(25)).with("name", Json.of("민수"))), new Moment(java.time.Instant.EPOCH, 1));

    @Test
    void aTemplatesLiteralTextHasNoWords() {
        assertThat(words("Order {{ data.id }}!", Syntax.TEMPLATE))
                .isEqualTo("BRACE {{, NAME data, OPERATOR ., FIELD id, BRACE }}");
        assertThat(words("nothing", Syntax.TEMPLATE)).isEmpty();
    }

    @Test
    void aJsonTextsNamesTextsAndExpressionsAreToldApart() {
        assertThat(words("{ \"a\": [\"x\", 1.5, true], \"b\": \"is {{ data.c }}!\" }", Syntax.JSON)).isEqualTo(
                "OPERATOR {, FIELD \"a\", OPERATOR :, OPERATOR [, TEXT \"x\", OPERATOR ,, NUMBER 1.5, OPERATOR ,, "
                        + "KEYWORD true, OPERATOR ], OPERATOR ,, FIELD \"b\", OPERATOR :, TEXT \"is , BRACE {{, "
                        + "NAME data, OPERATOR ., FIELD c, BRACE }}, TEXT !\", OPERATOR }");
    }

    @Test
    void whatIsEscapedInJsonIsMeantInTheExpression() {
        assertThat(words("[\"{{ data.a = \\\"x\\\" }}\"]", Syntax.JSON)).contains("TEXT \\\"x\\\", BRACE }}");
    }

    @Test
    void aTextWithoutQuotesIsATemplateWhereJsonMayStand() {
        assertThat(words("{{ data.a }}", Syntax.JSON)).isEqualTo("BRACE {{, NAME data, OPERATOR ., FIELD a, BRACE }}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '\0',
            nullValues = "-",
            textBlock = """
                    select a from b WHERE c >= 1.5e3    ¦ KEYWORD select, KEYWORD from, KEYWORD WHERE, OPERATOR >, OPERATOR =, NUMBER 1.5e3
                    a = :item AND b::text               ¦ OPERATOR =, VARIABLE :item, KEYWORD AND, OPERATOR ::
                    'it''s' || "a 'b"                   ¦ TEXT 'it', TEXT 's', OPERATOR |, OPERATOR |, FIELD "a 'b"
                    E'\\' :a' :b                        ¦ TEXT '\\' :a', VARIABLE :b
                    $x$ :a $ $x$ :b                     ¦ TEXT $x$ :a $ $x$, VARIABLE :b
                    count (a) in (1)                    ¦ FUNCTION count, OPERATOR (, OPERATOR ), KEYWORD in, OPERATOR (, NUMBER 1, OPERATOR )
                    1 -- 'a' :b                         ¦ NUMBER 1, COMMENT -- 'a' :b
                    /* a /* b */ :c */ :d               ¦ COMMENT /* a /* b */ :c */, VARIABLE :d
                    'open :a                            ¦ TEXT 'open :a
                    /* open :a                          ¦ COMMENT /* open :a
                    "open                               ¦ FIELD "open
                    $$open                              ¦ TEXT $$open
                    {{ a }} and '{{ b }} c'             ¦ BRACE {{, NAME a, BRACE }}, KEYWORD and, TEXT ', BRACE {{, NAME b, BRACE }}, TEXT  c'
                    '{{ "it's" }}' :d                   ¦ TEXT ', BRACE {{, TEXT "it's", BRACE }}, TEXT ', VARIABLE :d
                    t_{{ a }} -- {{ b }}                ¦ BRACE {{, NAME a, BRACE }}, COMMENT -- , BRACE {{, NAME b, BRACE }}
                    번호 = 7                              ¦ OPERATOR =, NUMBER 7
                    """)
    void theWordsOfSqlAreToldApart(String sql, String expected) {
        assertThat(words(sql, Syntax.SQL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', nullValues = "-", textBlock = """
            EXPRESSION ¦ data.total > 10          ¦ -
            EXPRESSION ¦ data.total > > 10        ¦ >@13
            EXPRESSION ¦ $summ(data.total)        ¦ $summ@0
            EXPRESSION ¦ data.name = "x           ¦ "x@12
            EXPRESSION ¦ data.total >             ¦ >@11
            TEMPLATE   ¦ Order {{ data. . }}      ¦ .@15
            TEMPLATE   ¦ Order {{ data.id         ¦ {{ data.id@6
            TEMPLATE   ¦ {{ }} and {{ data.id }}  ¦ {{ }}@0
            JSON       ¦ {"a": "{{ $summ(1) }}"}  ¦ $summ@10
            """)
    void isMarkedWhereItIsWrong(Syntax syntax, String text, String marked) {
        var script = Script.of(text, syntax, JSONATA);
        var wrong = Look.at(script, syntax, JSONATA, SAMPLE).wrong();

        assertThat(wrong.stream().map(r -> text.substring(r.start(), r.end()) + "@" + r.start())
                .collect(Collectors.joining(" "))).isEqualTo(marked == null ? "" : marked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            EXPRESSION ¦ data.total > 10               ¦ true
            TEMPLATE   ¦ {{ data.total * 2 }}          ¦ 50
            TEMPLATE   ¦ {{ data.name }} 님             ¦ "민수 님"
            JSON       ¦ {"a": "{{ data.total }}"}     ¦ {"a":25}
            JSON       ¦ {{ data.total }}              ¦ 25
            """)
    void givesAValueOnARunsData(Syntax syntax, String text, String value) {
        var look = Look.at(Script.of(text, syntax, JSONATA), syntax, JSONATA, SAMPLE);

        assertThat(dev.flowloom.json.JsonText.compact(Objects.requireNonNull(look.value()))).isEqualTo(value);
        assertThat(look.failure()).isEmpty();
    }

    @Test
    void saysWhyItGivesNone() {
        var failing = Script.of("data.name + 1", Syntax.EXPRESSION, JSONATA);

        assertThat(Look.at(failing, Syntax.EXPRESSION, JSONATA, SAMPLE).failure()).isNotEmpty();
        assertThat(Look.at(failing, Syntax.EXPRESSION, JSONATA, null)).isEqualTo(Look.NOTHING);
        assertThat(Look.at(Script.of("plain", Syntax.TEMPLATE, JSONATA), Syntax.TEMPLATE, JSONATA, SAMPLE))
                .isEqualTo(Look.NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsTypedWordsStandInOrderAndMarksInside(Syntax syntax) {
        var random = new Random(3);
        var parts = List.of("data", ".", "$sum(", "\"", "{{", "}}", "[", "]", "{", "}", "\\", " ", "1", "한", "😀", ",",
                ":", "\\u00", "`");
        for (int round = 0; round < 1_500; round++) {
            var text = random.ints(random.nextInt(14), 0, parts.size()).mapToObj(parts::get)
                    .collect(Collectors.joining());
            var script = Script.of(text, syntax, JSONATA);
            int end = 0;
            for (var word : script.words()) {
                assertThat(word.start()).as(text).isGreaterThanOrEqualTo(end);
                assertThat(word.end()).as(text).isBetween(word.start() + 1, text.length());
                end = word.end();
            }
            for (var wrong : Look.at(script, syntax, JSONATA, SAMPLE).wrong()) {
                assertThat(wrong.start()).as(text).isBetween(0, wrong.end());
                assertThat(wrong.end()).as(text).isLessThanOrEqualTo(text.length());
            }
        }
    }

    private static String words(String text, Syntax syntax) {
        return Script.of(text, syntax, JSONATA).words().stream()
                .map(word -> word.kind() + " " + text.substring(word.start(), word.end()))
                .collect(Collectors.joining(", "));
    }
}
