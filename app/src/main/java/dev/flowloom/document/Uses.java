package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Reading;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Word;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

/// Where expressions name a node: as a step, as one of the branches that a join put together, or as what an error or an
/// undoing is about. Found by their words, so that what only looks like the name is left alone.
public final class Uses {
    private final ExpressionLanguage language;
    private final NodeId old;
    private final NodeId next;
    private int count;

    private Uses(ExpressionLanguage language, NodeId old, NodeId next) {
        this.language = language;
        this.old = old;
        this.next = next;
    }

    /// How many expressions name the node.
    public static int count(Flow flow, NodeId id) {
        var language = ExpressionLanguages.find(flow.expressions());
        if (language == null) {
            return 0;
        }
        var uses = new Uses(language, id, id);
        uses.renamed(flow.graph());
        return uses.count;
    }

    /// The graph with the new id wherever an expression names the old one.
    static Graph renamed(Flow flow, NodeId old, NodeId next) {
        var language = ExpressionLanguages.find(flow.expressions());
        return language == null ? flow.graph() : new Uses(language, old, next).renamed(flow.graph());
    }

    private Graph renamed(Graph graph) {
        var joined = joined(graph);
        var result = graph;
        for (var node : graph.nodes().values()) {
            var changed = Expressions.mapped(node, new Expressions.Change() {
                @Override
                public String expression(String source, boolean seesArrived) {
                    return changed(source, List.of(language.read(source, 0, null)), seesArrived && joined.contains(
                            node.id()));
                }

                @Override
                public String template(String text, boolean seesArrived) {
                    return Template.isIn(text)
                            ? changed(text, Template.read(text, language), seesArrived && joined.contains(node.id()))
                            : text;
                }
            });
            result = changed.equals(node) ? result : result.with(changed);
        }
        return result;
    }

    /// The nodes at which an object arrives that a join made, with the node's id for a name in it.
    private Set<NodeId> joined(Graph graph) {
        var found = new TreeSet<NodeId>();
        var open = new ArrayDeque<NodeId>();
        graph.wires().values().stream()
                .filter(wire -> wire.from().equals(old) && graph.node(wire.to()) instanceof Node.Join)
                .forEach(wire -> open.add(wire.to()));
        while (!open.isEmpty()) {
            var at = open.poll();
            for (var wire : graph.wires().values()) {
                boolean passes = wire.from().equals(at) && passesOn(graph.node(at), wire);
                if (passes && !(graph.node(wire.to()) instanceof Node.Join) && found.add(wire.to())) {
                    open.add(wire.to());
                }
            }
        }
        return found;
    }

    /// Whether what arrived at a node goes on by a wire as it came.
    private static boolean passesOn(@Nullable Node node, Wire wire) {
        return switch (wire) {
            case Wire.Sequence _ -> node == null || !node.givesOutput()
                    || (node instanceof Node.Step step && step.disabled());
            case Wire.OnError _ -> true;
            case Wire.Compensation _ -> false;
        };
    }

    private record Replacement(int start, int end, String by) {}

    private String changed(String text, List<Reading> readings, boolean isJoined) {
        var found = new ArrayList<Replacement>();
        for (var reading : readings) {
            int before = found.size();
            find(text, reading, isJoined, found);
            count += found.size() > before ? 1 : 0;
        }
        found.sort(Comparator.comparingInt(Replacement::start).reversed());
        var result = new StringBuilder(text);
        found.forEach(each -> result.replace(each.start(), each.end(), each.by()));
        return result.toString();
    }

    private void find(String text, Reading reading, boolean isJoined, List<Replacement> found) {
        for (var path : reading.paths()) {
            var names = path.names();
            if (names.size() < 2) {
                continue;
            }
            var first = names.getFirst().text();
            var second = names.get(1);
            boolean isUse = first.equals("steps") || (isJoined && first.equals("data"));
            if (isUse && second.text().equals(old.value())) {
                found.add(new Replacement(second.start(), second.end(), written(text.charAt(second.start()))));
            } else if ((first.equals("error") || first.equals("undo")) && second.text().equals("node")
                    && names.size() == 2) {
                findCompared(text, reading.words(), names, found);
            }
        }
    }

    /// `error.node = "charge"`, either way round.
    private void findCompared(String text, List<Word> words, List<Reading.Name> path, List<Replacement> found) {
        for (int at = 0; at + 1 < words.size(); at++) {
            if (words.get(at).start() == path.getLast().start() && isComparison(text, words.get(at + 1))
                    && at + 2 < words.size()) {
                addCompared(text, words.get(at + 2), found);
            }
            if (words.get(at).start() == path.getFirst().start() && at > 1 && isComparison(text, words.get(at - 1))) {
                addCompared(text, words.get(at - 2), found);
            }
        }
    }

    private static boolean isComparison(String text, Word word) {
        var operator = text.substring(word.start(), word.end());
        return operator.equals("=") || operator.equals("!=");
    }

    private void addCompared(String text, Word word, List<Replacement> found) {
        boolean isId = word.kind() == Word.Kind.TEXT && word.end() - word.start() == old.value().length() + 2
                && text.startsWith(old.value(), word.start() + 1);
        if (isId) {
            found.add(new Replacement(word.start(), word.end(), written(text.charAt(word.start()))));
        }
    }

    /// In the quotes that the old one had.
    private String written(char first) {
        return switch (first) {
            case '`', '"', '\'' -> first + next.value() + first;
            default -> language.quoted(next.value());
        };
    }
}
