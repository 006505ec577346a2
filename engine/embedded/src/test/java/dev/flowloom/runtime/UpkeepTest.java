package dev.flowloom.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Json;
import dev.flowloom.run.RunId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What keeps a store in good order while runs go on in it.
@Timeout(60)
final class UpkeepTest {
    private static final Retention NONE = new Retention(null, 0);

    private final Journal journal = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE,
            new EventJsonCodec());
    private final Engine engine = new Engine(journal, Work.types((step, _) -> Json.of(step)),
            EngineSettings.DEFAULT.withListener(new Heard()));

    @AfterEach
    void close() {
        engine.close();
    }

    private List<RunId> runs() {
        return engine.runs(Integer.MAX_VALUE).stream().map(RunSummary::run).toList().reversed();
    }

    private void run(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Patience.end(engine, engine.start(Flows.sequence("a"), Json.of(i), null).run());
        }
    }

    @Test
    void whatIsNotKeptIsRemovedNowAndThenWhileRunsGoOn() throws Exception {
        run(3);
        engine.upkeep().keep(new Retention(null, 1));
        try (var upkeep = new Upkeep(journal, InstantSource.system(), Duration.ofMillis(1), Duration.ofMillis(1))) {
            upkeep.begin();
            Patience.await(() -> runs().size() == 1);
            run(3);
            Patience.await(() -> runs().size() == 1);
        }
    }

    @Test
    void whatIsNotAgreedToStaysAndHidesNothingBehindIt() throws Exception {
        run(350);
        var runs = runs();
        var disagreed = runs.subList(0, 230);

        assertThat(engine.upkeep().prune(NONE, run -> !disagreed.contains(run))).isEqualTo(120);
        assertThat(runs()).isEqualTo(disagreed);
        assertThat(engine.upkeep().prune(NONE, _ -> true)).isEqualTo(230);
        assertThat(runs()).isEmpty();
    }
}
