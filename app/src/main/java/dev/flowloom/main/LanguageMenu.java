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

/// Lets the user choose the language, in each language's own words. Windows are made in one, so it is spoken from the next
/// start on.
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

    /// @param say tells the user something
    void connect(Settings settings, Consumer<String> say) {
        var group = new ToggleGroup();
        add(tr("That of the system"), null, group, settings, say);
        for (var language : Language.values()) {
            add(language.ownName(), language, group, settings, say);
        }
    }

    private void add(String name, @Nullable Language language, ToggleGroup group, Settings settings,
            Consumer<String> say) {
        var value = language == null ? "" : language.name();
        var item = new RadioMenuItem(name);
        item.setToggleGroup(group);
        item.setSelected(settings.get(SETTING, "").equals(value));
        item.setOnAction(_ -> {
            settings.put(SETTING, value);
            say.accept(tr("Flowloom speaks %s from its next start on.",
                    (language == null ? Language.ofSystem() : language).ownName()));
        });
        menu.getItems().add(item);
    }
}
