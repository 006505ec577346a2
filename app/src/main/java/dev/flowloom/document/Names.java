package dev.flowloom.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Reading;
import dev.flowloom.expression.Template;
import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;

/// Changes what the expressions of a node name, and leaves everything else of them as it stands.
final class Names {
    private final ExpressionLanguage language;
    private final Change change;

    /// Says what to write for a path into what an expression sees.
    interface Change {
        /// What takes the place of the path's first names; null where it is to be left alone.
        ///
        /// @param path the names from the outermost inwards, at least one
        /// @param seesArrived whether `data` is what arrived at the node
        @Nullable
        Instead of(List<String> path, boolean seesArrived);
    }

    /// @param names how many of the path's names it takes the place of
    record Instead(int names, String text) {}

    private record Replacement(int start, int end, String by) {}

    private Names(ExpressionLanguage language, Change change) {
        this.language = language;
        this.change = change;
    }

    static Node changed(Node node, ExpressionLanguage language, Change change) {
        var names = new Names(language, change);
        return Expressions.mapped(node, new Expressions.Change() {
            @Override
            public String expression(String source, boolean seesArrived) {
                return names.changed(source, List.of(language.read(source, 0, null)), seesArrived);
            }

            @Override
            public String template(String text, boolean seesArrived) {
                return Template.isIn(text)
                        ? names.changed(text, Template.read(text, names.language), seesArrived)
                        : text;
            }
        });
    }

    private String changed(String text, List<Reading> readings, boolean seesArrived) {
        var found = new ArrayList<Replacement>();
        for (var reading : readings) {
            reading.paths().forEach(path -> find(path, seesArrived, found));
        }
        found.sort(Comparator.comparingInt(Replacement::start).reversed());
        var result = new StringBuilder(text);
        found.forEach(each -> result.replace(each.start(), each.end(), each.by()));
        return result.toString();
    }

    private void find(Reading.Path path, boolean seesArrived, List<Replacement> found) {
        var names = path.names();
        var instead = change.of(names.stream().map(Reading.Name::text).toList(), seesArrived);
        if (instead != null) {
            found.add(new Replacement(names.getFirst().start(), names.get(instead.names() - 1).end(), instead.text()));
        }
    }
}
