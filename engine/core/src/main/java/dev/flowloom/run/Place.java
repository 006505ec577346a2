package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.NodeId;

/// Where in a run something is done, in a form that is the same when the run is begun anew, whatever its visits are numbered
/// by then: the containers around it, each with which visit of it and which pass it was; the forks that its token had
/// left, with the branches; the node, and which visit of it by that way. Such as `orders#1[0]/fork.1/charge#1`.
public record Place(String text) implements Comparable<Place> {
    public Place {
        if (!NodeId.isValid(node(text)) || number(text) < 1) {
            throw new IllegalArgumentException("not a place in a run: " + text);
        }
    }

    private static String node(String text) {
        int hash = text.lastIndexOf('#');
        return hash < 0 ? "" : text.substring(text.lastIndexOf('/', hash) + 1, hash);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.substring(text.lastIndexOf('#') + 1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    public NodeId node() {
        return new NodeId(node(text));
    }

    /// The containers around it, the outermost first.
    List<Place> around() {
        var around = new ArrayList<Place>();
        for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
            around.add(new Place(text.substring(0, at)));
        }
        return around;
    }

    /// The node that it is at or in, of those that stand in no container.
    NodeId outermost() {
        var around = around();
        return (around.isEmpty() ? this : around.getFirst()).node();
    }

    /// The innermost pass that it is in, with all that is around it; empty where it is in none.
    String pass() {
        return text.substring(0, text.lastIndexOf(']') + 1);
    }

    /// Whether it is in one of the items of a loop.
    boolean isIn(DoneItems items) {
        var begin = items.loop().inside();
        int print = text.indexOf('~', begin.length());
        int end = text.indexOf(']', begin.length());
        return text.startsWith(begin) && print > 0 && print < end
                && items.holds(Integer.parseInt(text.substring(begin.length(), print)),
                        Long.parseUnsignedLong(text.substring(print + 1, end), 16));
    }

    /// For people: without what only tells items of loops apart.
    public String shown() {
        return text.replaceAll("~[0-9a-f]+", "");
    }

    /// What the places of all that is done in it begin with.
    String inside() {
        return text + "[";
    }

    @Override
    public int compareTo(Place other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
