package dev.flowloom.main;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.flowloom.model.Json;
import dev.flowloom.panels.run.RunAnswers;
import dev.flowloom.run.VisitId;
import dev.flowloom.runtime.ThisUser;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Gives answers and messages to the run that is shown, away from the user interface's thread.
final class ShownRunAnswers implements RunAnswers {
    private final Services services;
    private final Supplier<@Nullable ShownRun> shown;

    ShownRunAnswers(Services services, Supplier<@Nullable ShownRun> shown) {
        this.services = services;
        this.shown = shown;
    }

    @Override
    public void answer(VisitId visit, boolean approved, String comment, Consumer<String> refused) {
        hand(run -> run.engine().answer(run.id(), visit, ThisUser.name(), approved, comment)
                ? null
                : tr("The question was given up or answered just now, or its deadline has passed."), refused);
    }

    @Override
    public void send(String name, String key, Json data, Consumer<String> over) {
        hand(run -> {
            run.engine().send(name, key, data, null);
            return "";
        }, over);
    }

    /// @param act gives what is to be told; null where the run's events will tell
    private void hand(Function<ShownRun, @Nullable String> act, Consumer<String> told) {
        var run = shown.get();
        if (run == null) {
            return;
        }
        services.background().execute(() -> {
            var what = outcome(act, run);
            if (what != null) {
                services.fx().execute(() -> told.accept(what));
            }
        });
    }

    private static @Nullable String outcome(Function<ShownRun, @Nullable String> act, ShownRun run) {
        try {
            return act.apply(run);
        } catch (RuntimeException e) {
            return EngineWords.of(e);
        }
    }
}
