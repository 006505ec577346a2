package dev.flowloom.steps;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import dev.flowloom.model.Json;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docs/add-a-step-type.md` shows compiles, and is found in a jar on the class path.
class AddAStepTypeTest {
    private static final Pattern FILE = Pattern.compile("`src/main/(?:java|resources)/(\\S+)`:\n\n```\\w*\n(.*?)\n```",
            Pattern.DOTALL);

    @Test
    void aStepTypeInAJarOnTheClassPathIsFoundAndRuns(@TempDir Path folder) throws Exception {
        var jar = pack(folder, compile(write(folder)));
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(new URL[]{jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            try (var types = StepTypes.installed()) {
                assertThat(types.descriptions()).extracting(type -> type.type()).contains("example.digest",
                        "http.request");
                var digest = types.find("example.digest");
                assertThat(digest).isNotNull();
                if (digest != null) {
                    assertThat(Calls.run(digest, "{'text': 'abc', 'length': 8}")).isEqualTo(Json.of("ba7816bf"));
                    assertThat(Calls.failure(digest, "{'text': ''}").message()).contains("\"text\" is empty");
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<Path> write(Path folder) throws IOException {
        var document = Files.readString(Path.of("../../docs/add-a-step-type.md")).replace("\r\n", "\n");
        var files = FILE.matcher(document);
        while (files.find()) {
            var file = folder.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, files.group(2) + "\n");
        }
        return files(folder);
    }

    private static List<Path> compile(List<Path> files) throws IOException {
        var sources = files.stream().filter(file -> file.toString().endsWith(".java")).map(Path::toString).toList();
        assertThat(sources).hasSize(1);
        var messages = new StringWriter();
        var options = List.of("--release", "25", "-proc:none", "-cp", System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = compiler.getTask(messages, manager, null, options, null,
                    manager.getJavaFileObjectsFromStrings(sources));
            assertThat(task.call()).as(messages.toString()).isTrue();
        }
        return files;
    }

    private static Path pack(Path folder, List<Path> sources) throws IOException {
        var jar = folder.resolve("example.jar");
        var packed = files(folder);
        packed.removeIf(file -> file.toString().endsWith(".java"));
        assertThat(packed).hasSize(sources.size());
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : packed) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
