package dev.flowloom.main;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

import dev.flowloom.journal.DeadLetter;
import dev.flowloom.model.Json;
import dev.flowloom.panels.letters.Letter;
import dev.flowloom.panels.letters.LetterDeeds;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.ThisUser;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.told;

/// Does what is wanted of the dead letters in the engine's store, away from the user interface's thread.
final class DeadLetterDesk implements LetterDeeds {
    private static final String RESENT = "sent again in the workbench";
    private static final String DROPPED = "dropped in the workbench";

    private final EngineQuestions engine;
    private final RunFinder runs;

    /// @param runs shows runs
    DeadLetterDesk(Services services, RunFinder runs) {
        this.engine = new EngineQuestions(services);
        this.runs = runs;
    }

    @Override
    public void list(@Nullable RunId of, int most, Consumer<List<Letter>> found, Consumer<String> refused) {
        engine.ask(asked -> {
            var letters = asked.deadLetters();
            return (of == null ? letters.list(false, most) : letters.of(of, false, most)).stream()
                    .map(DeadLetterDesk::shown).toList();
        }, found, refused);
    }

    private static Letter shown(DeadLetter letter) {
        var item = letter.item();
        return new Letter(letter.number(), letter.at(), letter.flow(), letter.run(),
                item == null ? null : new Letter.Item(item.index(), item.json()), letter.node(), letter.code(),
                told(letter.message()));
    }

    @Override
    public void resend(List<Long> numbers, SortedMap<Long, Json> mended, Consumer<List<RunId>> sent,
            Consumer<String> refused) {
        engine.ask(asked -> asked.deadLetters().resend(numbers, mended, ThisUser.name(), RESENT), sent, refused);
    }

    @Override
    public void drop(List<Long> numbers, String reason, Runnable dropped, Consumer<String> refused) {
        engine.ask(asked -> {
            asked.deadLetters().drop(numbers, ThisUser.name(), reason.isEmpty() ? DROPPED : reason);
            return true;
        }, _ -> dropped.run(), refused);
    }

    @Override
    public void showRun(Letter letter, Consumer<String> refused) {
        engine.ask(asked -> asked.flow(letter.run()), flow -> runs.show(letter.run(), flow, refused),
                refused);
    }
}
