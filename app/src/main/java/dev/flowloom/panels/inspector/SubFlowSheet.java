package dev.flowloom.panels.inspector;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A sub-flow: which flow it calls, with what, and the way there.
final class SubFlowSheet extends InvocationSheet<Node.SubFlow> {
    private final Assistance assistance;
    private final Button openRun = new Button(tr("Show its run"));

    SubFlowSheet(Assistance assistance, NodeId id) {
        super(assistance, id, Node.SubFlow.class);
        this.assistance = assistance;
        addHeader(Tiles.of(node()), tr("Sub-flow"),
                tr("Has another flow run, and waits for its end. What that flow does is undone by it when it fails; what it did when it completed, by a compensation wired to this one."));
        addName();
        var flow = addRow(tr("Flow"), tr("The id of a flow whose file is in the folder of this one."),
                Controls.text("flow", "bill-customer"), () -> Json.of(node().flow().flow()),
                value -> change("flow", call -> call.withFlow(new FlowReference(text(value), call.flow().version()))));
        var version = addRow(tr("Version"), tr("The version that it must have. Empty: any."),
                Controls.text("version", ""),
                () -> node().flow().version() == null ? null : Json.of(node().flow().version()), this::enterVersion);
        add(ways());
        addMappings(tr("What the flow is given. Empty: what arrives."));
        onRefresh(() -> {
            flow.showProblem(problemsAt("flow"));
            version.showProblem(problemsAt("version"));
            showRun();
        });
        onNews(this::showRun);
    }

    private void enterVersion(@Nullable Json value) {
        var version = text(value);
        change("version",
                call -> call.withFlow(new FlowReference(call.flow().flow(), version.isBlank() ? null : version)));
    }

    private HBox ways() {
        var open = new Button(tr("Open the flow"));
        open.setId("open-sub-flow");
        open.setOnAction(_ -> assistance.called().open(node().flow()));
        openRun.setId("open-sub-run");
        openRun.setOnAction(_ -> {
            var run = called();
            if (run != null) {
                assistance.called().open(node().flow(), run);
            }
        });
        var ways = new HBox(8, open, openRun);
        return ways;
    }

    private void showRun() {
        boolean isCalled = called() != null;
        openRun.setVisible(isCalled);
        openRun.setManaged(isCalled);
    }

    private @Nullable RunId called() {
        var run = assistance.run().get();
        return run == null ? null : run.called(node().id());
    }
}
