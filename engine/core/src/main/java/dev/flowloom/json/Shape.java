package dev.flowloom.json;

import java.util.Set;

/// How a value is laid out in lines: the parts of a flow's file that are read and merged entry by entry have one line
/// for each entry, everything else one line for each field and item.
enum Shape {
    /// Everything in one line.
    LINE,
    /// Each field and item in a line of its own, all the way down.
    TREE,
    /// Each field and item in one line.
    LINES,
    /// A flow's file.
    FLOW,
    /// A flow's layout.
    LAYOUT,
    /// Nodes by id.
    NODES,
    /// A node.
    NODE;

    private static final Set<String> LAYOUT_LINES = Set.of("nodes", "bends", "labels", "notes");

    /// The shape of what stands under a name.
    Shape inside(String name) {
        return switch (this) {
            case LINE, LINES -> LINE;
            case TREE -> TREE;
            case FLOW -> name.equals("layout") ? LAYOUT : ofPart(name);
            case NODE -> ofPart(name);
            case NODES -> NODE;
            case LAYOUT -> LAYOUT_LINES.contains(name) ? LINES : TREE;
        };
    }

    private static Shape ofPart(String name) {
        return switch (name) {
            case "nodes" -> NODES;
            case "wires", "branches", "errorRules", "resources" -> LINES;
            default -> TREE;
        };
    }
}
