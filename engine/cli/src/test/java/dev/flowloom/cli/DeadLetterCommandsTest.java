package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `dead-letters` and `resend`, on a store with a loop that went on without an item.
@Timeout(120)
class DeadLetterCommandsTest {
    private static final String FLOW = """
            {"flowloom": 1, "id": "lines", "nodes": {
              "s": {"kind": "start"},
              "l": {"kind": "loop", "source": "json.lines", "settings": {"file": "{{ input.file }}"},
                "onError": "continue",
                "nodes": {"in": {"kind": "start"},
                  "check": {"kind": "step", "type": "data.transform", "settings": {"value": "{{ $number(data) }}"}},
                  "out": {"kind": "end"}},
                "wires": {"in-check": {"kind": "sequence", "from": "in", "to": "check"},
                  "check-out": {"kind": "sequence", "from": "check", "to": "out"}}},
              "e": {"kind": "end"}},
             "wires": {"s-l": {"kind": "sequence", "from": "s", "to": "l"},
               "l-e": {"kind": "sequence", "from": "l", "to": "e"}}}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void importLines() throws IOException {
        Files.writeString(folder.resolve("lines.jsonl"), "\"1\"\n\"two\"\n\"3\"\n");
        Files.writeString(folder.resolve("lines.flow.json"), FLOW);
        Files.writeString(folder.resolve("input.json"),
                "{\"file\": \"%s\"}".formatted(folder.resolve("lines.jsonl").toString().replace('\\', '/')));
        var ran = command("run", folder.resolve("lines.flow.json").toString(), "--input",
                folder.resolve("input.json").toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("\"items\": 3", "\"failed\": 1");
    }

    private Ran command(String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--store";
        all[arguments.length + 1] = folder.resolve("store").toString();
        return Ran.command(all);
    }

    @Test
    void whatFailedIsListedWithItsCause() {
        var listed = command("dead-letters");

        assertThat(listed.out()).contains("NUMBER", "lines", "\"two\"", "open").hasLineCount(2);
    }

    @Test
    void oneIsShownAsAWhole() {
        var shown = command("dead-letters", "1");

        assertThat(shown.out()).isEqualToIgnoringNewLines("\"two\"");
        assertThat(shown.err()).contains("Time 2 through a loop", "check", "expression.failed",
                "`$number(data)` in settings/value");
    }

    @Test
    void runsThatStayBecauseOfThemAreToldWhereRunsAreRemoved() {
        assertThat(command("prune", "--most", "0", "--dry-run").err()).contains("0 runs would be removed.",
                "Kept in any case, because they have open dead letters: 1 run. \"dead-letters\" lists these");
        assertThat(command("prune", "--most", "0").err()).contains("0 runs removed.", "open dead letters: 1 run.");

        assertThat(command("dead-letters", "--drop", "1").exitCode()).isZero();
        assertThat(command("prune", "--most", "0").err()).contains("1 run removed.").doesNotContain("dead letters");
    }

    @Test
    void whatIsNoNumberIsSaidSo() {
        for (var wrong : List.of(List.of("--drop", "abc"), List.of("abc"), List.of("--limit", "abc"))) {
            var refused = command(Stream.concat(Stream.of("dead-letters"), wrong.stream()).toArray(String[]::new));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
            assertThat(refused.err()).contains("\"abc\" is no whole number. Give one in digits alone, such as 12.")
                    .doesNotContain("is not a");
        }
        assertThat(command("dead-letters", "--limit", "9999999999").err()).contains("9999999999 is out of range");
        assertThat(command("dead-letters", "--drop", "1,x").err()).contains("\"x\" is no whole number");
    }

    @Test
    void mendedItIsSentAgainAndClosed() {
        var sent = command("resend", "1", "--item", "\"2\"", "--reason", "a typo");

        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.out()).contains("\"completed\"", "2");
        assertThat(command("dead-letters").err()).contains("no dead letters to deal with");
        assertThat(command("dead-letters", "--all").out()).contains("sent again, run ");
        assertThat(command("resend", "1").exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
    }

    @Test
    void whereTheFlowWasWrongItIsSentAgainOnACorrectedOne() throws IOException {
        var corrected = folder.resolve("corrected.flow.json");
        Files.writeString(corrected, FLOW.replace("$number(data)", "data = 'two' ? 2 : $number(data)"));

        var sent = command("resend", "1", "--definition", corrected.toString());

        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.json().get("output")).isEqualTo(Json.Arr.of(Json.of(2)));
        assertThat(command("dead-letters").out()).isEmpty();
    }

    @Test
    void sentAgainAsItWasItFailsAgain() {
        assertThat(command("resend", "1").exitCode()).isEqualTo(ExitCode.FLOW_FAILED);

        assertThat(command("dead-letters").out()).contains("2  ", "\"two\"", "open").hasLineCount(2);
    }

    @Test
    void aLineThatIsNoJsonIsListedWithItsPlaceAndSentAgainMendedAlone() throws IOException {
        Files.writeString(folder.resolve("lines.jsonl"), "\"1\"\n\"2\n\"3\"\n");
        var ran = command("run", folder.resolve("lines.flow.json").toString(), "--input",
                folder.resolve("input.json").toString());
        assertThat(ran.out()).contains("\"items\": 3", "\"failed\": 1");

        assertThat(command("dead-letters", "2").err()).contains("Time 2 through a loop", "json.malformed", "line 2");
        var refused = command("resend", "2");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
        assertThat(refused.err()).contains("could not be read as an item", "Mend it");
        assertThat(command("resend", "2", "--item", "\"2\"").exitCode()).isZero();
    }

    @Test
    void aDroppedOneIsNoLongerListed() {
        assertThat(command("dead-letters", "--drop", "1", "--reason", "a test").err())
                .contains("Dropped: 1 dead letter");
        assertThat(command("dead-letters").err()).contains("no dead letters");
        assertThat(command("dead-letters", "1").err()).contains("dropped", "a test");
        var again = command("dead-letters", "--drop", "1");
        assertThat(again.exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
        assertThat(again.err()).contains("dropped by", "Nothing was changed");
    }

    @Test
    void ofAReasonThatIsVeryLongTheBeginningIsKept() {
        var dropped = command("dead-letters", "--drop", "1", "--reason", "because ".repeat(2_000));
        assertThat(dropped.exitCode()).as(dropped.err()).isZero();
        assertThat(command("dead-letters", "1").err()).contains("dropped", "because because");
    }

    @Test
    void wrongNumbersAndItemsAreRefused() {
        assertThat(command("dead-letters", "77").err()).contains("no dead letter 77");
        assertThat(command("resend", "77").err()).contains("no dead letter 77");
        assertThat(command("resend", "1", "2", "--item", "1").err()).contains("one by one");
        assertThat(command("resend", "1", "--item", "{oops").err()).contains("--item:1:");
        assertThat(command("dead-letters", "1", "--drop", "1").exitCode()).isEqualTo(ExitCode.INPUT_WRONG);
        assertThat(command("dead-letters").out()).contains("open");
    }

    @Test
    void aRunThatFailedBesideItsItemsIsToldOfBoth() throws IOException {
        var failing = folder.resolve("failing.flow.json");
        Files.writeString(failing, FLOW.replace("\"e\": {\"kind\": \"end\"}}", "\"e\": {\"kind\": \"end\", "
                + "\"error\": {\"code\": \"no\", \"message\": \"No.\"}}}"));

        var ran = command("run", failing.toString(), "--input", folder.resolve("input.json").toString());

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FLOW_FAILED);
        assertThat(ran.err()).contains("1 dead letter: ", "can be done by \"retry\"");
        var run = ((Json.Str) ran.json().fields().getOrDefault("run", Json.NULL)).value();
        command("retry", run);
        var letters = command("dead-letters", "--all").out().lines().filter(line -> line.contains("tried again"))
                .toList();
        assertThat(letters).hasSize(2);
        assertThat(command("resend", letters.getFirst().replaceAll(" .*", "")).err())
                .contains("was tried again by a retry or jump of its run " + run);
    }
}
