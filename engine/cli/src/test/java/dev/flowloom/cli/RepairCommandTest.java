package dev.flowloom.cli;

import java.nio.file.Path;
import java.sql.DriverManager;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `repair` on a store with one run, which failed and was undone.
class RepairCommandTest {
    @TempDir
    private Path folder = Path.of("");
    private String run = "";

    @BeforeEach
    void runOnce() {
        var ran = Ran.command("run", Flows.file(folder, "saga.flow.json", Flows.SAGA), "--store", store());
        run = ((Json.Str) ran.json().fields().getOrDefault("run", Json.NULL)).value();
    }

    private String store() {
        return folder.resolve("store").toString();
    }

    private void damage(String where) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + store(), "flowloom", "");
                var sql = connection.createStatement()) {
            assertThat(sql.executeUpdate("UPDATE batch SET text = CONCAT(text, ' ') WHERE " + where)).isPositive();
        }
    }

    @Test
    void aSoundRunIsSaidToBeSound() {
        var ran = Ran.command("repair", run, "--yes", "--store", store());
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).startsWith("Nothing of the run " + run + " is damaged.");
        assertThat(ran.json().get("damage")).isEqualTo(Json.NULL);
    }

    @Test
    void whatWouldBeDoneIsSaidFirst() throws Exception {
        damage("first = (SELECT MAX(first) FROM batch)");
        for (var dry : new String[]{"--dry-run", "--verbose"}) {
            var ran = dry.equals("--dry-run")
                    ? Ran.command("repair", run, dry, "--store", store())
                    : Ran.command("repair", run, "--store", store());
            assertThat(ran.exitCode()).isEqualTo(dry.equals("--dry-run") ? 0 : 2);
            assertThat(ran.err()).contains("is not what was written", "1 decision after them is set aside",
                    "The run is listed as failed, and will be running.");
            assertThat(ran.json().get("repaired")).isEqualTo(Json.of(false));
        }
        assertThat(Ran.command("runs", "--store", store()).out()).contains("failed");
    }

    @Test
    void whatIsIntactOfADamagedRunIsShownAndThenWhatToDo() throws Exception {
        damage("first = (SELECT MAX(first) FROM batch)");
        var lines = Ran.command("show", run, "--store", store());
        assertThat(lines.exitCode()).isEqualTo(3);
        assertThat(lines.out()).contains("run.started", "book #2").doesNotContain("run.failed");
        assertThat(lines.err()).startsWith("That is what is intact of it. The store is damaged: event ")
                .contains("flowloom repair " + run);
        var json = Ran.command("show", run, "--json", "--store", store());
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.json().get("damage")).isInstanceOfSatisfying(Json.Str.class,
                text -> assertThat(text.value()).contains("is not what was written"));
        assertThat(json.json().get("events")).isInstanceOfSatisfying(Json.Arr.class,
                events -> assertThat(events.items()).hasSize((int) lines.out().lines().count()));
        assertThat(json.err()).contains("flowloom repair " + run);
    }

    @Test
    void aDamagedRunIsRestoredAndGoneOnWith() throws Exception {
        damage("first = (SELECT MAX(first) FROM batch)");
        assertThat(Ran.command("resume", "--store", store()).err()).contains("nothing to resume");
        assertThat(Ran.command("show", run, "--store", store()).err()).contains("flowloom repair " + run);
        var ran = Ran.command("repair", run, "--yes", "--by", "Kim", "--reason", "The disk failed.", "--store",
                store());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("The run is restored. To go on with it: flowloom resume --store " + store() + " " + run);
        assertThat(Ran.command("show", run, "--store", store()).out()).contains("run.restored",
                "by Kim: The disk failed.");
        assertThat(Ran.command("resume", "--store", store()).err()).contains("Restored from here on");
        assertThat(Ran.command("show", run, "--store", store()).out()).contains("run.failed");
    }

    @Test
    void aRunOfWhichNothingIsIntactCanNotBeRestored() throws Exception {
        damage("first = 1");
        var ran = Ran.command("repair", run, "--store", store());
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("nothing of it can be restored").endsWith("Nothing was changed.\n");
        assertThat(Ran.command("repair", run, "--yes", "--store", store()).exitCode()).isEqualTo(3);
        assertThat(Ran.command("repair", "none", "--store", store()).exitCode()).isEqualTo(2);
    }
}
