package dev.flowloom.run;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;

/// Says of an expression that can't be evaluated which it is.
final class BrokenExpressions {
    private static final int LONGEST_SOURCE = 80;

    private BrokenExpressions() {}

    /// In its details is what a program may want to know. The source is shortened there too: a loop may fail for each of
    /// millions of items, and the definition has it whole.
    static RunError error(NodeId node, ExpressionException broken) {
        var expression = broken.expression();
        if (expression == null) {
            return failed(node, broken.sentence(), Json.Obj.EMPTY);
        }
        var source = shortened(expression.source());
        int character = broken.offset() + 1;
        return failed(node,
                Sentence.of("The expression `%s` in %s (character %d) failed: %s", source,
                        broken.pointer().substring(1), character, broken.sentence()),
                Json.Obj.of("field", Json.of(broken.pointer()))
                        .with("character", Json.of(character))
                        .with("expression", Json.of(source))
                        .with("reason", Json.of(broken.message())));
    }

    private static RunError failed(NodeId node, Sentence sentence, Json.Obj details) {
        return new RunError("expression.failed", sentence.english(), Severity.CRITICAL, node, details);
    }

    private static String shortened(String source) {
        var line = source.strip().replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(LONGEST_SOURCE, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + " …";
    }
}
