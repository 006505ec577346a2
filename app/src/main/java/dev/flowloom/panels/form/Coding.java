package dev.flowloom.panels.form;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;

import dev.flowloom.assist.Script;
import dev.flowloom.assist.Syntax;
import dev.flowloom.panels.form.Insight.Finding;
import org.jspecify.annotations.Nullable;

/// What makes a text input one for expressions: colours, marks where it is wrong, a list of what may follow.
final class Coding {
    private final TextInputControl input;
    private final Insight insight;
    private final Syntax syntax;
    private final Highlight highlight;
    private Consumer<Finding> found = _ -> {};
    private Script script;
    private Finding last = Finding.NOTHING;
    private boolean looking;
    private boolean wanted;

    Coding(TextInputControl input, Insight insight, Syntax syntax) {
        this.input = input;
        this.insight = insight;
        this.syntax = syntax;
        script = insight.read("", syntax);
        highlight = new Highlight(input);
        new CompletionPopup(input, insight, this::script);
        input.textProperty().addListener(_ -> read());
        input.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                look();
            }
        });
        insight.onNews(this::look);
    }

    void onFound(Consumer<Finding> listener) {
        found = listener;
    }

    Node layer() {
        return highlight.layer();
    }

    /// Has something stand beside the text.
    void onPlaced(Highlight.Follower beside) {
        highlight.onPlaced(beside);
    }

    void place() {
        highlight.place();
    }

    /// How many lines the text takes, broken where it does not fit.
    int lines() {
        return highlight.lines();
    }

    private Script script() {
        return script;
    }

    private void read() {
        script = insight.read(textOf(input), syntax);
        highlight.show(script);
        look();
    }

    // One look at a time: of what is typed meanwhile only the last is looked at.
    private void look() {
        if (looking) {
            wanted = true;
            return;
        }
        if (input.getScene() == null) {
            return;
        }
        if (script.parts().isEmpty() || script.text().isBlank()) {
            show(Finding.NOTHING);
            return;
        }
        looking = true;
        var looked = script;
        insight.look(looked, syntax, finding -> {
            looking = false;
            if (looked.text().equals(script.text())) {
                show(finding);
            }
            if (wanted) {
                wanted = false;
                look();
            }
        });
    }

    /// What was found last.
    Finding finding() {
        return last;
    }

    private void show(Finding finding) {
        last = finding;
        highlight.mark(finding.wrong());
        found.accept(finding);
    }

    private static String textOf(TextInputControl input) {
        @Nullable
        String text = input.getText();
        return text == null ? "" : text;
    }
}
