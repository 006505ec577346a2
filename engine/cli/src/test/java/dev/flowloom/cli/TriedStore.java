package dev.flowloom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepTypes;

import static org.assertj.core.api.Assertions.assertThat;

/// A store in a folder that commands are tried on, with files beside it.
record TriedStore(Path folder) {

    /// In this process. Fails where it ends with another code.
    Ran command(int exitCode, List<String> words) {
        var ran = Ran.command(withStore(words).toArray(String[]::new));
        assertThat(ran.exitCode()).as("%s: %s", words, ran.err()).isEqualTo(exitCode);
        return ran;
    }

    Ran command(String... words) {
        return command(0, List.of(words));
    }

    ChildProcess child(List<String> words) throws IOException {
        return ChildProcess.command(withStore(words).toArray(String[]::new));
    }

    private List<String> withStore(List<String> words) {
        return Stream.concat(words.stream(), Stream.of("--verbose", "--store", folder.resolve("store").toString()))
                .toList();
    }

    String file(String name, String content) {
        return Flows.file(folder, name, content);
    }

    /// The id of a new run of the flow, left once that has happened in it.
    String leftAt(Class<? extends Event> last, String flow, Json input) {
        var read = Objects.requireNonNull(DefinitionReader.read(flow.getBytes(StandardCharsets.UTF_8)).diagram());
        try (var types = StepTypes.installed();
                var engine = Engine.open(new StoreLocation.OnDisk(folder.resolve("store")), Durability.KILL_SAFE,
                        types)) {
            var run = engine.start(read.flow(), input, null).run();
            while (engine.history(run).stream().noneMatch(recorded -> last.isInstance(recorded.event()))) {
                Thread.sleep(5);
            }
            return run.value();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A line for each run, without the heading, the latest first.
    List<String> runs() {
        return command("runs").out().lines().skip(1).toList();
    }

    void assertOneRun(String status) {
        assertThat(runs()).singleElement().asString().contains(status);
    }

    String latestRun() {
        var line = runs().getFirst();
        return line.substring(0, line.indexOf(' '));
    }

    /// How often that has happened in the run that was begun first.
    long count(String kind) {
        var line = runs().getLast();
        var shown = command("show", line.substring(0, line.indexOf(' ')), "--json").json();
        return ((Json.Arr) Objects.requireNonNull(shown.get("events"))).items().stream()
                .filter(recorded -> recorded instanceof Json.Obj one && one.get("event") instanceof Json.Obj event
                        && Json.of(kind).equals(event.get("kind")))
                .count();
    }

    void copyTo(TriedStore other) {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, other.folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
