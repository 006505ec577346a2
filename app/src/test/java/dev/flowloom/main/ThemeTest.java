package dev.flowloom.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

import dev.flowloom.model.Note;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ThemeTest {
    private static final Pattern TOKEN = Pattern.compile("(-fl-[a-z-]+):\\s*([^;]+);");
    private static final List<String> CATEGORIES = List.of("service", "database", "file", "message", "data", "utility",
            "control");
    private static final List<String> WORDS = List.of("text", "number", "keyword", "function", "name", "field",
            "comment");
    private static final List<String> STATES = List.of("run", "ok", "fail", "undo");

    @ParameterizedTest
    @EnumSource
    void textReachesFourAndAHalfToOne(Theme theme) {
        var tokens = tokens(theme);
        for (var ground : List.of("paper", "chrome", "card")) {
            assertContrast(tokens, "ink", ground, 4.5);
            assertContrast(tokens, "ink-soft", ground, 4.5);
            assertContrast(tokens, "accent", ground, 4.5);
            STATES.forEach(state -> assertContrast(tokens, state, ground, 4.5));
            WORDS.forEach(word -> assertContrast(tokens, "word-" + word, ground, 4.5));
        }
        assertContrast(tokens, "on-accent", "accent", 4.5);
        STATES.forEach(state -> assertContrast(tokens, state, state + "-soft", 4.5));
        STATES.forEach(state -> assertContrast(tokens, "on-state", state, 4.5));
        CATEGORIES.forEach(category -> assertContrast(tokens, category, category + "-soft", 4.5));
        for (var color : Note.Color.values()) {
            assertContrast(tokens, "ink", "note-" + color.name().toLowerCase(Locale.ROOT), 4.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksReachThreeToOne(Theme theme) {
        var tokens = tokens(theme);
        assertContrast(tokens, "wire", "paper", 3);
        assertContrast(tokens, "ink-faint", "card", 3);
    }

    @Test
    void allThemesDefineTheSameTokens() {
        assertThat(tokens(Theme.DARK).keySet()).isEqualTo(tokens(Theme.LIGHT).keySet());
        assertThat(tokens(Theme.CONTRAST).keySet()).isEqualTo(tokens(Theme.LIGHT).keySet());
    }

    private static void assertContrast(Map<String, String> tokens, String mark, String ground, double least) {
        assertThat(Contrast.of(colour(tokens, mark), colour(tokens, ground))).as("%s on %s", mark, ground)
                .isGreaterThanOrEqualTo(least);
    }

    private static Color colour(Map<String, String> tokens, String name) {
        return Color.web(Objects.requireNonNull(tokens.get("-fl-" + name), name));
    }

    private static Map<String, String> tokens(Theme theme) {
        try (var in = Objects.requireNonNull(ThemeTest.class.getResourceAsStream(theme.tokens()))) {
            var tokens = new TreeMap<String, String>();
            TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).results()
                    .forEach(m -> tokens.put(m.group(1), m.group(2)));
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
