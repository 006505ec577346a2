package dev.flowloom.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Everything that people read can be read in every language.
class TextsTest {
    private static final String LITERAL = "\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern IN_JAVA = Pattern.compile("\\b(?:tr|later)" + LITERAL);
    /// What problems say. It is made in the engine as well as in the workbench.
    private static final Pattern SENTENCE = Pattern.compile("\\bSentence\\s*\\.of" + LITERAL + "\\s*[,)]");
    private static final Pattern ANY_SENTENCE = Pattern.compile("\\bSentence\\s*(?:\\.|::)\\s*of\\b");
    private static final Pattern IN_FXML = Pattern.compile("=\"%([^\"]+)\"");
    private static final Pattern PLACE = Pattern.compile("%(?:(\\d+)\\$)?([\\d,.]*[a-zA-Z%])");
    /// The parts of the engine whose problems the workbench shows.
    private static final List<String> ENGINE = List.of("core", "embedded", "steps");
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
            addAll(types, said);
            assertThat(Texts.known(Language.KOREAN)).containsAll(said);
        }
    }

    @Test
    void nothingIsTranslatedThatNobodySays() throws IOException {
        var said = used();
        try (var types = StepTypes.installed()) {
            addAll(types, said);
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
    void sentencesStandWholeWhereTheyAreSaid() throws IOException {
        var sources = new ArrayList<>(files(Path.of("src", "main", "java")));
        sources.addAll(engine());
        for (var file : sources) {
            var text = Files.readString(file);
            assertThat(SENTENCE.matcher(text).results().count()).as(file.toString())
                    .isEqualTo(ANY_SENTENCE.matcher(text).results().count());
        }
    }

    @Test
    void sentencesAreTranslatedWithThoseInThem() {
        Texts.speak(Language.KOREAN);
        var sentence = Sentence.of("\"%s\" must be %s, but is %s.", "name", Sentence.of("a text"), 5);
        assertThat(Texts.tr(sentence)).isEqualTo("\"name\"에 필요한 것은 텍스트인데 지금은 5입니다.");
        assertThat(sentence).hasToString("\"name\" must be a text, but is 5.");
    }

    @Test
    void whatIsSaidByOthersStaysAsItIs() {
        Texts.speak(Language.KOREAN);
        assertThat(Texts.tr(Sentence.verbatim("100% of %s"))).isEqualTo("100% of %s");
        assertThat(Texts.tr(Sentence.listed(List.of("b", Sentence.of("a list"))))).isEqualTo("b, 목록");
    }

    @Test
    void aTextThatNobodyHasTranslatedIsEnglish() {
        Texts.speak(Language.KOREAN);
        assertThat(Texts.tr("Nobody says %s.", "this")).isEqualTo("Nobody says this.");
        assertThat(Texts.bundle().containsKey("Nobody says this.")).isTrue();
        assertThat(Texts.bundle().getString("Nobody says this.")).isEqualTo("Nobody says this.");
    }

    /// How each value is put in, by its number: a translation may have them in another order.
    private static SortedMap<Integer, String> places(String text) {
        var places = new TreeMap<Integer, String>();
        int next = 1;
        for (var found : PLACE.matcher(text).results().toList()) {
            int number = found.group(1) == null ? next++ : Integer.parseInt(found.group(1));
            places.put(number, found.group(2));
        }
        return places;
    }

    private static SortedSet<String> used() throws IOException {
        var used = new TreeSet<String>();
        for (var file : files(Path.of("src/main"))) {
            if (file.toString().endsWith(".java")) {
                found(IN_JAVA, file).map(String::translateEscapes).forEach(used::add);
                found(SENTENCE, file).map(String::translateEscapes).forEach(used::add);
            } else if (file.toString().endsWith(".fxml")) {
                found(IN_FXML, file).map(text -> text.replace("&#10;", "\n").replace("&amp;", "&"))
                        .forEach(used::add);
            }
        }
        for (var file : engine()) {
            found(SENTENCE, file).map(String::translateEscapes).forEach(used::add);
        }
        return used;
    }

    private static List<Path> engine() throws IOException {
        var sources = new ArrayList<Path>();
        for (var part : ENGINE) {
            sources.addAll(files(Path.of("..", "engine", part, "src", "main", "java")));
        }
        return sources;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Stream<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addAll(StepTypes types, SortedSet<String> said) {
        types.descriptions().forEach(type -> addAll(type, said));
        types.sources().forEach(source -> {
            addAll(source, said);
            // Words stand in it, and not settings alone.
            said.add(source.summary());
        });
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
