package dev.flowloom.main;

import javafx.scene.paint.Color;

/// The contrast of two colours as WCAG 2 defines it.
final class Contrast {
    private Contrast() {}

    /// From 1, for the same colour, to 21.
    static double of(Color a, Color b) {
        return (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
