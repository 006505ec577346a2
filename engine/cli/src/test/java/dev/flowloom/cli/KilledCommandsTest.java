package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Kills each command that changes a store at random moments, goes on as somebody would who finds it killed, and looks
/// whether it comes to the same as if it had not been killed. `-Dflowloom.kills=300` says how many kills, all commands
/// together, in turn; `-Dflowloom.seed=…` repeats their order and the moments.
@Tag("crashes")
@Execution(ExecutionMode.CONCURRENT)
final class KilledCommandsTest {
    private static final int KILLS = Integer.getInteger("flowloom.kills", 5);

    @TempDir
    private Path folder = Path.of("");
    private final Map<KilledCommand, List<String>> prepared = new EnumMap<>(KilledCommand.class);
    /// In milliseconds, as far as is known: what ends before it is killed tells, and else it may be longer.
    private long longest = 1_000;

    @Test
    void aKilledCommandCanBeGoneOnWith() throws Exception {
        long seed = Long.getLong("flowloom.seed", System.nanoTime());
        System.out.println("KilledCommandsTest: -Dflowloom.seed=" + seed);
        var random = new Random(seed);
        var commands = Arrays.asList(KilledCommand.values());
        Collections.shuffle(commands, random);
        int killed = 0;
        int begun = 0;
        for (int i = 0; i < KILLS; i++) {
            var command = commands.get(i % commands.size());
            var store = store(command.name() + i);
            var words = command.words(store, prepared(command, store));
            try {
                if (killAtRandom(store, words, random)) {
                    killed++;
                    begun += differs(store, command) ? 1 : 0;
                }
                command.goOn(store, words);
                store.command("doctor");
                command.check(store);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("%s, kill %d".formatted(command, i), e);
            }
        }
        System.out.printf(
                "KilledCommandsTest: %d killed, %d of them after they had written to the store; %d ended before%n",
                killed, begun, KILLS - killed);
    }

    private TriedStore store(String name) throws IOException {
        return new TriedStore(Files.createDirectory(folder.resolve(name)));
    }

    /// As it is prepared once, because that takes longer than the command.
    private List<String> prepared(KilledCommand command, TriedStore store) throws IOException {
        var original = new TriedStore(folder.resolve(command.name()));
        if (!prepared.containsKey(command)) {
            prepared.put(command, command.prepare(store(command.name())));
        }
        original.copyTo(store);
        return prepared.get(command);
    }

    /// In the last part of its life, most of which is the start of Java.
    ///
    /// @return false where it ended before
    private boolean killAtRandom(TriedStore store, List<String> words, Random random) throws Exception {
        long begin = System.nanoTime();
        try (var child = store.child(words)) {
            if (child.process().waitFor(longest * 3 / 5 + random.nextLong(longest / 2), TimeUnit.MILLISECONDS)) {
                longest = Duration.ofNanos(System.nanoTime() - begin).toMillis();
                var ended = child.await();
                assertThat(ended.exitCode()).as(ended.err()).isZero();
                return false;
            }
            child.kill();
            longest += longest / 100;
            return true;
        }
    }

    private boolean differs(TriedStore store, KilledCommand command) throws IOException {
        var original = folder.resolve(command.name()).resolve("store.mv.db");
        return !Files.exists(original) || Files.mismatch(original, store.folder().resolve("store.mv.db")) >= 0;
    }
}
