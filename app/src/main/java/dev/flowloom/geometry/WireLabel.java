package dev.flowloom.geometry;

import java.util.Locale;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What stands written on a wire: the branch it leaves, or the errors it catches. Empty on most wires.
public final class WireLabel {
    private static final int LONGEST = 26;
    /// About as wide as a letter of a label is; only how much room is kept for it hangs on this.
    private static final double LETTER = 5.6;
    private static final double WIDE_LETTER = 10.5;
    private static final int FIRST_WIDE = 0x1100;
    /// No label needs more room.
    static final double WIDEST = LONGEST * WIDE_LETTER + 16;

    private WireLabel() {}

    public static String of(Wire wire, Graph graph) {
        return switch (wire) {
            case Wire.Sequence sequence -> cut(branch(sequence, graph));
            case Wire.OnError onError -> cut(caught(onError.caught()));
            case Wire.Compensation _ -> "";
        };
    }

    /// About how much room a label needs on its wire.
    public static double width(String label) {
        return label.isEmpty()
                ? 0
                : label.chars().mapToDouble(letter -> letter < FIRST_WIDE ? LETTER : WIDE_LETTER).sum() + 16;
    }

    private static String branch(Wire.Sequence wire, Graph graph) {
        var id = wire.branch();
        if (id == null) {
            return "";
        }
        return branch(graph.node(wire.from()), id);
    }

    /// What people call a branch of a node.
    public static String branch(@Nullable Node node, String id) {
        return switch (node) {
            case Node.Condition condition -> condition.branches().stream().filter(branch -> branch.id().equals(id))
                    .map(Branch::label).findFirst().orElse(id);
            case Node.Approval _ when id.equals(Node.Approval.APPROVED) -> tr("approved");
            case Node.Approval _ when id.equals(Node.Approval.REJECTED) -> tr("rejected");
            case null, default -> id;
        };
    }

    private static String caught(Wire.Catch caught) {
        return switch (caught) {
            case Wire.Catch.Code(var pattern) -> pattern;
            case Wire.Catch.OfSeverity(var severity) -> severity.name().toLowerCase(Locale.ROOT);
            case Wire.Catch.Anything _ -> tr("any error");
        };
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
