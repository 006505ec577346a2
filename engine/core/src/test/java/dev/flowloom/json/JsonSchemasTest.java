package dev.flowloom.json;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.flowloom.json.CompiledSchema.Violation;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

@Isolated
class JsonSchemasTest {
    private static final String ORDER = """
            {"type": "object", "required": ["id"], "additionalProperties": false,
             "properties": {
               "id": {"type": "string", "minLength": 3},
               "amount": {"type": "number", "minimum": 0},
               "count": {"type": "integer"},
               "a/b": {"enum": ["x", "y"]},
               "wait": {"type": "string", "format": "duration"},
               "mail": {"type": "string", "format": "email"},
               "at": {"type": "string", "format": "date-time"},
               "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
             "$defs": {"line": {"type": "object", "required": ["sku"]}}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\": \"abc\"}", "{\"id\": \"abc\", \"amount\": 1e400, \"count\": 1.0}",
                    "{\"id\": \"abc\", \"count\": 123456789012345678901234567890, \"mail\": \"me@intranet\"}",
                    "{\"id\": \"abc\", \"lines\": [{\"sku\": 1}], \"at\": \"2026-01-01T00:00:00Z\"}"})
    void aValueThatMeetsTheSchemaHasNoViolations(String value) throws Exception {
        assertThat(check(ORDER, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock = """
                    {}                                     | ``           | required             | "id" is missing.
                    5                                      | ``           | type                 | The value must be of type object, but is integer.
                    {"id": "abc", "amount": "5"}           | /amount      | type                 | "amount" must be of type number, but is string.
                    {"id": "abc", "amount": -1}            | /amount      | minimum              | "amount" must have a minimum value of 0.
                    {"id": "abc", "count": 1.5}            | /count       | type                 | "count" must be of type integer, but is number.
                    {"id": "abc", "a/b": "z"}              | /a~1b        | enum                 | "a/b" must be one of ["x", "y"].
                    {"id": "abc", "colour": 1}             | /colour      | additionalProperties | "colour" is not known here.
                    {"id": "abc", "wait": "30"}            | /wait        | format               | "wait" must be a duration such as PT30S.
                    {"id": "ab"}                           | /id          | minLength            | "id" must be at least 3 characters long.
                    {"id": "abc", "lines": [{"sku": 1},{}]} | /lines/1    | required             | "sku" is missing.
                    """)
    void aViolationSaysWhereAndWhat(String value, String pointer, String keyword, String message) throws Exception {
        assertThat(check(ORDER, value))
                .extracting(Violation::pointer, Violation::keyword, Violation::message)
                .containsExactly(tuple(pointer == null ? "" : pointer, keyword, message));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock = """
                    {"maximum": 1000}               | 2000      | %s must have a maximum value of %s.
                    {"exclusiveMinimum": 0}         | 0         | %s must have an exclusive minimum value of %s.
                    {"exclusiveMaximum": 9}         | 9         | %s must have an exclusive maximum value of %s.
                    {"multipleOf": 2}               | 3         | %s must be multiple of %s.
                    {"minLength": 2}                | "a"       | %s must be at least %s characters long.
                    {"maxLength": 2}                | "abc"     | %s must be at most %s characters long.
                    {"pattern": "^a{1,2}$"}         | "b"       | %s does not match the regex pattern %s.
                    {"minItems": 1}                 | []        | %s must have at least %s items but found %s.
                    {"maxItems": 1}                 | [1, 2]    | %s must have at most %s items but found %s.
                    {"uniqueItems": true}           | [1, 1]    | %s must have only unique items in the array.
                    {"minProperties": 1}            | {}        | %s must have at least %s properties.
                    {"maxProperties": 0}            | {"a": 1}  | %s must have at most %s properties.
                    {"const": "x"}                  | "y"       | %s must be the constant value '%s'.
                    """)
    void whatTheValidatorSaysOftenIsASentenceOfOurOwn(String schema, String value, String pattern) throws Exception {
        var sentence = check(schema, value).getFirst().sentence();
        assertThat(sentence.pattern()).isEqualTo(pattern);
        assertThat(sentence.english()).isEqualTo("The value %s.".formatted(validated(schema, value)));
    }

    @Test
    void allViolationsAreFoundAtOnce() throws Exception {
        assertThat(check(ORDER, "{\"amount\": -1, \"count\": \"x\", \"a/b\": 0}")).hasSize(4);
    }

    @Test
    void messagesAreEnglishWhateverTheMachineSpeaks() throws Exception {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREAN);
            assertThat(check("{\"maximum\": 3}", "4").getFirst().message())
                    .isEqualTo("The value must have a maximum value of 3.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\": \"text\"}", "{\"type\": 5}", "{\"properties\": []}", "{\"pattern\": \"(\"}",
                    "{\"$ref\": \"#/$defs/missing\"}", "{\"$ref\": \"http://127.0.0.1:9/schema\"}",
                    "{\"$ref\": \"file:///etc/hosts\"}", "{\"$ref\": \"classpath:/META-INF/MANIFEST.MF\"}",
                    "{\"pattern\": \"((){2000000000}){2000000000}b\"}", "{\"$dynamicRef\": \"#x\"}",
                    "{\"$ref\": \"#\"}",
                    "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}", "{\"required\": \"id\"}"})
    void aBrokenSchemaIsExplained(String schema) throws Exception {
        var value = (Json.Obj) JsonText.parse(schema);
        var broken = catchThrowableOfType(BrokenSchema.class, () -> JsonSchemas.compile(value));
        assertThat(broken).isNotNull();
        assertThat(broken.message()).contains("JSON Schema").doesNotContain("java.", "Exception", "\n");
    }

    @Test
    void aSchemaThatRefersToItselfWithoutEndForSomeValuesIsNotMetByThem() throws Exception {
        assertThat(check("{\"if\": {\"type\": \"number\"}, \"then\": {\"$ref\": \"#\"}}", "1"))
                .extracting(Violation::keyword).containsExactly("$ref");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"pattern\": \"^(.*a){25}$\"}", "{\"pattern\": \"^(a+)+\\\\1b$\"}",
                    "{\"not\": {\"pattern\": \"^(.*a){25}$\"}}",
                    "{\"anyOf\": [false, {\"pattern\": \"^(.*a){25}$\"}]}"})
    void aRegularExpressionThatSearchesForEverIsGivenUp(String schema) throws Exception {
        assertThat(check(schema, "\"" + "a".repeat(40) + "!\"")).singleElement().satisfies(violation -> {
            assertThat(violation.keyword()).isEqualTo("pattern");
            assertThat(violation.message()).startsWith("The text can't be checked").contains("50,000,000",
                    "shorter text");
        });
    }

    @Test
    void aRegularExpressionThatSearchesForEverInNamesIsGivenUp() throws Exception {
        var value = "{\"ok\": 1, \"" + "a".repeat(40) + "!\": 1}";
        assertThat(check("{\"patternProperties\": {\"^(.*a){25}$\": false}}", value))
                .extracting(Violation::pointer).containsExactly("/" + "a".repeat(40) + "!");
        assertThat(check("{\"propertyNames\": {\"pattern\": \"^(.*a){25}$\"}}", value))
                .extracting(Violation::keyword).containsExactly("pattern");
    }

    @Test
    void whereARegularExpressionIsGivenUpIsTold() throws Exception {
        assertThat(check("{\"properties\": {\"a/b\": {\"items\": {\"pattern\": \"^(.*a){25}$\"}}}}",
                "{\"c\": [1], \"a/b\": [\"b\", \"" + "a".repeat(40) + "!\"]}"))
                .extracting(Violation::pointer).containsExactly("/a~1b/1");
    }

    @Test
    void aRegularExpressionThatRepeatsAGroupTooOftenIsNotTakenForASchemaThatRefersToItself() throws Exception {
        assertThat(check("{\"pattern\": \"^(a|b)*$\"}", "\"" + "a".repeat(1_000_000) + "\""))
                .singleElement().satisfies(violation -> assertThat(violation.message())
                        .contains("the regular expression ^(a|b)*$: that repeats a group too often"));
    }

    @Test
    void aLargeValueIsCheckedAgainstARegularExpressionToItsEnd() throws Exception {
        var texts = ("\"" + "x".repeat(1000) + "\", ").repeat(10_000);
        assertThat(check("{\"items\": {\"pattern\": \"^[a-z]+$\"}}", "[" + texts + "\"y\"]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"allOf\": [%1$s, %1$s]}",
                    "{\"if\": {\"type\": \"object\"}, \"then\": {\"anyOf\": [%1$s, %1$s]}}",
                    "{\"properties\": {\"a\": {\"not\": %1$s, \"dependentSchemas\": {\"b\": %1$s}}}, \"not\": %1$s, \"else\": %1$s}"})
    void aSchemaWhosePartsReferTwiceToTheNextIsRefused(String part) throws Exception {
        var schema = (Json.Obj) JsonText.parse(chain(part, "{}"));
        assertThat(catchThrowableOfType(BrokenSchema.class, () -> JsonSchemas.compile(schema)).message())
                .startsWith("The JSON Schema can't be used: the part at \"#").contains("more than 100,000 parts");
    }

    @Test
    void aSchemaWhosePartsReferTwiceToTheNextForPartsOfTheValueIsUsed() throws Exception {
        assertThat(check(chain("{\"properties\": {\"a\": %1$s, \"b\": %1$s}}", "{\"type\": \"string\"}"),
                nested("1", 30))).hasSize(1);
    }

    @Test
    void aSchemaThatRefersTwiceToItselfIsGivenUpForDeepData() throws Exception {
        var schema = "{\"properties\": {\"a\": {\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}%s}";
        assertThat(check(schema.formatted(""), nested("1", 6))).isEmpty();
        assertThat(check(schema.formatted(""), nested("1", 60))).singleElement()
                .satisfies(violation -> assertThat(violation.message()).startsWith("The check takes too long"));
        assertThat(check(schema.formatted(", \"type\": \"object\""), nested("1", 30))).singleElement()
                .satisfies(violation -> assertThat(violation.message()).startsWith("More than 100,000 things"));
    }

    private static String chain(String part, String last) {
        var parts = IntStream.range(0, 30)
                .mapToObj(index -> "\"n%d\": %s, ".formatted(index,
                        part.formatted("{\"$ref\": \"#/$defs/n%d\"}".formatted(index + 1))))
                .collect(Collectors.joining());
        return "{\"$ref\": \"#/$defs/n0\", \"$defs\": {" + parts + "\"n30\": " + last + "}}";
    }

    private static String nested(String value, int levels) {
        return "{\"a\": ".repeat(levels) + value + "}".repeat(levels);
    }

    private static String validated(String schema, String value) throws Exception {
        var config = SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        var registry = SchemaRegistry.withDialect(Dialects.getDraft202012(), it -> it.schemaRegistryConfig(config));
        return registry.getSchema(SchemaLocation.of("urn:test"), JsonTrees.of(JsonText.parse(schema)))
                .validate(JsonTrees.of(JsonText.parse(value))).getFirst().getMessage();
    }

    private static List<Violation> check(String schema, String value) throws Exception {
        return JsonSchemas.compile((Json.Obj) JsonText.parse(schema)).check(JsonText.parse(value));
    }
}
