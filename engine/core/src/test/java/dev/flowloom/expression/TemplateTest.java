package dev.flowloom.expression;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flowloom.expression.Jsonata.json;
import static dev.flowloom.expression.Jsonata.render;
import static dev.flowloom.expression.Jsonata.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            "{{ data.n }}"                        ¦ 7
            "{{data.n}}"                          ¦ 7
            " {{ data.n }}"                       ¦ " 7"
            "{{ data.n }}{{ data.s }}"            ¦ "7x"
            "{{ data.s }} costs {{ data.list }}!" ¦ "x costs [1,{\\"a\\":\\"\\\\\\"\\"},2.50]!"
            "a{{ data.gone }}b"                   ¦ "ab"
            "{{ data.gone }}"                     ¦ null
            "{{ {\\"a\\": {\\"b\\": data.n}} }}"  ¦ {"a": {"b": 7}}
            "{{ {\\"a\\": {\\"b\\": 1}}}}"        ¦ {"a": {"b": 1}}
            "{{ \\"}}\\" & '{{' }}"               ¦ "}}{{"
            "{{ '{{' }}x"                         ¦ "{{x"
            "{{ $contains(data.s, /\\\\}\\\\}/) }}"       ¦ false
            "{{ data.`}}` }}"                     ¦ 1
            "{{ /* }} */ data.n }}"               ¦ 7
            "a }} b"                              ¦ "a }} b"
            "{ {data.n} }"                        ¦ "{ {data.n} }"
            {"a": ["{{ data.n }}", {"b": "{{ data.s }}"}], "c": 1.50} ¦ {"a": [7, {"b": "x"}], "c": 1.50}
            {"{{ data.s }}": 1}                   ¦ {"{{ data.s }}": 1}
            """)
    void fillsInWhatTheExpressionsGive(String template, String result) throws Exception {
        assertThat(render(template, """
                {"data": {"n": 7, "s": "x", "list": [1, {"a": "\\""}, 2.50], "}}": 1}}"""))
                .isEqualTo(json(result));
    }

    @Test
    void whatHoldsNoExpressionIsNotCopied() throws Exception {
        var literal = json("{\"a\": [1, \"{ }\", {\"b\": null}]}");
        var template = Template.compile(literal, new JsonataLanguage());
        assertThat(template.render(Json.Obj.EMPTY, Jsonata.MOMENT)).isSameAs(literal);
        assertThat(template.isLiteral()).isTrue();
        var mixed = Template.compile(Json.Obj.of("x", literal).with("y", Json.of("{{ 1 }}")), new JsonataLanguage());
        assertThat(((Json.Obj) mixed.render(Json.Obj.EMPTY, Jsonata.MOMENT)).get("x")).isSameAs(literal);
        assertThat(mixed.isLiteral()).isFalse();
    }

    @Test
    void eachExpressionHasChanceOfItsOwn() throws Exception {
        var dice = (Json.Arr) render("[\"{{ $random() }}\", \"{{ $random() }}\"]", "{}");
        assertThat(dice.items().get(0)).isNotEqualTo(dice.items().get(1));
        assertThat(render("[\"{{ $random() }}\", \"{{ $random() }}\"]", "{}")).isEqualTo(dice);
    }

    @Test
    void everyProblemIsFoundWithItsPlace() {
        var value = json("{\"a/b\": [\"ok {{ 1 }}\", \"bad {{ data.) }} and {{ }}\"], \"c\": \"{{ open\"}");
        var review = Template.review(value, new JsonataLanguage());
        assertThat(review.expressions()).extracting(Template.Placed::pointer).containsExactly("/a~1b/0");
        assertThat(review.problems()).extracting(ExpressionException::pointer).containsExactly("/a~1b/1", "/a~1b/1",
                "/c");
        assertThat(review.problems()).extracting(ExpressionException::offset).containsExactly(12, 23, 0);
    }

    @Test
    void compilingSaysTheFirstProblem() {
        var problem = catchThrowableOfType(ExpressionException.class, () -> template("[1, \"x {{ 'abc }}\"]"));
        assertThat(problem.pointer()).isEqualTo("/1");
        assertThat(problem.offset()).isEqualTo(5);
        assertThat(problem.message()).contains("closing quote");
    }

    @Test
    void whatGoesWrongIsPlacedToo() {
        var problem = catchThrowableOfType(ExpressionException.class,
                () -> render("{\"x\": \"abc {{ 1 + $sum('a') }}\"}", "{}"));
        assertThat(problem.pointer()).isEqualTo("/x");
        assertThat(problem.offset()).isEqualTo(11);
    }
}
