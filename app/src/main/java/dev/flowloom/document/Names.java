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
    private final Finder finder;

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

    /// Finds what is to be written otherwise.
    interface Finder {
        /// What is to take the place of parts of an expression.
        ///
        /// @param text what the expression stands in
        /// @param seesArrived whether `data` is what arrived at the node
        List<Replacement> in(String text, Reading expression, boolean seesArrived);
    }

    /// What stands in a text from one place to another, and what takes its place.
    record Replacement(int start, int end, String by) {}

    private Names(ExpressionLanguage language, Finder finder) {
        this.language = language;
        this.finder = finder;
    }

    static Node changed(Node node, ExpressionLanguage language, Change change) {
        return replaced(node, language, (_, expression, seesArrived) -> {
            var found = new ArrayList<Replacement>();
            expression.paths().forEach(path -> find(path, change, seesArrived, found));
            return found;
        });
    }

    private static void find(Reading.Path path, Change change, boolean seesArrived, List<Replacement> found) {
        var names = path.names();
        var instead = change.of(names.stream().map(Reading.Name::text).toList(), seesArrived);
        if (instead != null) {
            found.add(new Replacement(names.getFirst().start(), names.get(instead.names() - 1).end(), instead.text()));
        }
    }

    static Node replaced(Node node, ExpressionLanguage language, Finder finder) {
        var names = new Names(language, finder);
        return Expressions.mapped(node, new Expressions.Change() {
            @Override
            public String expression(String source, boolean seesArrived) {
                return names.replaced(source, List.of(language.read(source, 0, null)), seesArrived);
            }

            @Override
            public String template(String text, boolean seesArrived) {
                return Template.isIn(text)
                        ? names.replaced(text, Template.read(text, names.language), seesArrived)
                        : text;
            }
        });
    }

    private String replaced(String text, List<Reading> readings, boolean seesArrived) {
        var found = new ArrayList<Replacement>();
        readings.forEach(reading -> found.addAll(finder.in(text, reading, seesArrived)));
        found.sort(Comparator.comparingInt(Replacement::start).reversed());
        var result = new StringBuilder(text);
        found.forEach(each -> result.replace(each.start(), each.end(), each.by()));
        return result.toString();
    }
}
