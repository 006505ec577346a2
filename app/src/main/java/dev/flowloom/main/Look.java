package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

import dev.flowloom.files.Settings;

/// Which theme the windows wear: one the user chose, or what the system does.
final class Look {
    private static final String SETTING = "look";

    private final Settings settings;
    private final List<Scene> scenes = new ArrayList<>();

    /// What the user can choose.
    enum Choice { SYSTEM, LIGHT, DARK, CONTRAST }

    Look(Settings settings) {
        this.settings = settings;
        Platform.getPreferences().colorSchemeProperty().addListener(_ -> dressAll());
    }

    Choice choice() {
        var name = settings.get(SETTING, Choice.SYSTEM.name());
        return List.of(Choice.values()).stream().filter(choice -> choice.name().equals(name)).findFirst()
                .orElse(Choice.SYSTEM);
    }

    void choose(Choice choice) {
        settings.put(SETTING, choice.name());
        dressAll();
    }

    void add(Scene scene) {
        scenes.add(scene);
        theme().dress(scene);
    }

    void remove(Scene scene) {
        scenes.remove(scene);
    }

    private void dressAll() {
        scenes.forEach(theme()::dress);
    }

    private Theme theme() {
        return switch (choice()) {
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
            case CONTRAST -> Theme.CONTRAST;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
        };
    }
}
