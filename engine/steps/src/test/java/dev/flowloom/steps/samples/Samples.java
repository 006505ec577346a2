package dev.flowloom.steps.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;

/// The sample flows and their inputs, where a person finds them.
final class Samples {
    static final Path FOLDER = Path.of("../../flows");
    static final FlowLibrary LIBRARY = new FolderLibrary(FOLDER);

    private Samples() {}

    static List<Path> all() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".flow.json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Flow flow(String name) {
        return diagram(FOLDER.resolve(name + ".flow.json")).flow();
    }

    static Diagram diagram(Path file) {
        var read = DefinitionReader.read(bytes(file));
        if (read.diagram() == null || !read.problems().isEmpty()) {
            throw new IllegalStateException(file + " has problems: " + read.problems());
        }
        return read.diagram();
    }

    static Json.Obj input(String name) {
        try {
            return (Json.Obj) JsonText.parse(bytes(FOLDER.resolve("inputs").resolve(name + ".json")));
        } catch (MalformedJson e) {
            throw new IllegalStateException(name, e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
