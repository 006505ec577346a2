package dev.flowloom.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "true", "0", "-1.50", "1E+2", "\"\"", "\"a\\\"b\\\\c\\n\\u0001é😀\"",
                    "{\"b\":[1,{\"a\":null}],\"a\":\"x\"}", "\"\\ud800\"",
                    "12345678901234567890.123456789012345678901234567890"})
    void whatIsReadIsPrintedTheSame(String text) throws Exception {
        assertThat(JsonText.compact(JsonText.parse(text))).isEqualTo(text);
        assertThat(JsonText.bytes(JsonText.parse(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void numbersStayExact() throws Exception {
        assertThat(JsonText.parse("[1.0, 1.00, 0.1]")).isEqualTo(Json.Arr.of(new Json.Num(new BigDecimal("1.0")),
                new Json.Num(new BigDecimal("1.00")), new Json.Num(new BigDecimal("0.1"))));
    }

    @Test
    void prettyPutsEachFieldAndItemInALineOfItsOwn() throws Exception {
        var text = """
                {
                  "a": [
                    1,
                    {}
                  ],
                  "b": []
                }""";
        assertThat(JsonText.pretty(JsonText.parse("{\"a\":[1,{}],\"b\":[]}"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `{"a": 1,\n "a": 2}`    | json.duplicate | 2 | 2  | "a" stands twice
            ``                      | json.empty     | 1 | 1  | empty
            `{"a": [1, 2`           | json.syntax    | 1 | 12 | ends before
            `{"a": "x`              | json.syntax    | 1 | 9  | ends before
            `{"a": 1,}`             | json.syntax    | 1 | 9  | field's name in double quotes
            `[1, ]`                 | json.syntax    | 1 | 5  | a value was expected
            `[1 2]`                 | json.syntax    | 1 | 4  | a comma
            `{"a" 1}`               | json.syntax    | 1 | 6  | a colon
            `{'a': 1}`              | json.syntax    | 1 | 2  | double quotes
            `{"a": yes}`            | json.syntax    | 1 | 7  | a value was expected
            `[1}`                   | json.syntax    | 1 | 3  | no bracket of its kind
            `["\\q"]`               | json.syntax    | 1 | 4  | are escapes
            `["a\nb"]`              | json.syntax    | 1 | 4  | bare line break
            `[1.]`                  | json.syntax    | 1 | 3  | the number is not
            `// flow`               | json.syntax    | 1 | 1  | A comment
            `{} {}`                 | json.syntax    | 1 | 4  | after the end
            `NaN`                   | json.syntax    | 1 | 1  | NaN can't stand here: JSON has no such number.
            `{"a":\n -Infinity}`    | json.syntax    | 2 | 2  | -Infinity can't stand here: JSON has no such number.
            `-`                     | json.syntax    | 1 | 1  | - can't stand here: the number is not complete
            `[-`                    | json.syntax    | 1 | 2  | - can't stand here: the number is not complete
            `[-]`                   | json.syntax    | 1 | 3  | ] can't stand here: the number is not complete
            `1e`                    | json.syntax    | 1 | 2  | the number is not complete
            `\\0`                    | json.syntax    | 1 | 1  | The character U+0000 can't stand here: it is no text
            `{}\\0`                  | json.syntax    | 1 | 3  | The character U+0000 can't stand here: it is no text
            `[\\0]`                  | json.syntax    | 1 | 2  | The character U+0000 can't stand here: it is no text
            `["\\0"]`                | json.syntax    | 1 | 3  | The character U+0000 can't stand here
            `["a\\`                  | json.syntax    | 1 | 5  | ends before
            `[1e10001]`             | json.number    | 1 | 2  | too large
            `[1e99999999999]`       | json.number    | 1 | 2  | too large
            """, delimiter = '|')
    void malformedTextGivesItsPlaceAndReason(String text, String code, int line, int column, String reason) {
        var problem = problem(text.replace("\\n", "\n").replace("\\0", "\0").replace("\\\\", "\\"));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).contains(reason);
        assertThat(problem.remedy()).endsWith(".");
        assertThat(problem.place().position()).isEqualTo(new Problem.Position(line, column));
    }

    @Test
    void nestingHasALimit() throws Exception {
        assertThat(JsonText.parse("[".repeat(500) + "]".repeat(500))).isInstanceOf(Json.Arr.class);
        assertThat(problem("[".repeat(501) + "]".repeat(501)).code()).isEqualTo("json.depth");
        assertThat(problem("{\"a\":".repeat(1_000_000)).code()).isEqualTo("json.depth");
    }

    @Test
    void onlyUtf8IsRead() throws Exception {
        var text = "{\"name\": \"né\"}";
        assertThat(JsonText.parse(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))).isEqualTo(JsonText.parse(text));
        assertThat(problem(text.getBytes(StandardCharsets.UTF_16)).message()).contains("UTF-16");
        assertThat(problem(text.getBytes(StandardCharsets.UTF_16LE)).message()).contains("UTF-16");
        assertThat(problem(text.getBytes(java.nio.charset.Charset.forName("UTF-32LE"))).message()).contains("UTF-32");
        assertThat(problem(text.getBytes(java.nio.charset.Charset.forName("UTF-32BE"))).message()).contains("UTF-32");
        var latin = problem(text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.message()).contains("E9").contains("Latin-1");
        assertThat(latin.place().position()).isEqualTo(new Problem.Position(1, 12));
    }

    @Test
    void aCutOffCharacterIsNoUtf8() {
        assertThat(problem(new byte[]{'"', (byte) 0xC3}).code()).isEqualTo("json.encoding");
    }

    private static Problem problem(String text) {
        return catchThrowableOfType(MalformedJson.class, () -> JsonText.parse(text)).problem();
    }

    private static Problem problem(byte[] bytes) {
        return catchThrowableOfType(MalformedJson.class, () -> JsonText.parse(bytes)).problem();
    }
}
