package dev.flowloom.panels.form;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.assist.Completion.Offer;
import dev.flowloom.assist.Script;
import dev.flowloom.assist.Script.Range;
import dev.flowloom.assist.Syntax;

/// What is known of the expressions in a form's fields: their words, what can be named in them, what they give; and of the
/// secrets that fields refer to.
public interface Insight {

    /// Reads a field's text, to be done for each letter typed.
    Script read(String text, Syntax syntax);

    /// What may be written at a place of the text.
    Offer offer(Script script, int caret);

    /// Looks closer at a field's text, elsewhere.
    ///
    /// @param found is given what was found, later, on this thread
    void look(Script script, Syntax syntax, Consumer<Finding> found);

    /// Is to be run when the same text may give something else.
    void onNews(Runnable listener);

    /// Whether there is a secret of that name here.
    boolean hasSecret(String name);

    /// What a closer look found.
    ///
    /// @param wrong where the text is wrong
    /// @param value what it gives, in a line or a few; empty where there is nothing to tell
    /// @param failed whether that is why it gives nothing
    record Finding(List<Range> wrong, String value, boolean failed) {
        public static final Finding NOTHING = new Finding(List.of(), "", false);

        public Finding {
            wrong = List.copyOf(wrong);
        }
    }
}
