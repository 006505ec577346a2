package dev.flowloom.json;

import java.nio.charset.StandardCharsets;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;

/// Writes a flow's file in its canonical form: the same flow always gives the same bytes, and a small change of the
/// flow changes few lines. [DefinitionReader] reads an equal flow back. The form is described in docs/format.md.
public final class DefinitionWriter {
    private DefinitionWriter() {}

    /// The file's content, in UTF-8.
    public static byte[] write(Diagram diagram) {
        return text(diagram).getBytes(StandardCharsets.UTF_8);
    }

    /// The file's content as text.
    public static String text(Diagram diagram) {
        var flow = Encoder.flow(diagram.flow());
        var layout = Encoder.layout(diagram.layout());
        return text(layout.isEmpty() ? flow : flow.without("layout").with("layout", layout));
    }

    /// The flow's logic alone: what its hash is taken of.
    static String logic(Flow flow) {
        return text(Encoder.flow(flow).without("layout"));
    }

    private static String text(Json.Obj definition) {
        return new JsonPrinter(JsonPrinter.Spacing.READABLE).print(definition, Shape.FLOW) + "\n";
    }
}
