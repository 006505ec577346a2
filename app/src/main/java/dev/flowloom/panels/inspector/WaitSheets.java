package dev.flowloom.panels.inspector;

import java.util.List;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Delay;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;

import static dev.flowloom.language.Texts.tr;

/// The sheets of the nodes that wait: for a time, for a message, for a person.
final class WaitSheets {
    private WaitSheets() {}

    /// A wait: how long, or until when.
    static final class Wait extends NodeSheet<Node.Wait> {
        private static String forWords() {
            return tr("For a time");
        }

        private static String untilWords() {
            return tr("Until a moment");
        }

        private final FormRow time;
        private final FormRow moment;

        Wait(Assistance assistance, NodeId id) {
            super(assistance, id, Node.Wait.class);
            addHeader(Tiles.of(node()), tr("Wait"), tr("Holds the flow. It survives a restart."));
            addName();
            addRow(tr("Waits"), "", Controls.choice("delay", List.of(forWords(), untilWords())),
                    () -> Json.of(node().delay() instanceof Delay.For ? forWords() : untilWords()),
                    value -> become("delay", text(value).equals(untilWords())
                            ? new Delay.Until("2030-01-01T09:00:00Z")
                            : new Delay.For("PT10S")));
            time = addRow(tr("How long"), tr("Such as 30 s or 2 h 30 min, or an expression that gives a duration."),
                    Controls.duration("for", "10 s", insight(Place.ARRIVED)),
                    () -> node().delay() instanceof Delay.For(var text) ? textOrNull(text) : null,
                    value -> become("for", new Delay.For(text(value))));
            moment = addRow(tr("Until"),
                    tr("With the offset from UTC, such as 2030-12-24T18:00:00+09:00, or an expression that gives that. A moment that is past is no wait."),
                    Controls.prose("until", "2030-12-24T18:00:00Z", insight(Place.ARRIVED)),
                    () -> node().delay() instanceof Delay.Until(var text) ? textOrNull(text) : null,
                    value -> become("until", new Delay.Until(text(value))));
            onRefresh(() -> {
                boolean lasting = node().delay() instanceof Delay.For;
                show(time, lasting);
                show(moment, !lasting);
                time.showProblem(problemsAt("for"));
                moment.showProblem(problemsAt("until"));
            });
        }

        private void become(String field, Delay delay) {
            change(field, wait -> wait.withDelay(delay));
        }
    }

    /// A receive: which message, and how long.
    static final class Receive extends NodeSheet<Node.Receive> {
        Receive(Assistance assistance, NodeId id) {
            super(assistance, id, Node.Receive.class);
            addHeader(Tiles.of(node()), tr("Receive"),
                    tr("Holds the flow until a message comes, and goes on with its data."));
            addName();
            var message = addRow(tr("Message"), tr("The name under which it is sent."),
                    Controls.prose("message", "payment", insight(Place.ARRIVED)), () -> textOrNull(node().message()),
                    value -> change("message", receive -> receive.withMessage(text(value))));
            var key = addRow(tr("Key"), tr("Which of the messages of that name is meant. Empty: the run's id."),
                    Controls.prose("key", "{{ input.order }}", insight(Place.ARRIVED)),
                    () -> node().key() == null ? null : Json.of(node().key()),
                    value -> change("key", receive -> receive.withKey(value == null ? null : text(value))));
            addTimeout(this, tr("How long it waits. Then it fails with receive.timeout. Empty: for ever."),
                    () -> node().timeout(),
                    duration -> change("timeout", receive -> receive.withTimeout(duration)));
            onRefresh(() -> {
                message.showProblem(problemsAt("message"));
                key.showProblem(problemsAt("key"));
            });
        }
    }

    /// An approval: who is asked what, and how long.
    static final class Approval extends NodeSheet<Node.Approval> {
        Approval(Assistance assistance, NodeId id) {
            super(assistance, id, Node.Approval.class);
            addHeader(Tiles.of(node()), tr("Approval"),
                    tr("Holds the flow until a person says yes or no, and goes the way of the answer."));
            addName();
            var question = addRow(tr("Question"), tr("What a person says yes or no to."),
                    Controls.prose("question", "Pay {{ data.total }}?", insight(Place.ARRIVED)),
                    () -> textOrNull(node().question()),
                    value -> change("question", approval -> approval.withQuestion(text(value))));
            var who = addRow(tr("Who"), tr("Who is asked, for people to read. Anybody can answer."),
                    Controls.prose("who", "{{ input.manager }}", insight(Place.ARRIVED)),
                    () -> textOrNull(node().who()),
                    value -> change("who", approval -> approval.withWho(text(value))));
            addTimeout(this, tr("How long it waits. Then it fails with approval.timeout. Empty: for ever."),
                    () -> node().timeout(),
                    duration -> change("timeout", approval -> approval.withTimeout(duration)));
            onRefresh(() -> {
                question.showProblem(problemsAt("question"));
                who.showProblem(problemsAt("who"));
            });
        }
    }

    private static void show(FormRow row, boolean shown) {
        row.setVisible(shown);
        row.setManaged(shown);
    }
}
