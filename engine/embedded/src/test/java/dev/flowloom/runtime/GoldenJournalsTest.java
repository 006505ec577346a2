package dev.flowloom.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What earlier releases kept is read, folded and gone on with as it was then.
final class GoldenJournalsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/flowloom/runtime/golden");

    @TempDir
    Path folder;

    static List<String> releases() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".zip"))
                    .map(name -> name.replace(".zip", "")).sorted().toList();
        }
    }

    private Engine open(String release) {
        var location = new StoreLocation.OnDisk(folder.resolve("store"));
        Stores.restore(GOLDEN.resolve(release + ".zip"), location);
        return Engine.open(location, Durability.KILL_SAFE, Work.types(CrashFlows::work));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void runsStandAsTheyStood(String release) throws IOException {
        try (var engine = open(release)) {
            assertThat(GoldenJournals.standing(engine))
                    .isEqualTo(Files.readAllLines(GOLDEN.resolve(release + ".txt")));
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void eventsAreWrittenAsTheyWereWritten(String release) throws Exception {
        var codec = new EventJsonCodec();
        var kinds = new TreeSet<String>();
        try (var zip = new ZipFile(GOLDEN.resolve(release + ".zip").toFile())) {
            var lines = new String(zip.getInputStream(zip.getEntry("batch.jsonl")).readAllBytes(),
                    StandardCharsets.UTF_8).lines().toList();
            int column = ((Json.Arr) JsonText.parse(lines.getFirst())).items().indexOf(Json.of("text"));
            for (var line : lines.subList(1, lines.size())) {
                var text = ((Json.Str) ((Json.Arr) JsonText.parse(line)).items().get(column)).value();
                var events = codec.read(text);
                assertThat(codec.write(events)).isEqualTo(text);
                events.forEach(event -> kinds.add(event.getClass().getSimpleName()));
            }
        }
        assertThat(kinds).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void runsGoOnToTheirEnd(String release) throws Exception {
        try (var engine = open(release)) {
            var unfinished = engine.runs(Integer.MAX_VALUE).stream().filter(run -> !run.isOver()).toList();
            assertThat(unfinished).hasSize(2);
            engine.resume();
            for (var run : unfinished) {
                var input = ((Event.RunStarted) engine.history(run.run()).getFirst().event()).input();
                CrashFlows.feed(engine, ((Json.Num) input).value().intValue());
                if (run.isPaused()) {
                    engine.unpause(run.run(), "a test", "Lunch is over.");
                }
                engine.outcome(run.run()).toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(engine.run(run.run()).status()).isEqualTo(RunSummary.Status.COMPLETED);
            }
        }
    }

    @Test
    void thereIsOneOfThisRelease() throws IOException {
        assertThat(releases()).contains("0.1", "0.1-unreadable-items");
    }
}
