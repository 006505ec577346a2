package dev.flowloom.panels.letters;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What failed for good, and what can be done about it: send it again, as it is or mended, or drop it.
public final class LettersPanel extends VBox {
    /// More of them take long to show, and nobody reads.
    static final int MOST = 1_000;

    private final LetterDeeds deeds;
    private final LetterTable table = new LetterTable();
    private final LetterSheet sheet = new LetterSheet();
    private final Label heading = new Label();
    private final Button all = button("letters-all", tr("Show all"));
    private final Label told = new Label();
    private final Button resend = button("resend", tr("Send again"));
    private final Button drop = button("drop", tr("Drop …"));
    private final Button showRun = button("show-run", tr("Show the run"));
    private final TextField reason = new TextField();
    private final HBox dropping = new HBox();
    private final HBox actions = new HBox();
    private @Nullable RunId only;
    private int asked;
    private boolean busy;
    private boolean filling;
    /// Whether it is told that they could not be read.
    private boolean unread;

    public LettersPanel(LetterDeeds deeds) {
        this.deeds = deeds;
        getStyleClass().add("letters-panel");
        told.setId("letters-told");
        told.setWrapText(true);
        told.setMinHeight(USE_PREF_SIZE);
        table.getSelectionModel().getSelectedIndices()
                .addListener((InvalidationListener) _ -> showSelected());
        var detail = new VBox(sheet, dropping(), actions(), told);
        detail.getStyleClass().addAll("letter-detail", "form");
        VBox.setVgrow(sheet, Priority.ALWAYS);
        var split = new SplitPane(table, detail);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.42);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().setAll(head(), split);
        say("", false);
        showSelected();
    }

    private HBox head() {
        heading.setId("letters-heading");
        heading.getStyleClass().add("sheet-kind");
        var again = button("letters-refresh", tr("Look again"));
        again.setOnAction(_ -> refresh());
        all.setOnAction(_ -> show(null));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(heading, gap, all, again);
        head.getStyleClass().add("letters-head");
        return head;
    }

    private HBox actions() {
        resend.getStyleClass().add("accent");
        resend.setOnAction(_ -> resend());
        drop.setOnAction(_ -> askWhy(true));
        showRun.setOnAction(_ -> table.selected().forEach(letter -> deeds.showRun(letter, why -> say(why, true))));
        actions.getChildren().setAll(resend, drop, showRun);
        actions.getStyleClass().add("wait-line");
        return actions;
    }

    private HBox dropping() {
        reason.setId("drop-reason");
        reason.setPromptText(tr("Why nothing is to be done about it, for whoever asks later"));
        reason.setAccessibleText(reason.getPromptText());
        reason.setOnAction(_ -> drop());
        reason.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                askWhy(false);
            }
        });
        var sure = button("drop-sure", tr("Drop"));
        sure.getStyleClass().add("danger");
        sure.setOnAction(_ -> drop());
        var not = button("drop-not", tr("Cancel"));
        not.setOnAction(_ -> askWhy(false));
        HBox.setHgrow(reason, Priority.ALWAYS);
        dropping.getChildren().setAll(reason, sure, not);
        dropping.getStyleClass().add("wait-line");
        seen(dropping, false);
        return dropping;
    }

    /// Shows those that are open.
    ///
    /// @param run the run in which they failed; null for all
    public void show(@Nullable RunId run) {
        only = run;
        heading.setText(run == null ? tr("Dead letters") : tr("Dead letters of the run %s", run));
        seen(all, run != null);
        say("", false);
        refresh();
    }

    /// Looks for what is there now.
    public void refresh() {
        int mine = ++asked;
        deeds.list(only, MOST, letters -> {
            if (mine == asked) {
                showAll(letters);
            }
        }, why -> {
            unread = true;
            say(why, true);
        });
    }

    private void showAll(List<Letter> letters) {
        if (unread) {
            unread = false;
            say("", false);
        }
        filling = true;
        table.show(letters);
        filling = false;
        showSelected();
        if (letters.size() == MOST) {
            say(tr("Only the first %,d are shown. Others come when these are dealt with.", MOST), false);
        }
    }

    private void showSelected() {
        if (filling) {
            return;
        }
        var letters = table.selected();
        boolean anyRun = letters.stream().anyMatch(letter -> letter.item() == null);
        sheet.show(letters);
        resend.setDisable(busy || letters.isEmpty() || anyRun);
        drop.setDisable(busy || letters.isEmpty());
        showRun.setDisable(letters.size() != 1);
        if (letters.isEmpty()) {
            askWhy(false);
        }
    }

    private void resend() {
        var letters = table.selected();
        var wrong = sheet.problemOf(letters);
        if (!wrong.isEmpty()) {
            say(wrong, true);
            return;
        }
        begin();
        var numbers = letters.stream().map(Letter::number).toList();
        deeds.resend(numbers, sheet.mended(letters), runs -> {
            sheet.forget(numbers);
            end(runs.size() == 1
                    ? tr("Sent again, as the run %s.", runs.getFirst())
                    : tr("Sent again, as the runs %s.",
                            runs.stream().map(RunId::value).collect(Collectors.joining(", "))),
                    false);
        }, why -> end(why, true));
    }

    private void askWhy(boolean asked) {
        seen(dropping, asked);
        seen(actions, !asked);
        if (asked) {
            reason.clear();
            reason.requestFocus();
        }
    }

    private void drop() {
        var numbers = table.selected().stream().map(Letter::number).toList();
        if (busy || numbers.isEmpty()) {
            return;
        }
        askWhy(false);
        begin();
        deeds.drop(numbers, reason.getText().strip(), () -> {
            sheet.forget(numbers);
            end(numbers.size() == 1 ? tr("Dropped.") : tr("%,d dead letters were dropped.", numbers.size()), false);
        }, why -> end(why, true));
    }

    private void begin() {
        busy = true;
        say("", false);
        showSelected();
    }

    private void end(String words, boolean wrong) {
        busy = false;
        say(words, wrong);
        showSelected();
        refresh();
    }

    private void say(String words, boolean wrong) {
        told.setText(words);
        told.getStyleClass().setAll("label", wrong ? "form-problem" : "form-help");
        seen(told, !words.isEmpty());
    }

    private static Button button(String id, String text) {
        var button = new Button(text);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static void seen(Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }
}
