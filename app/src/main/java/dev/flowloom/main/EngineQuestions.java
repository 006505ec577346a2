package dev.flowloom.main;

import java.util.function.Consumer;
import java.util.function.Function;

import dev.flowloom.journal.StoreException;
import dev.flowloom.runtime.Engine;

/// Asks the engine of this process, away from the user interface's thread.
record EngineQuestions(Services services) {

    /// @param then is given what it answered, on the thread of the user interface
    /// @param refused is told there why it could not answer
    <T> void ask(Function<Engine, T> work, Consumer<T> then, Consumer<String> refused) {
        services.aside().run(() -> answer(work), then, failure -> refused.accept(EngineWords.of(failure)));
    }

    private <T> T answer(Function<Engine, T> work) {
        var engine = services.engines().open();
        try {
            return work.apply(engine);
        } catch (StoreException e) {
            services.engines().giveUp(engine, e);
            throw e;
        }
    }
}
