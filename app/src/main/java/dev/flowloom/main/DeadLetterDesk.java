package dev.flowloom.main;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Json;
import dev.flowloom.panels.letters.Letter;
import dev.flowloom.panels.letters.LetterDeeds;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import org.jspecify.annotations.Nullable;

/// Does what is wanted of the dead letters in the engine's store, away from the user interface's thread.
final class DeadLetterDesk implements LetterDeeds {
    private static final String BY = "the user";
    private static final String RESENT = "sent again in the workbench";
    private static final String DROPPED = "dropped in the workbench";

    private final Services services;
    private final RunFinder runs;

    /// @param runs shows runs
    DeadLetterDesk(Services services, RunFinder runs) {
        this.services = services;
        this.runs = runs;
    }

    @Override
    public void list(@Nullable RunId of, int most, Consumer<List<Letter>> found, Consumer<String> refused) {
        ask(engine -> {
            var letters = engine.deadLetters();
            return (of == null ? letters.list(false, most) : letters.of(of, false, most)).stream()
                    .map(DeadLetterDesk::shown).toList();
        }, found, refused);
    }

    private static Letter shown(DeadLetter letter) {
        var item = letter.item();
        return new Letter(letter.number(), letter.at(), letter.flow(), letter.run(),
                item == null ? null : new Letter.Item(item.index(), item.json()), letter.node(), letter.code(),
                letter.message());
    }

    @Override
    public void resend(List<Long> numbers, SortedMap<Long, Json> mended, Consumer<List<RunId>> sent,
            Consumer<String> refused) {
        ask(engine -> engine.deadLetters().resend(numbers, mended, BY, RESENT), sent, refused);
    }

    @Override
    public void drop(List<Long> numbers, String reason, Runnable dropped, Consumer<String> refused) {
        ask(engine -> {
            engine.deadLetters().drop(numbers, BY, reason.isEmpty() ? DROPPED : reason);
            return true;
        }, _ -> dropped.run(), refused);
    }

    @Override
    public void showRun(Letter letter, Consumer<String> refused) {
        ask(engine -> engine.flow(letter.run()), flow -> runs.show(letter.run(), flow, refused),
                refused);
    }

    private <T> void ask(Function<Engine, T> work, Consumer<T> then, Consumer<String> refused) {
        services.aside().run(() -> answer(work), then, failure -> refused.accept(why(failure)));
    }

    private <T> T answer(Function<Engine, T> work) {
        var engine = services.engines().open();
        try {
            return work.apply(engine);
        } catch (StoreException e) {
            // The next one opens the store again.
            services.engines().giveUp(engine);
            throw e;
        }
    }

    private static String why(Throwable failure) {
        return switch (failure) {
            case StoreException store -> store.message();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }
}
