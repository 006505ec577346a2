package dev.flowloom.document;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.flowloom.model.Graph;
import dev.flowloom.model.Layout;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;

/// Makes ids that people can read: `reserveStock` from "Reserve stock", and `reserveStock2` when that is taken.
public final class Ids {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final int LONGEST = 60;

    private Ids() {}

    /// An id for a new node that no node of the graph has.
    public static NodeId forNode(Graph graph, String name) {
        return forNode(name, id -> graph.node(id) != null);
    }

    private static NodeId forNode(String name, Predicate<NodeId> taken) {
        return forNode(name, new HashMap<>(), taken);
    }

    /// An id for one of many new nodes.
    ///
    /// @param next where counting goes on for each name, so that many of one name are not counted from the first each time
    static NodeId forNode(String name, Map<String, Integer> next, Predicate<NodeId> taken) {
        var base = camelCase(name);
        int number = next.getOrDefault(base, 1);
        var id = numbered(base, number);
        while (taken.test(id)) {
            number++;
            id = numbered(base, number);
        }
        next.put(base, number + 1);
        return id;
    }

    private static NodeId numbered(String base, int number) {
        return new NodeId(number == 1 ? base : base + number);
    }

    /// An id for a new wire that no wire of the graph has.
    public static WireId forWire(Graph graph, NodeId from, NodeId to) {
        var base = from + "-" + to;
        var id = new WireId(base);
        for (int n = 2; graph.wire(id) != null; n++) {
            id = new WireId(base + "-" + n);
        }
        return id;
    }

    /// An id for a new note that no note of the layout has.
    public static NoteId forNote(Layout layout, Note.Kind kind) {
        var base = kind.name().toLowerCase(Locale.ROOT);
        var id = new NoteId(base);
        for (int n = 2; layout.notes().containsKey(id); n++) {
            id = new NoteId(base + n);
        }
        return id;
    }

    private static String camelCase(String name) {
        var text = new StringBuilder();
        for (var word : BETWEEN_WORDS.splitAsStream(name).filter(part -> !part.isEmpty()).toList()) {
            text.append(text.isEmpty() ? decapitalized(word) : capitalized(word));
        }
        var id = text.length() > LONGEST ? text.substring(0, LONGEST) : text.toString();
        if (id.isEmpty()) {
            return "node";
        }
        return NodeId.isValid(id) ? id : "_" + id;
    }

    /// `HTTP` becomes `http`, `OrderPlaced` becomes `orderPlaced`.
    private static String decapitalized(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT))
                ? word.toLowerCase(Locale.ROOT)
                : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
