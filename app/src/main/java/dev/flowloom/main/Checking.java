package dev.flowloom.main;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.flowloom.document.Editor;
import dev.flowloom.document.Identity;
import dev.flowloom.files.Aside;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Checks the flow after each edit, away from the editor's thread. One check at a time; of the edits made meanwhile
/// only the last is checked.
final class Checking {
    private static final List<Problem> UNCHECKED = List.of(Problem.warning("check.failed", Problem.Place.WHOLE,
            Sentence.of("The flow could not be checked, because of an error inside Flowloom."),
            Sentence.of("Undo what you did last, and report it with what the log says.")));

    private final Editor editor;
    private final Function<Flow, List<Problem>> checks;
    private final Aside aside;
    private final Consumer<List<Problem>> found;
    private @Nullable Flow wanted;
    private boolean busy;

    /// @param found gets what is wrong with the flow as it is
    Checking(Editor editor, Function<Flow, List<Problem>> checks, Aside aside, Consumer<List<Problem>> found) {
        this.editor = editor;
        this.checks = checks;
        this.aside = aside;
        this.found = found;
        editor.listen(change -> {
            if (!Identity.same(change.before().diagram().flow(), change.after().diagram().flow())) {
                check(change.after().diagram().flow());
            }
        });
        check(editor.diagram().flow());
    }

    /// Checks the flow as it is once more: what it depends on may be other than before.
    void again() {
        check(editor.diagram().flow());
    }

    private void check(Flow flow) {
        wanted = flow;
        next();
    }

    private void next() {
        var flow = wanted;
        if (!busy && flow != null) {
            busy = true;
            wanted = null;
            aside.run(() -> checks.apply(flow), problems -> checked(flow, problems), bug -> {
                checked(flow, UNCHECKED);
                aside.report(bug);
            });
        }
    }

    private void checked(Flow flow, List<Problem> problems) {
        busy = false;
        if (Identity.same(editor.diagram().flow(), flow)) {
            found.accept(problems);
        }
        next();
    }
}
