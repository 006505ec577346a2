package dev.flowloom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `retry` and `jump` on a run that failed, and on what they can't be used on.
class RetryCommandsTest {
    /// As [Flows#SAGA], and can pay.
    private static final String MENDED = Flows.SAGA.replace("\"util.fail\"", "\"data.transform\"")
            .replace(
                    "{\"code\": \"card.declined\", \"message\": \"The card was declined.\", \"severity\": \"critical\"}",
                    "{\"value\": \"paid\"}");
    /// What was booked stays so.
    private static final String KEEPING = Flows.SAGA.replace("\"compensation\"", "\"sequence\"")
            .replace("\"w4\": {\"kind\": \"sequence\", \"from\": \"book\", \"to\": \"unbook\"}",
                    "\"w4\": {\"kind\": \"error\", \"from\": \"book\", \"to\": \"unbook\"}, "
                            + "\"w5\": {\"kind\": \"sequence\", \"from\": \"unbook\", \"to\": \"done\"}");

    @TempDir
    private Path folder = Path.of("");
    private String run = "";
    private String lastErr = "";

    private Ran command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("store").toString()));
        return Ran.command(all.toArray(String[]::new));
    }

    private String file(String content) {
        return Flows.file(folder, "saga.flow.json", content);
    }

    private void fail(String flow) {
        var ran = command("run", file(flow));
        assertThat(ran.exitCode()).isEqualTo(1);
        lastErr = ran.err();
        run = ((Json.Str) ran.json().fields().getOrDefault("run", Json.NULL)).value();
    }

    @BeforeEach
    void runOnce() {
        fail(KEEPING);
    }

    @Test
    void aDryRunSaysWhatIsKeptAndChangesNothing() {
        var ran = command("retry", run, "--dry-run");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("Kept: Book.", "Done again, because it failed: Pay.");
        assertThat(ran.json().get("kept")).isEqualTo(Json.Arr.of(Json.Obj.of("node", Json.of("book"))
                .with("place", Json.of("book#1")).with("visit", Json.of(2))));
        assertThat(ran.json().get("again")).isEqualTo(Json.Arr.of(Json.Obj.of("node", Json.of("pay"))
                .with("place", Json.of("pay#1")).with("why", Json.of("failed"))));
        assertThat(command("show", run).out()).doesNotContain("run.retried");
    }

    /// What comes after an undone step and can't be undone itself is kept, and may belong to what was undone.
    @Test
    void whatIsKeptBehindSomethingThatIsDoneAgainIsWarnedOf() {
        fail("""
                {"flowloom": 1, "id": "behind",
                 "nodes": {
                   "s": {"kind": "start"},
                   "add": {"kind": "step", "type": "data.transform", "settings": {"value": 1}},
                   "remove": {"kind": "step", "type": "data.transform", "settings": {"value": 0}},
                   "change": {"kind": "step", "type": "data.transform", "name": "Change it", "settings": {"value": 2}},
                   "fail": {"kind": "step", "type": "util.fail", "settings": {"code": "no", "message": "No."}},
                   "z": {"kind": "end"}},
                 "wires": {
                   "a": {"kind": "sequence", "from": "s", "to": "add"},
                   "b": {"kind": "sequence", "from": "add", "to": "change"},
                   "c": {"kind": "sequence", "from": "change", "to": "fail"},
                   "d": {"kind": "sequence", "from": "fail", "to": "z"},
                   "u": {"kind": "compensation", "from": "add", "to": "remove"}}}
                """);
        assertThat(command("retry", run, "--dry-run").err()).contains(
                "Warning: kept, though something before it is done again: Change it. Where it is to be done again too:"
                        + " --redo change.");
        assertThat(command("retry", run, "--dry-run", "--redo", "change").err()).doesNotContain("Warning");
    }

    @Test
    void aRetryOnTheSameDefinitionFailsAgainAndSaysWhatWasKept() {
        var ran = command("retry", run, "--by", "Kim", "--reason", "Once more.");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("Begins anew, as Kim wanted: Once more.", "Book: kept from before");
        assertThat(command("show", run).out()).contains("by Kim: Once more., 1 results kept", "book #5 from book #2");
    }

    @Test
    void onlyWhatIsNewIsToldOfARetryAndAJump() {
        var retried = command("retry", run, "--reason", "Once more.");
        assertThat(retried.err().lines().filter(line -> line.startsWith("Run "))).containsExactly(retried.err().lines()
                .filter(line -> line.startsWith("Run ")).findFirst().orElseThrow());
        assertThat(retried.err()).contains("Run %s of Saga had ended. Failed after ".formatted(run));
        assertThat(retried.err().lines().filter(line -> line.startsWith("  Pay: failed"))).hasSize(1);
        var jumped = command("jump", run, "done");
        assertThat(jumped.err()).contains("had ended. Failed after").doesNotContain("Begins anew", "  Pay:");
    }

    @Test
    void aRunUnderAKeyIsComparedWithTheDefinitionItWasMendedTo() {
        var keyed = command("run", file(KEEPING), "--key", "k");
        var id = ((Json.Str) keyed.json().fields().getOrDefault("run", Json.NULL)).value();
        assertThat(command("retry", id, "--definition", file(MENDED)).exitCode()).isZero();
        assertThat(command("run", file(MENDED), "--key", "k").err()).contains("is not run again.")
                .doesNotContain("Beware");
        assertThat(command("run", file(KEEPING), "--key", "k").err()).contains("Beware: the flow was another then.");
    }

    @Test
    void anExportedHistoryHasAllDefinitionsThatTheRunKeptTo() throws Exception {
        var started = command("show", run, "--json").json().get("definition");
        assertThat(command("retry", run, "--definition", file(MENDED)).exitCode()).isZero();
        var shown = command("show", run, "--json").json();
        var definitions = (Json.Obj) Objects.requireNonNull(shown.get("definitions"));
        assertThat(definitions.fields().keySet()).hasSize(2)
                .contains(((Json.Str) Objects.requireNonNull(started)).value(),
                        ((Json.Str) Objects.requireNonNull(shown.get("definition"))).value());
        assertThat(shown.fields().keySet().stream().limit(5)).containsExactly("run", "flow", "definition", "status",
                "events");
        var definition = command("show", run, "--definition").out();
        assertThat(JsonText.parse(definition))
                .isEqualTo(definitions.get(((Json.Str) Objects.requireNonNull(shown.get("definition"))).value()));
        var valid = Ran.command("validate", file(definition));
        assertThat(valid.exitCode()).as(valid.err()).isZero();
    }

    @Test
    void whatNothingUndoesIsSaidBesideWhatIsUndone() {
        fail(Flows.SAGA.replace("\"to\": \"pay\"}", "\"to\": \"mail\"}, "
                + "\"w5\": {\"kind\": \"sequence\", \"from\": \"mail\", \"to\": \"pay\"}").replace("\"pay\": {",
                        "\"mail\": {\"kind\": \"step\", \"name\": \"Mail\", \"type\": \"data.transform\", "
                                + "\"settings\": {\"value\": 1}}, \"pay\": {"));
        assertThat(lastErr).contains("The card was declined. (card.declined) Undone: Book. Nothing undoes: Mail.");
        fail(KEEPING);
        assertThat(lastErr).contains("(card.declined) Nothing undoes what was done: Book.");
        fail(Flows.SAGA);
        assertThat(lastErr).contains("(card.declined) What had been done is undone.");
    }

    @Test
    void aRetryOnACorrectedDefinitionCompletes() {
        var ran = command("retry", run, "--definition", file(MENDED));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().get("output")).isEqualTo(Json.of("paid"));
        assertThat(command("retry", run).err()).contains("completed: there is nothing in it to retry");
    }

    @Test
    void whatWasUndoneOrIsToBeDoneAgainIsSaidSo() {
        assertThat(command("retry", run, "--redo", "book", "--dry-run").err())
                .contains("Nothing is kept", "Done again, as was asked for: Book.");
        fail(Flows.SAGA);
        assertThat(command("retry", run, "--dry-run").err()).contains("Done again, because it was undone: Book.");
    }

    @Test
    void aDefinitionWithErrorsIsRefusedAndNothingDone() {
        var ran = command("retry", run, "--definition", file(MENDED.replace("data.transform", "no.such")));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("no.such");
        assertThat(command("show", run).out()).doesNotContain("run.retried");
    }

    @Test
    void whatIsNoNodeOfTheFlowIsRefused() {
        assertThat(command("retry", run, "--redo", "nowhere").err()).contains("no node \"nowhere\"");
        assertThat(command("retry", run, "--redo", "1!").err()).contains("no id of a node");
        assertThat(command("jump", run, "nowhere").exitCode()).isEqualTo(2);
        assertThat(command("jump", run, "1!").err()).contains("no id of a node");
        assertThat(command("retry", "nothing").exitCode()).isEqualTo(2);
    }

    @Test
    void aNodeThatIsMisspeltIsGuessed() {
        assertThat(command("jump", run, "dnoe", "--dry-run").err()).contains("no node \"dnoe\". Is \"done\" meant?");
    }

    @Test
    void whatWasUndoneAndIsNotDoneAgainByAJumpIsSaidSo() {
        assertThat(command("jump", run, "done", "--dry-run").err()).doesNotContain("Undone before");
        fail(Flows.SAGA);
        var planned = command("jump", run, "pay", "--dry-run");
        assertThat(planned.err()).contains("Undone before, and not done again: Book.");
        assertThat(planned.json().get("undone")).isEqualTo(Json.Arr.of(Json.of("book")));
        assertThat(command("jump", run, "book", "--dry-run").json().get("undone")).isEqualTo(Json.Arr.of());
        command("retry", run);
        assertThat(command("jump", run, "done").err()).contains("Undone before, and not done again: Book.");
    }

    @Test
    void aRunThatFailedGoesOnFromWhereItIsSent() {
        var ran = command("jump", run, "done", "--by", "Kim", "--reason", "Paid in cash.", "--data", "{\"cash\": 1}");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().get("output")).isEqualTo(Json.Obj.of("cash", Json.of(1)));
        assertThat(ran.err()).contains("Goes on from done, as Kim wanted: Paid in cash.");
        assertThat(command("jump", run, "done").err()).contains("completed: it can't go on from anywhere");
    }

    @Test
    void anErrorThatWasCaughtIsSaidToBeKept() {
        fail("""
                {"flowloom": 1, "id": "caught",
                 "nodes": {
                   "s": {"kind": "start"}, "z": {"kind": "end"},
                   "try": {"kind": "step", "type": "util.fail", "name": "Try it", "settings": {"code": "no", "message": "No."}},
                   "other": {"kind": "step", "type": "data.transform", "name": "Do without", "settings": {"value": 1}},
                   "pay": {"kind": "step", "type": "util.fail", "settings": {"code": "no", "message": "No."}}},
                 "wires": {
                   "a": {"kind": "sequence", "from": "s", "to": "try"},
                   "b": {"kind": "sequence", "from": "try", "to": "pay"},
                   "c": {"kind": "error", "from": "try", "to": "other"},
                   "d": {"kind": "sequence", "from": "other", "to": "pay"},
                   "e": {"kind": "sequence", "from": "pay", "to": "z"}}}
                """);
        var ran = command("retry", run, "--dry-run");
        assertThat(ran.err()).contains("Kept: Do without.",
                "Kept, with the error that was caught, so that the error wire is taken again: Try it. "
                        + "Where it is to be tried again: --redo try.");
        assertThat(ran.out()).contains("\"caught\": \"no\"");
    }

    @Test
    void aRunThatFailedIsToldTheCommandThatRetriesIt() {
        assertThat(lastErr).contains("What is left to do can be done by \"retry\", on a mended flow if need be: "
                + "flowloom retry --store %s %s".formatted(Shell.quoted(folder.resolve("store").toString()), run));
    }

    @Test
    void aLetterOfARunThatWasRetriedIsSaidToBeTriedAgain() {
        command("retry", run, "--definition", file(MENDED));
        assertThat(command("dead-letters", "--all").out()).contains("tried again by a retry or jump of its run")
                .doesNotContain("sent again");
    }
}
