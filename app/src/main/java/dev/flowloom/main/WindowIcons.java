package dev.flowloom.main;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import javafx.scene.image.Image;

/// The program's icon, in the sizes that window managers ask for.
final class WindowIcons {
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256};

    private WindowIcons() {}

    static List<Image> all() {
        return IntStream.of(SIZES).mapToObj(size -> new Image(url(size))).toList();
    }

    static String url(int size) {
        var name = "icons/flowloom-%d.png".formatted(size);
        return Objects.requireNonNull(WindowIcons.class.getResource(name), name).toExternalForm();
    }
}
