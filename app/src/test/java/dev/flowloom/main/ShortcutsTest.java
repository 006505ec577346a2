package dev.flowloom.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.ModifierValue;

import dev.flowloom.main.Shortcuts.Line;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShortcutsTest {
    private static final Pattern ACCELERATOR = Pattern.compile("accelerator=\"([^\"]+)\"");

    @Test
    void keysAreNamedAsThePlatformNamesThem() {
        for (var keys : List.of("Shortcut+G", "Shortcut+Shift+G", "Alt+X", "Shift+F5", "Ctrl+Tab")) {
            var combination = KeyCombination.valueOf(keys);
            assertThat(Shortcuts.display(combination)).isEqualTo(combination.getDisplayText());
        }
        assertThat(Shortcuts.display(KeyCombination.valueOf("Shift+Enter"))).endsWith("Enter");
        assertThat(Shortcuts.display(KeyCombination.valueOf("Esc"))).isEqualTo("Esc");
    }

    @Test
    void theHelpNamesNoKeyThatOnlySomePlatformsHave() {
        assertThat(Shortcuts.HELP).allSatisfy(line -> assertThat(line.words()).doesNotContain("Ctrl", "Cmd"));
        var zoom = Shortcuts.HELP.get(1).how();
        assertThat(zoom).startsWith(KeyCombination.valueOf("Shortcut+A").getDisplayText().charAt(0) + "")
                .endsWith("+wheel, + and −");
    }

    @Test
    void aShortcutInTheHelpIsThatOfAMenuOrOfADeed() throws IOException {
        var there = new TreeSet<String>();
        for (var menu : List.of("menus.fxml", "arrange-menu.fxml")) {
            ACCELERATOR.matcher(text(menu)).results()
                    .map(found -> Shortcuts.display(KeyCombination.valueOf(found.group(1)))).forEach(there::add);
        }
        deeds().map(Shortcuts::display).forEach(there::add);
        assertThat(Shortcuts.HELP.stream().map(Line::keys).flatMap(List::stream)
                .filter(keys -> keys.getShortcut() == ModifierValue.DOWN).map(Shortcuts::display)).isSubsetOf(there);
    }

    @Test
    void everyDeedHasKeysOfItsOwn() {
        assertThat(deeds().map(Shortcuts::display)).doesNotHaveDuplicates();
    }

    private static Stream<KeyCombination> deeds() {
        return Arrays.stream(Shortcuts.Deed.values()).map(Shortcuts.Deed::combination);
    }

    private static String text(String resource) throws IOException {
        try (var in = Objects.requireNonNull(Shortcuts.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
