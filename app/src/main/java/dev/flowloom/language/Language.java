package dev.flowloom.language;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A language the workbench speaks.
public enum Language {
    ENGLISH(Locale.ENGLISH, "English"), KOREAN(Locale.KOREAN, "한국어");

    private final Locale locale;
    private final String name;

    Language(Locale locale, String name) {
        this.locale = locale;
        this.name = name;
    }

    /// What those who speak it call it.
    public String ownName() {
        return name;
    }

    Locale locale() {
        return locale;
    }

    /// The one that the system speaks; English where it speaks another.
    public static Language ofSystem() {
        var system = Locale.getDefault(Locale.Category.DISPLAY).getLanguage();
        return Stream.of(values()).filter(it -> it.locale.getLanguage().equals(system)).findFirst().orElse(ENGLISH);
    }

    /// The one with this name, in capitals as here; empty where there is none.
    public static Optional<Language> named(String name) {
        return Stream.of(values()).filter(it -> it.name().equals(name)).findFirst();
    }
}
