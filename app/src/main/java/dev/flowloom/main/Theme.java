package dev.flowloom.main;

import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/// The colours of the workbench: a base theme for the controls, and a file with our own tokens on top of it.
public enum Theme {
    LIGHT, DARK, CONTRAST;

    private static final List<String> FONTS = List.of("Pretendard-Regular.otf", "Pretendard-SemiBold.otf",
            "JetBrainsMono-Regular.ttf");

    /// Makes the bundled fonts known to the toolkit.
    public static void loadFonts() {
        for (var font : FONTS) {
            Objects.requireNonNull(Font.loadFont(resource("fonts/" + font), 13), font);
        }
    }

    /// Gives the scene, and every dialog and popup it owns, this theme.
    public void dress(Scene scene) {
        var base = this == LIGHT ? new PrimerLight() : new PrimerDark();
        Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
        scene.getStylesheets().setAll(resource(tokens()), resource("theme/workbench.css"));
    }

    /// The file with the tokens, beside this class.
    String tokens() {
        return "theme/" + switch (this) {
            case LIGHT -> "light";
            case DARK -> "dark";
            case CONTRAST -> "contrast";
        } + ".css";
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }
}
