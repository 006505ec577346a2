package dev.flowloom.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.document.Names.Replacement;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Reading;
import dev.flowloom.expression.Word;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// Where expressions name a node: as a step, as one of the branches that a join put together, or as what an error or an
/// undoing is about. Found by their words, so that what only looks like the name is left alone.
public final class Uses {
    private final ExpressionLanguage language;
    private final NodeId old;
    private final NodeId next;
    private final SortedSet<Kind> kinds;
    private final SequencedSet<NodeId> users = new LinkedHashSet<>();
    private int count;

    /// What an expression names a node for.
    enum Kind {
        /// Its output.
        OUTPUT,
        /// What it gave to a join.
        JOINED,
        /// That an error came from it, or that it was undone.
        CAUSE
    }

    private Uses(ExpressionLanguage language, NodeId old, NodeId next, Kind... kinds) {
        this.language = language;
        this.old = old;
        this.next = next;
        this.kinds = new TreeSet<>(List.of(kinds));
    }

    /// How many expressions name the node.
    public static int count(Flow flow, NodeId id) {
        var language = ExpressionLanguages.find(flow.expressions());
        if (language == null) {
            return 0;
        }
        var uses = new Uses(language, id, id, Kind.values());
        uses.renamed(flow.graph(), id);
        return uses.count;
    }

    /// The nodes whose expressions name the node for that.
    static SequencedSet<NodeId> users(Graph graph, ExpressionLanguage language, NodeId id, Kind... kinds) {
        var uses = new Uses(language, id, id, kinds);
        uses.renamed(graph, id);
        return uses.users;
    }

    /// The graph with the new id wherever an expression names the old one.
    static Graph renamed(Flow flow, NodeId old, NodeId next) {
        var language = ExpressionLanguages.find(flow.expressions());
        return language == null
                ? flow.graph()
                : new Uses(language, old, next, Kind.values()).renamed(flow.graph(), old);
    }

    /// The graph with the id of a node that stands in another's place wherever an expression names that for one of these.
    static Graph replaced(Graph graph, ExpressionLanguage language, NodeId old, NodeId next, Kind... kinds) {
        return new Uses(language, old, next, kinds).renamed(graph, next);
    }

    /// @param giver which of the two it is in the graph
    private Graph renamed(Graph graph, NodeId giver) {
        var joined = kinds.contains(Kind.JOINED) ? joined(graph, giver) : Set.<NodeId>of();
        var result = graph;
        for (var node : graph.nodes().values()) {
            boolean isJoined = joined.contains(node.id());
            var changed = Names.replaced(node, language, (text, expression, seesArrived) -> {
                var found = uses(text, expression, seesArrived && isJoined);
                if (!found.isEmpty()) {
                    count++;
                    users.add(node.id());
                }
                return found;
            });
            result = changed.equals(node) ? result : result.with(changed);
        }
        return result;
    }

    /// The nodes at which an object arrives that a join made, with the giver's id for a name in it.
    private static Set<NodeId> joined(Graph graph, NodeId giver) {
        var found = new TreeSet<NodeId>();
        var open = new ArrayDeque<NodeId>();
        graph.wires().values().stream()
                .filter(wire -> wire.from().equals(giver) && graph.node(wire.to()) instanceof Node.Join)
                .forEach(wire -> open.add(wire.to()));
        while (!open.isEmpty()) {
            var at = open.poll();
            for (var wire : graph.wires().values()) {
                boolean passes = wire.from().equals(at) && Reach.passesOn(graph.node(at), wire);
                if (passes && !(graph.node(wire.to()) instanceof Node.Join) && found.add(wire.to())) {
                    open.add(wire.to());
                }
            }
        }
        return found;
    }

    private List<Replacement> uses(String text, Reading reading, boolean isJoined) {
        var found = new ArrayList<Replacement>();
        for (var path : reading.paths()) {
            var names = path.names();
            if (names.size() < 2) {
                continue;
            }
            var first = names.getFirst().text();
            var second = names.get(1);
            boolean isUse = (kinds.contains(Kind.OUTPUT) && first.equals("steps"))
                    || (isJoined && first.equals("data"));
            if (isUse && second.text().equals(old.value())) {
                found.add(new Replacement(second.start(), second.end(), written(text.charAt(second.start()))));
            } else if (kinds.contains(Kind.CAUSE) && (first.equals("error") || first.equals("undo"))
                    && second.text().equals("node") && names.size() == 2) {
                findCompared(text, reading.words(), names, found);
            }
        }
        return found;
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
