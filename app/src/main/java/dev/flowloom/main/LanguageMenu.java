package dev.flowloom.main;

import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

import dev.flowloom.files.Settings;
import dev.flowloom.language.Language;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Lets the user choose the language, in each language's own words.
public final class LanguageMenu {
    private static final String SETTING = "language";

    @FXML
    private Menu menu;

    @SuppressWarnings("NullAway.Init") // FXML makes it, and the window connects it at once.
    public LanguageMenu() {}

    /// The language that the user chose; that of the system where none was chosen.
    static Language chosen(Settings settings) {
        return Language.named(settings.get(SETTING, "")).orElseGet(Language::ofSystem);
    }

    /// @param speak has all said in a language
    void connect(Settings settings, Consumer<Language> speak) {
        var group = new ToggleGroup();
        add(tr("That of the system"), null, group, settings, speak);
        for (var language : Language.values()) {
            add(language.ownName(), language, group, settings, speak);
        }
    }

    private void add(String name, @Nullable Language language, ToggleGroup group, Settings settings,
            Consumer<Language> speak) {
        var value = language == null ? "" : language.name();
        var item = new RadioMenuItem(name);
        item.setToggleGroup(group);
        item.setSelected(settings.get(SETTING, "").equals(value));
        item.setOnAction(_ -> {
            settings.put(SETTING, value);
            speak.accept(language == null ? Language.ofSystem() : language);
        });
        menu.getItems().add(item);
    }
}
