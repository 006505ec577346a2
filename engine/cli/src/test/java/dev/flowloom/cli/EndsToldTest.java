package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the end of a run says of what was done in it.
class EndsToldTest {
    private static final String OVER_LIST = """
            "forEach": "[{'n': 1}, {'n': 2}, {'n': 3}]\"""";

    /// What undoes something, and the wires to it.
    private static final Pattern UNDOING = Pattern.compile(
            "\"un\\w+\": \\{[^{}]*\\{[^{}]*}},?|,\\s*\"\\w+\": \\{\"kind\": \"compensation\"[^{}]*}");

    @TempDir
    private Path folder = Path.of("");

    private String overSource() {
        try {
            var file = Files.writeString(folder.resolve("rows.csv"), "n\n1\n2\n3\n");
            return "\"source\": \"csv.rows\", \"settings\": {\"file\": \"%s\"}"
                    .formatted(file.toString().replace("\\", "\\\\"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Books three hotels and mails each, and fails.
    ///
    /// @param unbooking the value that undoing gives
    private static String hotels(String over, String unbooking) {
        return """
                {
                  "flowloom": 1, "id": "hotels", "name": "Hotels",
                  "nodes": {
                    "start": {"kind": "start"},
                    "flight": {"kind": "step", "name": "The flight", "type": "data.transform", "settings": {"value": 1}},
                    "unflight": {"kind": "step", "type": "data.transform", "settings": {"value": 1}},
                    "each": {"kind": "loop", "name": "Each", %s, "nodes": {
                        "in": {"kind": "start"}, "out": {"kind": "end"},
                        "hotel": {"kind": "step", "name": "The hotel", "type": "data.transform",
                          "settings": {"value": "{{ loop.item.n }}"}},
                        "unhotel": {"kind": "step", "name": "Give it back", "type": "data.transform",
                          "settings": {"value": "%s"}},
                        "mail": {"kind": "step", "name": "Mail", "type": "data.transform", "settings": {"value": 1}}
                      }, "wires": {
                        "v1": {"kind": "sequence", "from": "in", "to": "hotel"},
                        "v2": {"kind": "sequence", "from": "hotel", "to": "mail"},
                        "v3": {"kind": "sequence", "from": "mail", "to": "out"},
                        "v4": {"kind": "compensation", "from": "hotel", "to": "unhotel"}
                      }},
                    "pay": {"kind": "step", "name": "Pay", "type": "util.fail",
                      "settings": {"code": "card.declined", "message": "The card was declined."}},
                    "done": {"kind": "end"}
                  },
                  "wires": {
                    "w1": {"kind": "sequence", "from": "start", "to": "flight"},
                    "w2": {"kind": "sequence", "from": "flight", "to": "each"},
                    "w3": {"kind": "sequence", "from": "each", "to": "pay"},
                    "w4": {"kind": "sequence", "from": "pay", "to": "done"},
                    "w5": {"kind": "compensation", "from": "flight", "to": "unflight"}
                  }
                }
                """
                .formatted(over, unbooking);
    }

    private static final String ONCE_NOT = "{{ $number(undo.output) = 2 ? $error('No.') : 0 }}";

    private Ran run(String flow) {
        return Ran.command("run", Flows.file(folder, "flow.flow.json", flow), "--store",
                folder.resolve("store").toString());
    }

    @Test
    void theEndSaysTheSameOverASourceAsOverAList() {
        for (var over : new String[]{OVER_LIST, overSource()}) {
            var ran = run(hotels(over, "free"));
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err()).contains("(card.declined) Undone: The flight, The hotel (3 times). "
                    + "Nothing undoes: Mail (3 times).");
        }
    }

    @Test
    void aStepThatWasUndoneButOnceIsToldWithHowOften() {
        for (var over : new String[]{OVER_LIST, overSource()}) {
            assertThat(run(hotels(over, ONCE_NOT)).err()).contains(
                    "Not all of what had been done could be undone. Undone: The flight, The hotel (2 times). Stays done: ")
                    .containsAnyOf("Stays done: The hotel, Mail (3 times).", "Stays done: Mail (3 times), The hotel.");
        }
    }

    @Test
    void whatCouldNotBeUndoneIsNamedWithItsTime() {
        var told = run(hotels(OVER_LIST, ONCE_NOT)).err();
        assertThat(told).contains("  The hotel: could not be undone, time 2",
                "Alert: The hotel (time 2) could not be undone: ");
        assertThat(run(hotels(overSource(), ONCE_NOT)).err()).contains(
                "Alert: Each › The hotel could not be undone: ");
    }

    @Test
    void whatWasKeptByARetryIsToldOnce() {
        for (var over : new String[]{OVER_LIST, overSource()}) {
            var flow = UNDOING.matcher(hotels(over, "free")).replaceAll("");
            var failed = run(flow);
            assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
            assertThat(failed.err()).contains(
                    "Nothing undoes what was done: The flight, The hotel (3 times), Mail (3 times).");
            var id = ((Json.Str) failed.json().fields().getOrDefault("run", Json.NULL)).value();
            var retried = Ran.command("retry", id, "--store", folder.resolve("store").toString());
            assertThat(retried.err().lines().toList().reversed().stream().filter(line -> line.startsWith("Failed"))
                    .findFirst().orElse("")).contains("The flight", "The hotel (3 times)", "Mail (3 times)")
                    .doesNotContain("The flight (");
        }
    }
}
