package dev.flowloom.files;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserPlacesTest {
    private static final Path HOME = Path.of("/home/ada").toAbsolutePath();

    @Test
    void linuxFollowsTheXdgRules() {
        assertThat(UserPlaces.of("Linux", Map.of(), HOME))
                .isEqualTo(new UserPlaces(HOME.resolve(".config/flowloom"), HOME.resolve(".local/state/flowloom")));
        var elsewhere = Path.of("/elsewhere").toAbsolutePath();
        assertThat(UserPlaces.of("Linux", Map.of("XDG_CONFIG_HOME", elsewhere.toString()), HOME).settings())
                .isEqualTo(elsewhere.resolve("flowloom"));
        assertThat(UserPlaces.of("Linux", Map.of("XDG_CONFIG_HOME", "relative"), HOME).settings())
                .isEqualTo(HOME.resolve(".config/flowloom"));
    }

    @Test
    void windowsAndMacHaveTheirOwn() {
        assertThat(UserPlaces.of("Windows 11", Map.of(), HOME).settings())
                .isEqualTo(HOME.resolve("AppData/Roaming/Flowloom"));
        assertThat(UserPlaces.of("Mac OS X", Map.of(), HOME).state())
                .isEqualTo(HOME.resolve("Library/Application Support/Flowloom"));
    }
}
