package dev.flowloom.platform;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UserFoldersTest {
    private static final Path HOME = Path.of("/home/ada").toAbsolutePath();
    private static final Path ELSEWHERE = Path.of("/elsewhere").toAbsolutePath();
    private static final UserFolders ON_LINUX = new UserFolders(HOME.resolve(".config/flowloom"),
            HOME.resolve(".local/share/flowloom"), HOME.resolve(".local/state/flowloom"));

    private static UserFolders of(String system, Map<String, String> environment) {
        return UserFolders.of(system, HOME, environment::get);
    }

    @Test
    void everySystemHasItsOwn() {
        var support = HOME.resolve("Library/Application Support/Flowloom");
        var local = HOME.resolve("AppData/Local/Flowloom");

        assertThat(of("Linux", Map.of())).isEqualTo(ON_LINUX);
        assertThat(of("Mac OS X", Map.of())).isEqualTo(new UserFolders(support, support, support));
        assertThat(of("Windows 11", Map.of()))
                .isEqualTo(new UserFolders(HOME.resolve("AppData/Roaming/Flowloom"), local, local));
    }

    @Test
    void theEnvironmentMayNameOthers() {
        assertThat(of("Linux", Map.of("XDG_DATA_HOME", ELSEWHERE.toString())).data())
                .isEqualTo(ELSEWHERE.resolve("flowloom"));
        assertThat(of("Linux", Map.of("XDG_CONFIG_HOME", ELSEWHERE.toString())).settings())
                .isEqualTo(ELSEWHERE.resolve("flowloom"));
        assertThat(of("Windows 11", Map.of("LOCALAPPDATA", ELSEWHERE.toString())).data())
                .isEqualTo(ELSEWHERE.resolve("Flowloom"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "relative"})
    void whatIsNoAbsolutePathNamesNone(String value) {
        assertThat(of("Linux", Map.of("XDG_CONFIG_HOME", value, "XDG_DATA_HOME", value, "XDG_STATE_HOME", value)))
                .isEqualTo(ON_LINUX);
    }
}
