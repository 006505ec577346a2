package dev.flowloom.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsPutIsThereAtTheNextStart() throws Exception {
        var first = settings();
        first.put("theme", "dark");
        first.put("odd", " a = b: #! \\ 한글\nsecond line");
        first.put("width", 240.5);
        first.addRecent(folder.resolve("주문 처리.flow.json"));
        first.save();

        var second = settings();
        assertThat(second.get("theme", "light")).isEqualTo("dark");
        assertThat(second.get("odd", "")).isEqualTo(" a = b: #! \\ 한글\nsecond line");
        assertThat(second.get("width", 0.0)).isEqualTo(240.5);
        assertThat(second.recent()).containsExactly(folder.resolve("주문 처리.flow.json"));
    }

    @Test
    void damagedSettingsCountAsNone() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/settings.properties"), "theme=\\uZZZZ");
        assertThat(settings().get("theme", "light")).isEqualTo("light");
    }

    @Test
    void aFileOpenedAgainMovesToTheTopAndTheOldestGo() {
        var settings = settings();
        IntStream.range(0, 20).forEach(i -> settings.addRecent(folder.resolve("f" + i)));
        settings.addRecent(folder.resolve("f15"));
        assertThat(settings.recent()).hasSize(12).startsWith(folder.resolve("f15"), folder.resolve("f19"))
                .doesNotHaveDuplicates();
    }

    private Settings settings() {
        return new Settings(folder.resolve("config/settings.properties"), new Disk());
    }
}
