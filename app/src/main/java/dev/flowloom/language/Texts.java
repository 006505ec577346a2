package dev.flowloom.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;

import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// What people read, in their language. A text is known by what it says in English, so that code reads as what it does and
/// a text that nobody has translated is still one; see decision 0015. The language is chosen once, before anything is
/// shown.
public final class Texts {
    private static volatile Translations translations = Translations.of(Language.ENGLISH);

    private Texts() {}

    /// Speaks this language from now on. What is shown already stays as it is.
    public static void speak(Language language) {
        translations = Translations.of(language);
    }

    public static Language language() {
        return translations.language;
    }

    /// The text in the present language.
    ///
    /// @param english may hold places for values, as [String#format] has them; the translation has the same
    public static String tr(String english, @Nullable Object... values) {
        var text = translations.getString(english);
        return values.length == 0 ? text : text.formatted(values);
    }

    /// A sentence in the present language, and so are those in it.
    public static String tr(Sentence sentence) {
        return tr(sentence.pattern(), sentence.values().stream()
                .map(value -> value instanceof Sentence inner ? tr(inner) : value).toArray());
    }

    /// What the engine said in English, such as why a run failed, in the present language, as far as it is known there: what other
    /// programs said stays as it is.
    public static String told(String english) {
        return translations.retelling == null ? english : translations.retelling.of(english);
    }

    /// Marks a text that is translated later, when it is shown: such as one that is made before the language is known.
    public static String later(String english) {
        return english;
    }

    /// The texts as FXML asks for them: `%Save` is the text that says "Save" in English.
    public static ResourceBundle bundle() {
        return translations;
    }

    /// All texts that a language has; none for English, which needs no translation.
    static Set<String> known(Language language) {
        return Translations.of(language).texts.stringPropertyNames();
    }

    private static final class Translations extends ResourceBundle {
        private final Language language;
        private final Properties texts;
        /// Null for English.
        private final @Nullable Retelling retelling;

        private Translations(Language language, Properties texts) {
            this.language = language;
            this.texts = texts;
            retelling = texts.isEmpty() ? null : retelling(texts);
        }

        /// Why an expression fails is said in the same sentences as why it can't be compiled, and all end with a full stop.
        private static Retelling retelling(Properties texts) {
            var said = new LinkedHashSet<>(EngineTexts.ALL);
            texts.stringPropertyNames().stream().filter(english -> english.endsWith(".")).sorted().forEach(said::add);
            return new Retelling(said, said.stream().map(english -> texts.getProperty(english, english)).toList());
        }

        static Translations of(Language language) {
            var texts = new Properties();
            var file = "texts_%s.xml".formatted(language.locale().getLanguage());
            try (var in = Texts.class.getResourceAsStream(file)) {
                if (in != null) {
                    texts.loadFromXML(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Translations(language, texts);
        }

        @Override
        protected Object handleGetObject(String english) {
            return texts.getProperty(english, english);
        }

        /// There is no text that nothing can be said for.
        @Override
        public boolean containsKey(String english) {
            return true;
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(texts.stringPropertyNames());
        }
    }
}
