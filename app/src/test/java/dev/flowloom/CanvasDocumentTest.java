package dev.flowloom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docs/canvas.md` says is tested.
class CanvasDocumentTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
    private static final Path ROOT = Path.of("..");

    @Test
    void eachTestThatIsNamedThereExists() throws IOException {
        var missing = new ArrayList<String>();
        var named = TEST.matcher(Files.readString(ROOT.resolve("docs/canvas.md")));
        int count = 0;
        while (named.find()) {
            count++;
            var source = source(named.group(1));
            if (source.isEmpty()
                    || (named.group(2) != null && !source.contains("void " + named.group(2) + "("))) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(100);
    }

    private static String source(String test) throws IOException {
        for (var module : new String[]{"app", "engine/core"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
                if (found.isPresent()) {
                    return Files.readString(found.get());
                }
            }
        }
        return "";
    }
}
