package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What the documentation says of `data` behind an error wire, and what that is good for.
class ErrorWireTest {
    @TempDir
    private Path folder = Path.of("");

    private String store() {
        return folder.resolve("store").toString();
    }

    private Ran run(String flow) {
        var ran = Ran.commandWithInput("[1, 2]", "run", Flows.file(folder, "flow.flow.json", flow), "--input", "-",
                "--store", store());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }

    @Test
    void dataIsWhatArrivedAtTheNodeThatFailed() throws MalformedJson {
        var flow = """
                {"flowloom": 1, "id": "wired",
                 "nodes": {"s": {"kind": "start"}, "z": {"kind": "end"}, "no": {"kind": "end", "output": "{{ data }}"},
                   "it": %s},
                 "wires": {"a": {"kind": "sequence", "from": "s", "to": "it"},
                   "b": {"kind": "sequence", "from": "it", "to": "z"},
                   "c": {"kind": "error", "from": "it", "to": "no"}}}
                """;
        var step = """
                {"kind": "step", "type": "util.fail", "input": 3, "settings": {"code": "no", "message": "No."}}""";
        var loop = """
                {"kind": "loop", "forEach": "data", "nodes": {"in": {"kind": "start"},
                   "out": {"kind": "end", "error": {"code": "no", "message": "No."}}},
                 "wires": {"v": {"kind": "sequence", "from": "in", "to": "out"}}}""";

        assertThat(run(flow.formatted(step)).json().get("output")).isEqualTo(JsonText.parse("[1, 2]"));
        assertThat(run(flow.formatted(loop)).json().get("output")).isEqualTo(JsonText.parse("[1, 2]"));
    }

    @Test
    void aBatchThatFailedIsGoneThroughOneByOne() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "id\n1\n2\n3\nfour\n5\n6\n");
        var insert = """
                {"kind": "step", "type": "sql.execute", "retry": {"attempts": 1}, "settings": {
                  "url": "jdbc:h2:mem:one-by-one;DB_CLOSE_DELAY=-1",
                  "sql": "INSERT INTO item VALUES (:id)", "each": "{{ %s }}"}}""";
        var ran = run("""
                {"flowloom": 1, "id": "import",
                 "nodes": {"s": {"kind": "start"}, "z": {"kind": "end", "output": "{{ steps.count.rows[0].n }}"},
                   "make": {"kind": "step", "type": "sql.execute", "settings": {
                     "url": "jdbc:h2:mem:one-by-one;DB_CLOSE_DELAY=-1", "sql": "CREATE TABLE item (id INT)"}},
                   "count": {"kind": "step", "type": "sql.execute", "settings": {
                     "url": "jdbc:h2:mem:one-by-one;DB_CLOSE_DELAY=-1", "sql": "SELECT COUNT(*) AS n FROM item"}},
                   "rows": {"kind": "loop", "source": "csv.rows", "settings": {"file": "%s"}, "batch": 3, "nodes": {
                       "in": {"kind": "start"}, "out": {"kind": "end"}, "out2": {"kind": "end"}, "all": %s,
                       "each": {"kind": "loop", "forEach": "data", "onError": "continue",
                         "nodes": {"i": {"kind": "start"}, "o": {"kind": "end"}, "one": %s},
                         "wires": {"u": {"kind": "sequence", "from": "i", "to": "one"},
                           "v": {"kind": "sequence", "from": "one", "to": "o"}}}},
                     "wires": {"in-a": {"kind": "sequence", "from": "in", "to": "all"},
                       "in-b": {"kind": "sequence", "from": "all", "to": "out"},
                       "in-c": {"kind": "error", "from": "all", "to": "each"},
                       "in-d": {"kind": "sequence", "from": "each", "to": "out2"}}}},
                 "wires": {"a": {"kind": "sequence", "from": "s", "to": "make"},
                   "b": {"kind": "sequence", "from": "make", "to": "rows"},
                   "c": {"kind": "sequence", "from": "rows", "to": "count"},
                   "d": {"kind": "sequence", "from": "count", "to": "z"}}}
                """.formatted(folder.resolve("rows.csv").toString().replace('\\', '/'), insert.formatted("data"),
                insert.formatted("[data]")));

        assertThat(ran.json().get("output")).isEqualTo(Json.of(5));
        assertThat(Ran.command("dead-letters", "--store", store()).out()).contains("{\"id\":\"four\"}")
                .hasLineCount(2);
    }
}
