package dev.flowloom.canvas;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.paint.Color;

import dev.flowloom.model.Note;

/// The colours of what is painted rather than made of nodes. The style sheet gives each from a theme's tokens, as
/// `-ink-wire: -fl-wire`.
enum Ink {
    PAPER,
    DOT,
    CARD,
    CARD_RIM,
    FRAME,
    TEXT,
    TEXT_SOFT,
    TEXT_FAINT,
    WIRE,
    WIRE_IDLE,
    ACCENT,
    ACCENT_SOFT,
    RUN,
    OK,
    FAIL,
    UNDO,
    SHADOW,
    NOTE_YELLOW,
    NOTE_YELLOW_RIM,
    NOTE_GREEN,
    NOTE_GREEN_RIM,
    NOTE_BLUE,
    NOTE_BLUE_RIM,
    NOTE_RED,
    NOTE_RED_RIM,
    NOTE_VIOLET,
    NOTE_VIOLET_RIM,
    NOTE_GREY,
    NOTE_GREY_RIM,
    TONE_SERVICE,
    TONE_DATABASE,
    TONE_FILE,
    TONE_MESSAGE,
    TONE_DATA,
    TONE_UTILITY,
    TONE_CONTROL;

    /// What icons of a tone are drawn with.
    static Ink of(CardFace.Tone tone) {
        return switch (tone) {
            case SERVICE -> TONE_SERVICE;
            case DATABASE -> TONE_DATABASE;
            case FILE -> TONE_FILE;
            case MESSAGE -> TONE_MESSAGE;
            case DATA -> TONE_DATA;
            case UTILITY -> TONE_UTILITY;
            case CONTROL -> TONE_CONTROL;
        };
    }

    /// What notes of a colour are made of.
    static Ink ground(Note.Color color) {
        return switch (color) {
            case YELLOW -> NOTE_YELLOW;
            case GREEN -> NOTE_GREEN;
            case BLUE -> NOTE_BLUE;
            case RED -> NOTE_RED;
            case VIOLET -> NOTE_VIOLET;
            case GREY -> NOTE_GREY;
        };
    }

    /// The rims of notes of a colour.
    static Ink rim(Note.Color color) {
        return switch (color) {
            case YELLOW -> NOTE_YELLOW_RIM;
            case GREEN -> NOTE_GREEN_RIM;
            case BLUE -> NOTE_BLUE_RIM;
            case RED -> NOTE_RED_RIM;
            case VIOLET -> NOTE_VIOLET_RIM;
            case GREY -> NOTE_GREY_RIM;
        };
    }

    private CssMetaData<FlowCanvas, Color> metaData() {
        var self = this;
        return new CssMetaData<>("-ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-'),
                StyleConverter.getColorConverter(), Color.GRAY) {
            @Override
            public boolean isSettable(FlowCanvas canvas) {
                return true;
            }

            @Override
            public StyleableProperty<Color> getStyleableProperty(FlowCanvas canvas) {
                return canvas.inks().property(self);
            }
        };
    }

    private static final Map<Ink, CssMetaData<FlowCanvas, Color>> META_DATA = new EnumMap<>(Ink.class);

    static {
        for (var ink : values()) {
            META_DATA.put(ink, ink.metaData());
        }
    }

    /// All of them, for the canvas' list of what can be styled.
    static List<CssMetaData<? extends Styleable, ?>> all() {
        return new ArrayList<>(META_DATA.values());
    }

    /// The colours a canvas has at the moment.
    static final class Set {
        private final Map<Ink, StyleableObjectProperty<Color>> colours = new EnumMap<>(Ink.class);

        Set(InvalidationListener whenChanged) {
            META_DATA.forEach((ink, data) -> {
                var property = new SimpleStyleableObjectProperty<>(data, Color.GRAY);
                property.addListener(whenChanged);
                colours.put(ink, property);
            });
        }

        Color of(Ink ink) {
            return property(ink).get();
        }

        StyleableObjectProperty<Color> property(Ink ink) {
            var property = colours.get(ink);
            if (property == null) {
                throw new IllegalStateException("no colour for " + ink);
            }
            return property;
        }
    }
}
