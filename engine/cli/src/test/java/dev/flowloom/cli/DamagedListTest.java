package dev.flowloom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A store in which something of one run, or beside the database, isn't what was written: the others can be used, and nothing
/// is called a fault of Flowloom's.
@Timeout(120)
class DamagedListTest {
    private static final String FLAW = " WHERE number = (SELECT MIN(number) FROM run)";
    private static final String SLOW = """
            {"flowloom": 1, "id": "slow",
             "nodes": {"s": {"kind": "start"}, "w": {"kind": "wait", "for": "PT0.05S"}, "z": {"kind": "end"}},
             "wires": {"a": {"kind": "sequence", "from": "s", "to": "w"}, "b": {"kind": "sequence", "from": "w", "to": "z"}}}
            """;

    @TempDir
    private Path folder = Path.of("");
    private final List<String> runs = new ArrayList<>();

    @BeforeEach
    void runTwice() {
        var flow = Flows.file(folder, "slow.flow.json", SLOW);
        for (int i = 0; i < 2; i++) {
            runs.add(((Json.Str) command("run", flow).json().fields().getOrDefault("run", Json.NULL)).value());
        }
    }

    private Ran command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        var ran = Ran.command(all.toArray(String[]::new));
        assertThat(ran.err()).doesNotContain("fault of its own", "Exception");
        return ran;
    }

    private void sql(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "flowloom", "");
                var sql = connection.createStatement()) {
            for (var statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /// As if the process had been killed before the runs came to their ends.
    private void takeEnds() throws Exception {
        sql("DELETE FROM batch WHERE position IN (SELECT MAX(position) FROM batch GROUP BY run)",
                "UPDATE run SET status = 'RUNNING', ended = NULL");
        Files.delete(folder.resolve("store.acknowledged"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE run SET status = 'LOST'", "UPDATE run SET started = '-4711-01-01 00:00:00+00'",
                    "UPDATE run SET started = '500000000-01-01 00:00:00+00'",
                    "UPDATE run SET ended = '1000000000-12-31 00:00:00+00'",
                    "UPDATE run SET definition = 'gone'"})
    void oneBadRowIsToldAndMendedAndTheOthersCanBeUsed(String damage) throws Exception {
        sql(damage + FLAW);

        var doctor = command("doctor");
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("failure  list of runs", "1 run is not listed", runs.getFirst(),
                "repair RUN");
        var listed = command("runs");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).contains(runs.getLast());
        assertThat(listed.err()).contains("1 run is not listed as it was written");
        assertThat(command("show", runs.getLast()).exitCode()).isZero();
        assertThat(command("resume").err()).contains("there is no run in this store that has not ended");

        assertThat(command("repair", runs.getFirst(), "--yes").exitCode()).isZero();
        assertThat(command("doctor").exitCode()).isZero();
        assertThat(command("runs").out()).contains(runs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE run SET started = '-4711-01-01 00:00:00+00'", "UPDATE run SET definition = 'gone'",
                    "DELETE FROM batch"})
    void theOthersAreGoneOnWith(String damage) throws Exception {
        takeEnds();
        sql(damage + FLAW.replace("number = ", damage.startsWith("DELETE") ? "run = " : "number = "));

        var ran = command("resume");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains(runs.getFirst());
        assertThat(ran.out()).contains(runs.getLast(), "completed");
    }

    @Test
    void aDefinitionThatIsGoneIsToldAndTheOthersAreGoneOnWith() throws Exception {
        command("run", Flows.file(folder, "other.flow.json", SLOW.replace("\"slow\"", "\"other\"")));
        takeEnds();
        sql("DELETE FROM definition WHERE hash = (SELECT definition FROM run" + FLAW + ")");

        var ran = command("resume");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("is not in the store");
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(command("doctor").out()).contains("its definition is not in the store");
    }

    @Test
    void aRetentionThatCanNotBeIsToldAndSaidAnew() throws Exception {
        sql("INSERT INTO retention (longest_seconds, most) VALUES (-5, NULL)");

        assertThat(command("doctor").out()).contains("failure  retention", "retention --all");
        assertThat(command("retention").err()).contains("how long it keeps runs is not what was written");
        assertThat(command("retention", "--all").exitCode()).isZero();
        assertThat(command("doctor").exitCode()).isZero();
    }

    @Test
    void theLongestTimeThereIsCanBeSaid() {
        var ran = command("retention", "--longest", "P106751991167300D");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("106751991167300 d");
    }

    @Test
    void whatIsDamagedIsToldWhenItIsBackedUp() throws Exception {
        assertThat(command("backup", folder.resolve("whole.zip").toString()).exitCode()).isZero();
        sql("UPDATE batch SET text = CONCAT(text, ' ') WHERE run = (SELECT MIN(run) FROM batch)");

        var ran = command("backup", folder.resolve("damaged.zip").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("is a backup of the store", "1 run is damaged", "Keep the backups from before");
    }

    @Test
    void eventsOfRunsThatAreNotListedAreFound() throws Exception {
        sql("DELETE FROM run" + FLAW);

        var doctor = command("doctor");
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("failure  events", "1 run that is not in the list");
    }

    @Test
    void doctorChangesNoByteAndMakesNoFile() throws Exception {
        var database = folder.resolve("store.mv.db");
        var mark = folder.resolve("store.acknowledged");
        var before = Files.readAllBytes(database);
        var acknowledged = Files.readAllBytes(mark);

        assertThat(command("doctor").exitCode()).isZero();
        assertThat(Arrays.equals(Files.readAllBytes(database), before)).isTrue();
        assertThat(Files.readAllBytes(mark)).isEqualTo(acknowledged);

        Files.delete(mark);
        var doctor = command("doctor");
        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out()).contains("warning  acknowledged", "Nothing vouches for the store");
        assertThat(mark).doesNotExist();
        assertThat(Arrays.equals(Files.readAllBytes(database), before)).isTrue();
    }

    @Test
    void whoOpensAStoreThatNothingVouchesForIsTold() throws Exception {
        Files.delete(folder.resolve("store.acknowledged"));

        assertThat(command("runs").err()).as("looks alone").contains("Nothing vouches for the store");
        assertThat(folder.resolve("store.acknowledged")).doesNotExist();
        assertThat(command("resume").err()).as("makes it anew").contains("Nothing vouches for the store");
        assertThat(command("resume").err()).doesNotContain("vouches");
        assertThat(command("runs").err()).doesNotContain("vouches");
    }

    @Test
    void missingSecretsOfRunsThatHaveNotEndedAreTold() throws Exception {
        command("run", Flows.file(folder, "secret.flow.json",
                """
                        {"flowloom": 1, "id": "calls",
                         "nodes": {"s": {"kind": "start"}, "z": {"kind": "end"}, "h": {"kind": "step", "type": "http.request",
                           "settings": {"url": "http://127.0.0.1:1/", "headers": {"Authorization": {"$secret": "NO_SUCH_TOKEN"}}}}},
                         "wires": {"a": {"kind": "sequence", "from": "s", "to": "h"}, "b": {"kind": "sequence", "from": "h", "to": "z"}}}
                        """));

        assertThat(command("doctor").out()).contains("warning  secrets", "NO_SUCH_TOKEN (calls)");
    }
}
