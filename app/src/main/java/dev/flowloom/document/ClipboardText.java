package dev.flowloom.document;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;

import static dev.flowloom.language.Texts.tr;

/// Fragments as text that people can read: a small flow in the form of a flow's file. So a whole file can be pasted,
/// and what is copied can be put into a chat, a ticket or an editor.
public final class ClipboardText {
    private static final String ID = "clipboard";
    private static final int MOST_PROBLEMS = 3;

    private ClipboardText() {}

    /// What a text turned out to be.
    public sealed interface Read {}

    /// It is a flow, or a part of one.
    public record Found(Fragment fragment) implements Read {}

    /// The text is no flow.
    ///
    /// @param message why, and where, in a sentence or a few
    public record NoFlow(String message) implements Read {}

    public static String write(Fragment fragment) {
        return DefinitionWriter.text(new Diagram(Flow.of(ID, "", fragment.graph()), fragment.layout()));
    }

    public static Read read(String text) {
        if (text.isBlank()) {
            return new NoFlow(tr("There is nothing on the clipboard. Copy steps first, or the text of a flow."));
        }
        var read = DefinitionReader.read(text.getBytes(StandardCharsets.UTF_8));
        var diagram = read.diagram();
        if (diagram == null || read.readOnly()) {
            return new NoFlow(tr("What is on the clipboard is no flow: %s", read.problems().stream()
                    .limit(MOST_PROBLEMS).map(ClipboardText::sentence).collect(Collectors.joining(" "))));
        }
        var placed = Placement.complete(diagram);
        return new Found(new Fragment(placed.flow().graph(), placed.layout()));
    }

    private static String sentence(Problem problem) {
        var position = problem.place().position();
        return position == null
                ? tr(problem.what())
                : tr("line %d: %s", position.line(), tr(problem.what()));
    }
}
