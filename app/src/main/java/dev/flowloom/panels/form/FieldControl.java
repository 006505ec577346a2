package dev.flowloom.panels.form;

import java.util.function.Consumer;
import javafx.scene.Node;

import dev.flowloom.model.Json;
import dev.flowloom.panels.form.Insight.Finding;
import org.jspecify.annotations.Nullable;

/// A control that shows one value and tells when the user changes it. Showing tells nobody.
public abstract class FieldControl {
    private Consumer<@Nullable Json> changed = _ -> {};
    private Consumer<String> complained = _ -> {};
    private Consumer<Finding> found = _ -> {};
    private @Nullable Json value;
    private boolean showing;

    /// Is told of every change by the user; null means that the field is empty.
    public final void onChange(Consumer<@Nullable Json> listener) {
        changed = listener;
    }

    /// Is told what is wrong with what was typed, as a sentence, as long as it is no value; an empty text then ends it.
    public final void onComplaint(Consumer<String> listener) {
        complained = listener;
    }

    /// Is told what a closer look found in what was typed.
    public final void onFound(Consumer<Finding> listener) {
        found = listener;
    }

    /// Shows a value; null shows an empty field. What the user is just typing is left alone when it means the value.
    public final void show(@Nullable Json shown) {
        if (shown == null ? value == null : shown.equals(value)) {
            return;
        }
        value = shown;
        complain("");
        showing = true;
        try {
            display(shown);
        } finally {
            showing = false;
        }
    }

    /// To be called by the control when the user has changed it.
    protected final void changedTo(@Nullable Json entered) {
        if (!showing) {
            value = entered;
            changed.accept(entered);
        }
    }

    /// To be called by the control when what the user typed is no value, and with an empty text when it is again.
    protected final void complain(String reason) {
        complained.accept(reason);
    }

    /// To be called by the control when a closer look has found something in what it holds.
    protected final void found(Finding finding) {
        found.accept(finding);
    }

    /// What is put in the form.
    public abstract Node node();

    /// Puts the value into the control.
    protected abstract void display(@Nullable Json shown);
}
