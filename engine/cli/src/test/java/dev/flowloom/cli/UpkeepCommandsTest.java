package dev.flowloom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `doctor`, `backup`, `restore`, `retention` and `prune` on a store with three runs.
@Timeout(60)
class UpkeepCommandsTest {
    @TempDir
    private Path folder = Path.of("");
    private final List<String> runs = new ArrayList<>();

    @BeforeEach
    void runThreeTimes() {
        var flow = Flows.file(folder, "greeting.flow.json", Flows.GREETING);
        var input = Flows.file(folder, "ada.json", "{\"name\": \"Ada\"}");
        for (int i = 0; i < 3; i++) {
            var ran = command("run", flow, "--input", input);
            runs.add(((Json.Str) ran.json().fields().getOrDefault("run", Json.NULL)).value());
        }
    }

    private Ran command(String... arguments) {
        return on("store", arguments);
    }

    private Ran on(String store, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve(store).toString()));
        return Ran.command(all.toArray(String[]::new));
    }

    @Test
    void aStoreInGoodOrderIsSaidToBeSo() {
        var ran = command("doctor");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("histories", "All histories are whole: 3 runs", "Every run has ended.")
                .doesNotContain("failure");
    }

    @Test
    void aDamagedHistoryIsFoundAndSaidHowToRestore() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            sql.execute("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = (SELECT MIN(run) FROM batch)");
        }
        var ran = command("doctor", "--json");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("\"failure\"", "1 of 3 runs are damaged: " + runs.getFirst(), "repair RUN");
    }

    @Test
    void aStoreThatCanNotBeOpenedIsAFindingToo() throws Exception {
        Files.writeString(folder.resolve("store.mv.db"), "this is not a database");

        var ran = command("doctor");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("failure  store");
        assertThat(on("none", "doctor").exitCode()).isEqualTo(2);
    }

    @Test
    void whatDeadLettersAndUnfinishedRunsNeedIsSaid() {
        command("run", Flows.file(folder, "saga.flow.json", Flows.SAGA));

        assertThat(command("doctor").out()).contains("warning  dead letters  1 item or run failed for good");
    }

    @Test
    void aStoreIsMadeOfItsBackup() {
        var file = folder.resolve("backup.zip").toString();
        var backup = command("backup", file);
        assertThat(backup.exitCode()).as(backup.err()).isZero();
        assertThat(backup.err()).contains("3 runs");

        assertThat(on("other", "restore", file).exitCode()).isZero();
        assertThat(on("other", "runs").out()).isEqualTo(command("runs").out());
        assertThat(command("backup", file).err()).contains("There is a file");
        assertThat(command("restore", file).err()).contains("There is a store already");
        assertThat(on("none", "backup", file + "2").exitCode()).isEqualTo(2);
        assertThat(on("none", "restore", file + "3").err()).contains("There is no file");
    }

    @Test
    void whatIsKeptIsSaidOnceAndHoldsForPrune() {
        assertThat(command("retention").out()).contains("for ever");
        assertThat(command("prune").exitCode()).isEqualTo(2);
        assertThat(command("retention", "--longest", "P90D", "--most", "2").out())
                .contains("kept for 90 d, up to a number of 2");
        assertThat(command("retention", "--most", "2").out()).contains("90 d, up to a number of 2");
        assertThat(command("retention", "--longest", "P1Y").err()).contains("\"P1Y\" is no length of time");

        var tried = command("prune", "--dry-run");
        assertThat(tried.out().lines()).containsExactly(runs.getFirst());
        assertThat(command("prune").err()).contains("1 run removed.");
        assertThat(command("runs").out()).doesNotContain(runs.getFirst()).contains(runs.get(1), runs.get(2));

        assertThat(command("retention", "--all").out()).contains("for ever");
        assertThat(command("retention", "--all", "--most", "3").exitCode()).isEqualTo(2);
        assertThat(command("retention", "--most", "-3").exitCode()).isEqualTo(2);
    }

    @Test
    void thatNothingIsKeptIsSaid() {
        assertThat(command("retention", "--most", "1").err()).isEmpty();
        assertThat(command("retention", "--longest", "PT0S").err()).contains("removed soon after its end");
        assertThat(command("retention", "--all").err()).isEmpty();
        assertThat(command("retention", "--most", "0").err()).contains("removed soon after its end");
    }

    @Test
    void whatOnlyLooksChangesNothing() throws Exception {
        command("run", Flows.file(folder, "saga.flow.json", Flows.SAGA));
        var store = folder.resolve("store.mv.db");
        var before = Files.readAllBytes(store);

        for (var looking : List.of(List.of("runs"), List.of("show", runs.getFirst()), List.of("messages"),
                List.of("approvals"), List.of("dead-letters"), List.of("dead-letters", "1"), List.of("retention"),
                List.of("prune", "--dry-run", "--most", "0"), List.of("doctor"),
                List.of("backup", folder.resolve("backup.zip").toString()))) {
            var ran = command(looking.toArray(String[]::new));
            assertThat(ran.exitCode()).as("%s: %s", looking, ran.err()).isZero();
            assertThat(Files.readAllBytes(store)).as(looking.toString()).isEqualTo(before);
        }
    }

    @Test
    void historiesAreExportedBeforeTheyGo() throws Exception {
        var shown = command("show", runs.getFirst(), "--json").out();
        var exported = folder.resolve("old");

        assertThat(command("prune", "--most", "2", "--export", exported.toString()).exitCode()).isZero();
        assertThat(Files.readString(exported.resolve(runs.getFirst() + ".json"))).isEqualTo(shown);
    }

    @Test
    void aDamagedRunIsNotExportedAndStaysAndOthersGo() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            sql.execute("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = (SELECT MIN(run) FROM batch)");
        }
        var exported = folder.resolve("old");
        var ran = command("prune", "--most", "0", "--export", exported.toString());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("The run was not removed.", "2 runs removed.");
        assertThat(command("runs").out()).contains(runs.getFirst()).doesNotContain(runs.get(1));
        try (var files = Files.list(exported)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aRunThatCanNotBeExportedStays() throws Exception {
        Files.writeString(folder.resolve("old"), "a file where the folder would be");

        var ran = command("prune", "--most", "2", "--export", folder.resolve("old").toString());
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("could not be written", "were removed");
        assertThat(command("runs").out()).contains(runs.getFirst());
    }
}
