package dev.flowloom.panels.letters;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.panels.form.FocusKeys;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The dead letters that are selected: the cause of one in full, and its item to be mended. What is typed into an item is kept
/// when another is selected.
final class LetterSheet extends VBox {
    private final Label title = new Label();
    private final Label cause = new Label();
    private final Label hint = new Label();
    private final TextArea item = new TextArea();
    private final Label problem = new Label();
    private final Map<Long, String> edited = new TreeMap<>();
    private @Nullable Letter shown;
    private boolean showing;

    LetterSheet() {
        getStyleClass().addAll("letter", "form");
        title.getStyleClass().add("sheet-kind");
        cause.setId("letter-cause");
        problem.setId("letter-problem");
        problem.getStyleClass().add("form-problem");
        hint.setId("letter-hint");
        hint.getStyleClass().add("form-help");
        item.setId("letter-item");
        item.getStyleClass().add("code");
        item.setAccessibleText(tr("The item, as JSON"));
        item.setPrefRowCount(8);
        FocusKeys.leaveByTab(item);
        item.textProperty().addListener(_ -> typed());
        for (var label : List.of(title, cause, hint, problem)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        VBox.setVgrow(item, Priority.ALWAYS);
        getChildren().setAll(title, cause, hint, item, problem);
        show(List.of());
    }

    void show(List<Letter> letters) {
        var only = letters.size() == 1 ? letters.getFirst() : null;
        if (only != null && only.equals(shown)) {
            return;
        }
        shown = only;
        title.setText(title(letters));
        cause.setText(only == null ? "" : "%s (%s)".formatted(only.message(), only.code()));
        hint.setText(hint(letters));
        var kept = only == null ? null : only.item();
        showing = true;
        item.setText(kept == null || only == null ? "" : edited.getOrDefault(only.number(), pretty(kept.json())));
        showing = false;
        seen(cause, !cause.getText().isEmpty());
        seen(hint, !hint.getText().isEmpty());
        seen(item, kept != null);
        showProblem();
    }

    private static String title(List<Letter> letters) {
        if (letters.isEmpty()) {
            return "";
        }
        var letter = letters.getFirst();
        if (letters.size() > 1) {
            return tr("%,d dead letters are selected", letters.size());
        }
        var item = letter.item();
        if (item == null) {
            return tr("The run %s failed", letter.run());
        }
        return letter.node() == null
                ? tr("Failed, time %,d through the loop", item.index() + 1)
                : tr("Failed at %s, time %,d through the loop", letter.node(), item.index() + 1);
    }

    private static String hint(List<Letter> letters) {
        boolean anyRun = letters.stream().anyMatch(letter -> letter.item() == null);
        if (letters.size() == 1) {
            return anyRun
                    ? tr("This is a run as a whole. It isn’t sent again but retried, in its run’s panel.")
                    : tr("Mend the item if it needs to be, and send it again. It is done by a run of its own.");
        }
        return letters.isEmpty()
                ? ""
                : anyRun
                        ? tr("There are runs among them, which aren’t sent again but retried, each in its run’s panel.")
                        : tr("Each is sent again as it is, or as you edited it.");
    }

    private static String pretty(String json) {
        try {
            return JsonText.pretty(JsonText.parse(json));
        } catch (MalformedJson e) {
            return json;
        }
    }

    private void typed() {
        var letter = shown;
        if (letter != null && !showing) {
            edited.put(letter.number(), item.getText());
            showProblem();
        }
    }

    private void showProblem() {
        var what = shown == null ? "" : problemOf(shown);
        problem.setText(what);
        seen(problem, !what.isEmpty());
    }

    private String problemOf(Letter letter) {
        var typed = edited.get(letter.number());
        try {
            if (typed != null) {
                JsonText.parse(typed);
            }
            return "";
        } catch (MalformedJson e) {
            return tr(e.problem().what()) + " " + tr(e.problem().cure());
        }
    }

    /// What is wrong with what was typed into these; empty where nothing is.
    String problemOf(List<Letter> letters) {
        for (var letter : letters) {
            var what = problemOf(letter);
            if (!what.isEmpty()) {
                return tr("Dead letter %d: %s", letter.number(), what);
            }
        }
        return "";
    }

    /// What those of these that were edited are to be sent as.
    ///
    /// @throws IllegalStateException when something is wrong with one
    SortedMap<Long, Json> mended(List<Letter> letters) {
        var mended = new TreeMap<Long, Json>();
        for (var letter : letters) {
            var item = edited(letter);
            if (item != null) {
                mended.put(letter.number(), item);
            }
        }
        return mended;
    }

    private @Nullable Json edited(Letter letter) {
        var typed = edited.get(letter.number());
        if (typed == null || typed.equals(pretty(Objects.requireNonNull(letter.item()).json()))) {
            return null;
        }
        try {
            return JsonText.parse(typed);
        } catch (MalformedJson e) {
            throw new IllegalStateException("it was not looked at", e);
        }
    }

    /// They were dealt with.
    void forget(Iterable<Long> numbers) {
        numbers.forEach(edited::remove);
    }

    private static void seen(Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }
}
