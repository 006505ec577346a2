package dev.flowloom.main;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// One engine for all windows, opened again where its store failed.
final class EnginesTest {
    private final StepTypes types = StepTypes.installed();
    private final AtomicBoolean isGone = new AtomicBoolean();
    private final Engines engines = new Engines(new StoreLocation.InMemory(), this::open);

    private Engine open(StoreLocation where) {
        if (isGone.get()) {
            throw new StoreException(StoreException.Kind.FAILED, "It is gone.", "Look for it.");
        }
        return Engine.open(where, Durability.KILL_SAFE, types);
    }

    @AfterEach
    void close() {
        engines.close();
        types.close();
    }

    private static StoreException because(StoreException.Kind kind) {
        return new StoreException(kind, "Something is wrong.", "Mend it.");
    }

    @Test
    void aDamagedRunDoesNotEndTheOthers() {
        var engine = engines.open();
        engines.giveUp(engine, because(StoreException.Kind.DAMAGED));
        assertThat(engines.open()).isSameAs(engine);
    }

    @Test
    void aStoreThatFailedIsOpenedAgain() {
        var engine = engines.open();
        engines.giveUp(engine, because(StoreException.Kind.FAILED));
        assertThat(engines.open()).isNotSameAs(engine);
    }

    @Test
    void anotherStoreThatCanNotBeOpenedChangesNothing() {
        var engine = engines.open();
        isGone.set(true);
        assertThatThrownBy(() -> engines.use(new StoreLocation.OnDisk(Path.of("other").toAbsolutePath())))
                .isInstanceOf(StoreException.class);
        assertThat(engines.open()).isSameAs(engine);
    }
}
