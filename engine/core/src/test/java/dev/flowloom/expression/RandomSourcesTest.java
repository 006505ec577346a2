package dev.flowloom.expression;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is typed: an [ExpressionException] or a value, in bounded time, and the same again.
class RandomSourcesTest {
    private static final int SOURCES = 4_000;
    private static final List<String> WORDS = List.of("data", "steps", ".", "[", "]", "{", "}", "(", ")", "}}", "{{",
            "\"a\"", "'", "\"", "`", "`x y`", "/", "/a+/", "/(a*)*b/", "/*", "*/", "*", "**", "%", "+", "-", "1", "0",
            "2.5", "1e9", "1e400", "=", "!=", "<", ":=", ":", ";", ",", "?", "?:", "??", "~>", "^", "^(", "@$a", "#$i",
            "$", "$$", "$x", "$f", "function($x){", "λ($x){$f($x)}", "$f(", "and", "or", "in", "true", "null", "..",
            "[1..999]", "|", "&", "!", "~", "\\", "\\u12", " ", "\n", "😀", "\uE000", "$\uE000", "\0", "$string(",
            "$map(", "$reduce(", "$sort(", "$pad(", "$match(", "$replace(", "$split(", "$join(", "$number(", "$round(",
            "$fromMillis(", "$toMillis(", "$formatNumber(", "$formatInteger(", "$formatBase(", "$parseInteger(",
            "$eval(", "$each(", "$sift(", "$zip(", "$merge(", "$spread(", "$distinct(", "$clone(", "$error(",
            "$base64decode(", "$decodeUrl(", "$encodeUrl(", "$shuffle(", "$substring(", "$lookup(", "$random()",
            "$now(", "\"[Y0001]\"", "\"#,##0\"");
    private static final Json.Obj CONTEXT = (Json.Obj) Jsonata.json("""
            {"data": {"items": [{"a": 1, "b": "x"}, {"a": 2.5, "b": null}], "text": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
                      "empty": [], "truth": true}, "steps": {"x": {"n": -1}}}""");

    @Test
    void noSourceHangsOrBreaks() {
        long seed = new Random().nextLong();
        for (int n = 0; n < SOURCES; n++) {
            tryOut(seed + n);
        }
    }

    private static void tryOut(long seed) {
        var source = source(new Random(seed));
        var description = "seed %dL: %s".formatted(seed, source);
        try {
            assertThat(outcome(source)).as(description).isEqualTo(outcome(source));
        } catch (RuntimeException | Error e) {
            throw new AssertionError(description, e);
        }
    }

    /// A value's text, or what is said instead.
    private static String outcome(String source) {
        try {
            return Jsonata.compile(source).evaluate(CONTEXT, Jsonata.MOMENT).toString();
        } catch (ExpressionException e) {
            assertThat(e.message()).isNotBlank();
            assertThat(e.offset()).isBetween(-1, source.length());
            return e.message();
        }
    }

    private static String source(RandomGenerator random) {
        var source = new StringBuilder();
        for (int words = random.nextInt(1, 15); words > 0; words--) {
            source.append(random.nextInt(20) == 0
                    ? Character.toString(random.nextInt(0x20, 0x2FF))
                    : WORDS.get(random.nextInt(WORDS.size())));
        }
        return source.toString();
    }

    @Test
    void noTemplateHangsOrBreaks() {
        long seed = new Random().nextLong();
        for (int n = 0; n < SOURCES; n++) {
            var text = source(new Random(seed + n)) + "{{" + source(new Random(seed - n)) + "}}";
            var review = Template.review(Json.of(text), new JsonataLanguage());
            assertThat(review.problems()).as("seed %dL: %s", seed + n, text)
                    .allSatisfy(problem -> assertThat(problem.offset()).isBetween(0, text.length()));
        }
    }
}
