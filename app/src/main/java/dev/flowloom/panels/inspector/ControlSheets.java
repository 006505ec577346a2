package dev.flowloom.panels.inspector;

import java.math.BigDecimal;
import java.util.List;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Outcome;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The sheets of the nodes that steer the flow and have a field or two.
final class ControlSheets {
    private ControlSheets() {}

    /// Nodes that have a name and nothing else.
    static final class Plain extends NodeSheet<Node> {
        Plain(Assistance assistance, NodeId id, String kind, String help) {
            super(assistance, id, Node.class);
            addHeader(Tiles.of(node()), kind, help);
            addName();
        }
    }

    /// An end: completed with an output, or failed with an error.
    static final class End extends NodeSheet<Node.End> {
        private static String completedWords() {
            return tr("The flow completes");
        }

        private static String failedWords() {
            return tr("The flow fails");
        }

        private final FormRow output;
        private final FormRow code;
        private final FormRow message;

        End(Assistance assistance, NodeId id) {
            super(assistance, id, Node.End.class);
            addHeader(Tiles.of(node()), tr("End"), "");
            addName();
            addRow(tr("Outcome"), "", Controls.choice("outcome", List.of(completedWords(), failedWords())),
                    () -> Json.of(node().outcome() instanceof Outcome.Failed ? failedWords() : completedWords()),
                    this::enterOutcome);
            output = addRow(tr("Output"), tr("What the run gives back. Empty: the data that arrives."),
                    Controls.json("output", "{ \"total\": \"{{ data.total }}\" }", insight(Place.ARRIVED)),
                    () -> node().outcome() instanceof Outcome.Completed(var template) ? template : null,
                    value -> become("output", new Outcome.Completed(value)));
            code = addRow(tr("Error code"), tr("Dotted words, the most general first."),
                    Controls.text("code", "order.refused"),
                    () -> node().outcome() instanceof Outcome.Failed failed ? Json.of(failed.code()) : null,
                    value -> become("code", new Outcome.Failed(text(value), failed().message())));
            message = addRow(tr("Message"), tr("What happened, as a sentence."),
                    Controls.prose("message", "", insight(Place.ARRIVED)),
                    () -> node().outcome() instanceof Outcome.Failed failed ? textOrNull(failed.message()) : null,
                    value -> become("message", new Outcome.Failed(failed().code(), text(value))));
            onRefresh(this::showWhatApplies);
        }

        private void showWhatApplies() {
            boolean fails = node().outcome() instanceof Outcome.Failed;
            show(output, !fails);
            show(code, fails);
            show(message, fails);
            output.showProblem(problemsAt("output"));
            code.showProblem(problemsAt("error", "code"));
            message.showProblem(problemsAt("error", "message"));
        }

        private void enterOutcome(@Nullable Json value) {
            become("outcome", text(value).equals(failedWords())
                    ? new Outcome.Failed("flow.failed", tr("The flow failed."))
                    : new Outcome.Completed(null));
        }

        private Outcome.Failed failed() {
            return node().outcome() instanceof Outcome.Failed failed ? failed : new Outcome.Failed("flow.failed", "");
        }

        private void become(String field, Outcome outcome) {
            change(field, end -> new Node.End(end.id(), end.name(), outcome, end.extras()));
        }
    }

    /// A join: how many tokens it waits for.
    static final class Join extends NodeSheet<Node.Join> {
        private static String allWords() {
            return tr("All branches");
        }

        private static String anyWords() {
            return tr("The first branch");
        }

        private static String countWords() {
            return tr("A number of branches");
        }

        private final FormRow count;

        Join(Assistance assistance, NodeId id) {
            super(assistance, id, Node.Join.class);
            addHeader(Tiles.of(node()), tr("Join"), tr("Waits for the branches of a fork, then goes on once."));
            addName();
            addRow(tr("Waits for"), "", Controls.choice("join", List.of(allWords(), anyWords(), countWords())),
                    () -> Json.of(switch (node().rule()) {
                        case JoinRule.All _ -> allWords();
                        case JoinRule.Any _ -> anyWords();
                        case JoinRule.Count _ -> countWords();
                    }), value -> become("join", chosen(text(value))));
            count = addRow(tr("How many"), tr("What the others still do is cancelled."), Controls.json("count", "2"),
                    () -> node().rule() instanceof JoinRule.Count(int n) ? Json.of(n) : null, this::enterCount);
            onRefresh(() -> {
                show(count, node().rule() instanceof JoinRule.Count);
                count.showProblem(problemsAt("join"));
            });
        }

        private static JoinRule chosen(String rule) {
            if (rule.equals(countWords())) {
                return new JoinRule.Count(2);
            }
            return rule.equals(anyWords()) ? JoinRule.ANY : JoinRule.ALL;
        }

        private void enterCount(@Nullable Json value) {
            if (value instanceof Json.Num(var n) && n.compareTo(BigDecimal.ONE) >= 0
                    && n.compareTo(BigDecimal.valueOf(1_000)) <= 0) {
                become("count", new JoinRule.Count(n.intValue()));
            } else {
                setRefusal(tr("A join waits for a number of branches, such as 2."));
            }
        }

        private void become(String field, JoinRule rule) {
            change(field, join -> new Node.Join(join.id(), join.name(), rule, join.extras()));
        }
    }

    private static void show(FormRow row, boolean shown) {
        row.setVisible(shown);
        row.setManaged(shown);
    }
}
