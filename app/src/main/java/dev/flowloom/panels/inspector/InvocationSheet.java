package dev.flowloom.panels.inspector;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.form.Controls;

import static dev.flowloom.language.Texts.tr;

/// The sheet of what calls something outside of the flow.
abstract class InvocationSheet<N extends Node.Invocation> extends NodeSheet<N> {
    private final Class<N> kind;

    InvocationSheet(Assistance assistance, NodeId id, Class<N> kind) {
        super(assistance, id, kind);
        this.kind = kind;
    }

    /// What it takes from the data and gives back.
    ///
    /// @param help says who sees the input
    final void addMappings(String help) {
        var section = addSection(tr("Data"), node().input() != null || node().output() != null);
        var input = row(section, tr("Input"), help,
                Controls.json("input", "{ \"order\": \"{{ input.order }}\" }", insight(Place.ARRIVED)),
                () -> node().input(),
                value -> change("input", node -> kind.cast(node.withInput(value))));
        var output = row(section, tr("Output"), tr("What goes on, made from result. Empty: the result."),
                Controls.json("output", "{{ result }}", insight(Place.OUTPUT)), () -> node().output(),
                value -> change("output", node -> kind.cast(node.withOutput(value))));
        onRefresh(() -> {
            input.showProblem(problemsAt("input"));
            output.showProblem(problemsAt("output"));
        });
    }
}
