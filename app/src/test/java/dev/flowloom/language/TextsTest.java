package dev.flowloom.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Everything that people read can be read in every language.
class TextsTest {
    private static final Pattern IN_JAVA = Pattern.compile("\\b(?:tr|later)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern IN_FXML = Pattern.compile("=\"%([^\"]+)\"");
    private static final Pattern PLACE = Pattern.compile("%[\\d$,.]*[a-z%]");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    @AfterEach
    void speakEnglish() {
        Texts.speak(Language.ENGLISH);
    }

    @Test
    void everyTextOfTheWorkbenchIsTranslated() throws IOException {
        assertThat(Texts.known(Language.KOREAN)).containsAll(used());
    }

    @Test
    void whatStepTypesSayOfThemselvesIsTranslated() {
        try (var types = StepTypes.installed()) {
            var said = new TreeSet<String>();
            types.descriptions().forEach(type -> addAll(type, said));
            assertThat(Texts.known(Language.KOREAN)).containsAll(said);
        }
    }

    @Test
    void nothingIsTranslatedThatNobodySays() throws IOException {
        var said = used();
        try (var types = StepTypes.installed()) {
            types.descriptions().forEach(type -> addAll(type, said));
        }
        assertThat(said).containsAll(Texts.known(Language.KOREAN));
    }

    @Test
    void translationsAreKoreanAndHaveTheSamePlacesForValues() {
        Texts.speak(Language.KOREAN);
        for (var english : Texts.known(Language.KOREAN)) {
            var korean = Texts.tr(english);
            assertThat(HANGUL.matcher(korean).find()).as(english).isTrue();
            assertThat(places(korean)).as(english).isEqualTo(places(english));
        }
    }

    @Test
    void aTextThatNobodyHasTranslatedIsEnglish() {
        Texts.speak(Language.KOREAN);
        assertThat(Texts.tr("Nobody says %s.", "this")).isEqualTo("Nobody says this.");
        assertThat(Texts.bundle().containsKey("Nobody says this.")).isTrue();
        assertThat(Texts.bundle().getString("Nobody says this.")).isEqualTo("Nobody says this.");
    }

    private static SortedSet<String> places(String text) {
        var places = new TreeSet<String>();
        PLACE.matcher(text).results().forEach(found -> places.add(found.group()));
        return places;
    }

    private static SortedSet<String> used() throws IOException {
        var used = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main"))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                var name = file.toString();
                if (name.endsWith(".java")) {
                    found(IN_JAVA, file).map(String::translateEscapes).forEach(used::add);
                } else if (name.endsWith(".fxml")) {
                    found(IN_FXML, file).map(text -> text.replace("&#10;", "\n").replace("&amp;", "&"))
                            .forEach(used::add);
                }
            });
        }
        return used;
    }

    private static Stream<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addAll(StepDescription type, SortedSet<String> said) {
        said.add(type.title());
        said.add(type.help());
        addAll(type.settings(), said);
    }

    private static void addAll(Json schema, SortedSet<String> said) {
        if (schema instanceof Json.Obj(var fields)) {
            fields.forEach((name, value) -> {
                if ((name.equals("title") || name.equals("description")) && value instanceof Json.Str(var text)) {
                    said.add(text);
                } else {
                    addAll(value, said);
                }
            });
        }
    }
}
