package dev.flowloom.main;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.flowloom.files.FlowDesk;
import dev.flowloom.input.InputCheck;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.panels.run.RunInput;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The flows there are to begin with, and the inputs there are to try a flow with.
final class Samples {
    private static final String FLOW = "sample/order-processing.flow.json";
    private static final String INPUTS = "inputs";
    private static final String JSON = ".json";
    private static final long LARGEST_INPUT = 1024 * 1024;

    private Samples() {}

    static Diagram empty() {
        return new Diagram(Flow.of(FlowDesk.NO_ID, "", Graph.EMPTY), Layout.EMPTY);
    }

    /// The sample order flow.
    static Diagram order() {
        var diagram = DefinitionReader.read(orderBytes()).diagram();
        if (diagram == null) {
            throw new IllegalStateException("the sample can't be read");
        }
        return diagram;
    }

    /// The sample order flow, as it is written.
    static byte[] orderBytes() {
        return resource(FLOW);
    }

    /// The sample's file, where Flowloom was started from its sources; null elsewhere.
    static @Nullable Path orderFile() {
        var folder = System.getProperty("flowloom.samples");
        var file = folder == null ? null : Path.of(folder, String.valueOf(Path.of(FLOW).getFileName()));
        return file != null && Files.isRegularFile(file) ? file : null;
    }

    /// The inputs for a flow: those that lie beside its file and meet its schema, by their names; for the sample, its own. Where there
    /// are none, the examples of its schema, or an input to be filled in. Reads files.
    static List<RunInput> inputs(Flow flow, @Nullable Path file) {
        var found = file != null ? beside(flow, file) : ofTheSample(flow);
        return found.isEmpty() ? InputSkeleton.of(flow.inputSchema()) : found;
    }

    private static List<RunInput> ofTheSample(Flow flow) {
        return flow.id().equals(order().flow().id())
                ? List.of(new RunInput(tr("Order"), json("sample/inputs/order.json")),
                        new RunInput(tr("Order declined"), json("sample/inputs/order-declined.json")))
                : List.of();
    }

    private static List<RunInput> beside(Flow flow, Path file) {
        var folder = file.toAbsolutePath().resolveSibling(INPUTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var found = new ArrayList<RunInput>();
            for (var candidate : files.filter(f -> isNamedJson(String.valueOf(f.getFileName())))
                    .sorted(Comparator.comparing(Samples::title)).toList()) {
                var value = read(candidate);
                if (value != null && InputCheck.check(flow, value).isEmpty()) {
                    found.add(new RunInput(title(candidate), value));
                }
            }
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static @Nullable Json read(Path file) {
        try {
            return Files.size(file) > LARGEST_INPUT ? null : JsonText.parse(Files.readAllBytes(file));
        } catch (IOException | MalformedJson e) {
            return null;
        }
    }

    private static boolean isNamedJson(String name) {
        return name.endsWith(JSON) && name.length() > JSON.length();
    }

    private static String title(Path file) {
        var name = String.valueOf(file.getFileName());
        var words = name.substring(0, name.length() - JSON.length()).replace('-', ' ').replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Json json(String name) {
        try {
            return JsonText.parse(resource(name));
        } catch (MalformedJson e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
