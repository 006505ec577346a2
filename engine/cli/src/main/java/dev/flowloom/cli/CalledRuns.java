package dev.flowloom.cli;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.cli.progress.Ending;
import dev.flowloom.cli.progress.LeftByCalled;
import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.NoSuchRunException;
import org.jspecify.annotations.Nullable;

/// What is told of runs that others called, and of those that called them.
///
/// @param engine that has them
record CalledRuns(Engine engine) {
    /// So that a loop that calls flows doesn't fill the screen.
    private static final int MOST = 10;

    /// How those ended that did not undo all they did, with those that they called in turn.
    List<String> endings(LeftByCalled left) {
        var lines = new ArrayList<String>();
        add(left, lines);
        return lines;
    }

    private void add(LeftByCalled left, List<String> lines) {
        for (var called : left.first()) {
            if (lines.size() >= MOST) {
                return;
            }
            add(called, lines);
        }
        if (left.more() > 0 && lines.size() < MOST) {
            lines.add(
                    "%,d more runs that were called did not undo all they did: \"show\" tells of the run which they are."
                            .formatted(left.more()));
        }
    }

    private void add(LeftByCalled.Called called, List<String> lines) {
        try {
            var graph = engine.flow(called.run()).graph();
            var ending = new Ending(engine.flow(called.run()));
            var deeper = new LeftByCalled(graph);
            engine.history(called.run(), part -> part.forEach(recorded -> {
                ending.on(recorded);
                deeper.on(recorded.event());
            }));
            lines.add(Text.line("The run %s, called by %s, did not undo all it did. %s".formatted(called.run(),
                    called.by(), ending.text())));
            add(deeper, lines);
        } catch (NoSuchRunException | StoreException _) {
            lines.add(Text.line("The run %s, called by %s, did not undo all it did, and can't be read."
                    .formatted(called.run(), called.by())));
        }
    }

    /// The outermost run that waits for one that was called; null where none does.
    @Nullable
    RunId caller(RunId run) {
        RunId waiting = null;
        try {
            for (var at = engine.run(run).caller(); at != null; at = engine.run(at).caller()) {
                waiting = engine.run(at).isOver() ? waiting : at;
            }
        } catch (NoSuchRunException _) {
            // It isn't kept any more.
        } catch (StoreException e) {
            e.throwUnlessDamaged();
        }
        return waiting;
    }
}
