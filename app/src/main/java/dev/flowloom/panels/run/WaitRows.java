package dev.flowloom.panels.run;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.panels.Icon;
import dev.flowloom.panels.run.OpenWaits.OpenWait;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What a run waits for, each with what to answer it by.
public final class WaitRows extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    /// Rows are real controls; of more than these it is said how many there are.
    static final int MOST = 30;

    private final Map<VisitId, Row> shown = new LinkedHashMap<>();
    private final Function<VisitId, String> titles;
    private final boolean narrow;
    private final Label others = new Label();
    private @Nullable RunAnswers answers;

    /// @param titles what the node of a visit is called
    /// @param narrow whether there is more room below than beside
    public WaitRows(Function<VisitId, String> titles, boolean narrow) {
        this.titles = titles;
        this.narrow = narrow;
        getStyleClass().add("wait-rows");
        others.setId("waits-others");
        others.setWrapText(true);
        others.getStyleClass().add("form-help");
    }

    public void answerBy(RunAnswers next) {
        answers = next;
    }

    /// What is being typed in a row stays.
    public void show(List<OpenWait> waits) {
        var first = waits.subList(0, Math.min(MOST, waits.size()));
        shown.keySet().retainAll(first.stream().map(OpenWait::visit).collect(Collectors.toSet()));
        first.forEach(wait -> shown.computeIfAbsent(wait.visit(), _ -> row(wait)));
        var children = new ArrayList<Node>(shown.values());
        if (waits.size() > MOST) {
            others.setText(tr("It waits for %,d more. They come up here as these are answered.", waits.size() - MOST));
            children.add(others);
        }
        if (!getChildren().equals(children)) {
            getChildren().setAll(children);
        }
    }

    private Row row(OpenWait wait) {
        return switch (wait) {
            case OpenWait.Question question -> new QuestionRow(question);
            case OpenWait.Message message -> new MessageRow(message);
        };
    }

    /// One thing that is waited for.
    private abstract sealed class Row extends VBox {
        private final Label problem = new Label();

        /// @param said what is waited for, in words
        Row(String icon, String title, String said, @Nullable String until) {
            getStyleClass().add("wait-row");
            var name = new Label(title, new Icon(icon, 16));
            name.getStyleClass().add("event-where");
            var what = new Label(said);
            what.setWrapText(true);
            what.getStyleClass().add("event-what");
            HBox.setHgrow(what, Priority.ALWAYS);
            name.setMinWidth(narrow ? 0 : USE_PREF_SIZE);
            var line = line(name, what);
            if (until != null) {
                var due = new Label(until);
                due.getStyleClass().add("form-help");
                due.setMinWidth(USE_PREF_SIZE);
                line.getChildren().add(due);
            }
            problem.getStyleClass().add("form-problem");
            problem.setWrapText(true);
            showProblem("");
            getChildren().setAll(line, problem);
        }

        private Pane line(Node... parts) {
            if (narrow) {
                var below = new VBox(parts);
                below.getStyleClass().add("wait-row");
                return below;
            }
            return beside(parts);
        }

        private static HBox beside(Node... parts) {
            var line = new HBox(parts);
            line.getStyleClass().add("wait-line");
            return line;
        }

        final void answerWith(TextField field, Button... buttons) {
            getChildren().add(1, line(field, beside(buttons)));
            HBox.setHgrow(field, Priority.ALWAYS);
        }

        final void showProblem(String reason) {
            problem.setText(reason);
            problem.setVisible(!reason.isEmpty());
            problem.setManaged(!reason.isEmpty());
        }

        /// Until something comes of the answer.
        final void answered() {
            showProblem("");
            setDisable(true);
        }

        final void over(String reason) {
            setDisable(false);
            showProblem(reason);
        }
    }

    private static @Nullable String until(OpenWait wait) {
        var due = wait.due();
        return due == null ? null : tr("until %s", TIME.format(due));
    }

    private static Button button(String id, String text) {
        var button = new Button(text);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static TextField field(String id, String prompt) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        return field;
    }

    private final class QuestionRow extends Row {
        QuestionRow(OpenWait.Question asked) {
            super(Icon.Shape.PERSON, titles.apply(asked.visit()), asked.who().isBlank()
                    ? asked.question()
                    : asked.who() + ": " + asked.question(), until(asked));
            var comment = field("comment", tr("A comment, if you like"));
            var approve = button("approve", tr("Approve"));
            approve.getStyleClass().add("accent");
            approve.setOnAction(_ -> answer(asked, true, comment.getText()));
            var reject = button("reject", tr("Reject"));
            reject.setOnAction(_ -> answer(asked, false, comment.getText()));
            answerWith(comment, approve, reject);
        }

        private void answer(OpenWait.Question asked, boolean approved, String comment) {
            if (answers != null) {
                answered();
                answers.answer(asked.visit(), approved, comment.strip(), this::over);
            }
        }
    }

    private final class MessageRow extends Row {
        MessageRow(OpenWait.Message awaited) {
            super(Icon.Shape.ENVELOPE, titles.apply(awaited.visit()),
                    tr("Waits for the message %s with the key %s", awaited.name(), awaited.key()), until(awaited));
            var data = field("message-data", tr("What the message brings, as JSON. Empty: nothing."));
            var send = button("send-message", tr("Send the message"));
            send.setOnAction(_ -> send(awaited, data.getText()));
            data.setOnAction(_ -> send(awaited, data.getText()));
            answerWith(data, send);
        }

        private void send(OpenWait.Message awaited, String data) {
            try {
                var brought = data.isBlank() ? Json.NULL : JsonText.parse(data);
                if (answers != null) {
                    answered();
                    answers.send(awaited.name(), awaited.key(), brought, this::over);
                }
            } catch (MalformedJson e) {
                showProblem(tr(e.problem().what()) + " " + tr(e.problem().cure()));
            }
        }
    }
}
