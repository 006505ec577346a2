package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `runs`, `show`, `resume` and `cancel` on a store with one run, which failed.
class HistoryCommandsTest {
    @TempDir
    private Path folder = Path.of("");
    private String run = "";

    @BeforeEach
    void runOnce() {
        var ran = Ran.command("run", Flows.file(folder, "saga.flow.json", Flows.SAGA), "--key", "order 7", "--store",
                store());
        run = ((Json.Str) ran.json().fields().getOrDefault("run", Json.NULL)).value();
    }

    @Test
    void runsListsEachRunInALine() {
        var ran = Ran.command("runs", "--store", store());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(2)
                .last()
                .asString()
                .startsWith(run)
                .contains("failed", "saga")
                .endsWith("order 7");
    }

    @Test
    void showTellsEveryEventInALine() {
        var ran = Ran.command("show", run, "--store", store());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines().toList()).first().asString().contains("run.started", "saga", "under key order 7");
        assertThat(ran.out()).contains("step.compensated").contains("book #2 by unbook #4")
                .contains("card.declined: The card was declined.");
    }

    @Test
    void eachEventIsShownWithItsDay() {
        assertThat(Ran.command("show", run, "--store", store()).out().lines())
                .allMatch(line -> line.matches(" +\\d+  20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  .*"));
    }

    @Test
    void showGivesAllDataAsJson() {
        var ran = Ran.command("show", run, "--json", "--store", store());

        assertThat(ran.json().get("status")).isEqualTo(Json.of("failed"));
        assertThat(ran.json().get("events")).isInstanceOfSatisfying(Json.Arr.class,
                events -> assertThat(events.items()).hasSizeGreaterThan(5));
        assertThat(ran.out()).isEqualTo(JsonText.pretty(ran.json()) + System.lineSeparator());
    }

    @Test
    void aRunThatIsNotThereIsToldInASentence() {
        var ran = Ran.command("show", "nothing", "--store", store());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("There is no run nothing in this store.").contains("runs");
    }

    @Test
    void whereEveryRunHasEndedThereIsNothingToResume() {
        var ran = Ran.command("resume", "--store", store());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("nothing to resume");
    }

    @Test
    void whereARunIsOverThereIsNothingToCancel() {
        var over = Ran.command("cancel", run, "--store", store());
        var missing = Ran.command("cancel", "nothing", "--store", store());

        assertThat(over.exitCode()).isEqualTo(2);
        assertThat(over.out()).isEmpty();
        assertThat(over.err()).contains("over already: it has failed");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).startsWith("There is no run nothing in this store.");
    }

    @Test
    void aDamagedStoreIsToldInASentenceWithTheTraceOnRequest() throws IOException {
        Files.writeString(folder.resolve("store.mv.db"), "this is not a database");

        var ran = Ran.command("runs", "--store", store());
        var verbose = Ran.command("runs", "--verbose", "--store", store());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).hasLineCount(1).doesNotContain("\tat ");
        assertThat(verbose.err()).contains("\tat ");
    }

    @Test
    void lookingForAStoreThatIsNotThereMakesNone() throws IOException {
        var other = folder.resolve("typo");
        for (var command : List.of(List.of("runs"), List.of("show", run), List.of("resume"), List.of("cancel", run),
                List.of("pause", run), List.of("unpause", run),
                List.of("retry", run), List.of("jump", run, "done"), List.of("messages"), List.of("approvals"),
                List.of("approve", run))) {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--store", other.toString()));
            var ran = Ran.command(arguments.toArray(String[]::new));

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).startsWith("There is no store " + other);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("typo"));
        }
    }

    private String store() {
        return folder.resolve("store").toString();
    }
}
