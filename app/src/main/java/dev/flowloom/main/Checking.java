package dev.flowloom.main;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

import dev.flowloom.document.Editor;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// Checks the flow after each edit, away from the editor's thread. One check at a time; of the edits made meanwhile
/// only the last is checked.
final class Checking {
    private final Editor editor;
    private final Function<Flow, List<Problem>> checks;
    private final Executor background;
    private final Executor editorsThread;
    private @Nullable Flow wanted;
    private boolean busy;

    Checking(Editor editor, Function<Flow, List<Problem>> checks, Executor background, Executor editorsThread) {
        this.editor = editor;
        this.checks = checks;
        this.background = background;
        this.editorsThread = editorsThread;
        editor.listen(change -> {
            if (!change.before().diagram().flow().equals(change.after().diagram().flow())) {
                check(change.after().diagram());
            }
        });
        check(editor.diagram());
    }

    private void check(Diagram diagram) {
        wanted = diagram.flow();
        next();
    }

    private void next() {
        var flow = wanted;
        if (!busy && flow != null) {
            busy = true;
            wanted = null;
            background.execute(() -> run(flow));
        }
    }

    private void run(Flow flow) {
        try {
            var problems = checks.apply(flow);
            editorsThread.execute(() -> show(flow, problems));
        } catch (RuntimeException e) {
            editorsThread.execute(() -> {
                busy = false;
                throw e;
            });
        }
    }

    private void show(Flow flow, List<Problem> problems) {
        busy = false;
        if (editor.diagram().flow().equals(flow)) {
            editor.showProblems(problems);
        }
        next();
    }
}
