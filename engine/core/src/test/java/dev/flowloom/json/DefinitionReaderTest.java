package dev.flowloom.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.WireId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class DefinitionReaderTest {

    @Test
    void aTimeOutOfManyYearsIsRefused() {
        var problems = read("""
                {"flowloom": 1, "id": "f",
                 "nodes": {"s": {"kind": "step", "type": "log", "timeout": "PT2562047788015215H"}}, "wires": {}}
                """).problems();
        assertThat(problems).extracting(Problem::message)
                .containsExactly("\"timeout\" must be a duration as ISO 8601 has it, longer than nothing and at most "
                        + "366 days, but is \"PT2562047788015215H\".");
    }

    @Test
    void aMisspeltKindOfLoopIsTakenForWhatWasMeant() {
        var problems = read("""
                {"flowloom": 1, "id": "f", "wires": {}, "nodes": {
                  "a": {"kind": "loop", "untill": "data.ready", "limit": 6, "nodes": {}, "wires": {}}}}
                """).problems();
        assertThat(problems).extracting(Problem::message).containsExactly("\"until\" is missing: it must be a text.",
                "The field \"untill\" is not known here; it is kept, but does nothing.");
        assertThat(problems.getLast().remedy()).isEqualTo("Did you mean \"until\"? If so, rename it.");
    }

    @Test
    void aLoopThatDoesNotSayHowItRepeatsIsToldAllWays() {
        assertThat(messages("""
                {"flowloom": 1, "id": "f", "wires": {}, "nodes": {"a": {"kind": "loop", "nodes": {}, "wires": {}}}}
                """))
                .containsExactly("One of these is missing: forEach, source, while, until.");
    }

    @Test
    void aVersionThatIsATextMustBeANumber() {
        assertThat(messages("""
                {"flowloom": "1", "id": "f", "wires": {}, "nodes": {}}
                """)).containsExactly("\"flowloom\" must be the number 1, but is \"1\".");
    }

    @Test
    void aRateHasOneBound() {
        for (var limit : List.of("\"2\"", "1000001")) {
            assertThat(messages("""
                    {"flowloom": 1, "id": "f", "wires": {}, "nodes": {},
                     "resources": {"bank": {"rate": {"limit": %s, "per": "PT1S"}}}}
                    """.formatted(limit)))
                    .containsExactly("\"limit\" must be a whole number from 1 to 1,000,000, but is " + limit + ".");
        }
    }

    private static List<String> messages(String file) {
        return read(file).problems().stream().map(Problem::message).toList();
    }

    @Test
    void aContainerThatHoldsOneOfItsOwnIdIsRefused() {
        var read = read("""
                {"flowloom": 1, "id": "f", "wires": {}, "nodes": {"a": {"kind": "scope", "wires": {}, "nodes": {
                  "b": {"kind": "scope", "wires": {}, "nodes": {"a": {"kind": "end"}, "c": {"kind": "end"}}}}}}}
                """);
        assertThat(read.problems()).extracting(Problem::code, problem -> problem.place().pointer())
                .containsExactly(tuple("format.id", "/nodes/a/nodes/b/nodes/a"));
        assertThat(Objects.requireNonNull(read.part()).graph().ancestors(new NodeId("c")))
                .containsExactly(new NodeId("b"), new NodeId("a"));
    }

    /// The scope that can't be read is none, but its id is taken: what it holds may hold it elsewhere.
    @Test
    void containersThatHoldEachOtherAreRefused() {
        var read = read("""
                {"flowloom": 1, "id": "f", "wires": {}, "nodes": {
                  "a": {"kind": "loop", "wires": {}, "nodes": {"b": {"kind": "scope", "wires": {}, "nodes": {}}}},
                  "c": {"kind": "scope", "wires": {}, "nodes": {
                    "b": {"kind": "scope", "wires": {}, "nodes": {"a": {"kind": "end"}}}}}}}
                """);
        var graph = Objects.requireNonNull(read.part()).graph();
        assertThat(graph.parents()).containsOnlyKeys(new NodeId("b"));
        assertThat(read.problems()).extracting(Problem::code).containsExactly("format.missing", "format.id");
    }

    @Test
    void everyProblemIsFoundAtOnceWithItsPlace() {
        var problems = read("""
                {
                  "flowloom": 1,
                  "id": "order",
                  "nodes": {
                    "charge": {
                      "kind": "step",
                      "type": "http.request",
                      "retires": 3,
                      "timeout": "30s"
                    },
                    "refund": {
                      "kind": "step", "type": "log", "retry": {"atempts": 3}
                    },
                    "1st": {"kind": "fork"}
                  },
                  "wires": {
                    "a-b": {"kind": "sequence", "form": "a", "to": "b"},
                    "b-c": {"kind": "error", "from": "b", "to": "c", "severity": "bad"}
                  }
                }
                """).problems();
        assertThat(problems).extracting(problem -> problem.place().pointer()).containsExactly(
                "/nodes/charge/retires", "/nodes/charge/timeout", "/nodes/refund/retry/atempts", "/nodes/1st",
                "/wires/a-b", "/wires/a-b/form", "/wires/b-c/severity");
        assertThat(problems).extracting(Problem::code).containsExactly("format.unknown", "format.value",
                "format.unknown", "format.id", "format.missing", "format.unknown", "format.value");
        assertThat(problems).extracting(problem -> Objects.requireNonNull(problem.place().position()))
                .containsExactly(at(8, 7), at(9, 7), at(12, 48), at(14, 5), at(17, 5), at(17, 33), at(18, 54));
        assertThat(problems.get(0).place().node()).isEqualTo(new NodeId("charge"));
        assertThat(problems.get(0).remedy()).contains("\"retry\"");
        assertThat(problems.get(2).remedy()).contains("\"attempts\"");
        assertThat(problems.get(1).message()).contains("30s").contains("duration");
        assertThat(problems.get(5).remedy()).contains("\"from\"");
        assertThat(problems.get(6).place().wire()).isEqualTo(new WireId("b-c"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-nodes.csv", quoteCharacter = '`', delimiter = '|')
    void aWrongNodeIsNamedAndADiagramGivenWhereNothingIsLost(String node, String code, String pointer, boolean given) {
        var text = "{\"flowloom\": 1, \"id\": \"f\", \"nodes\": {\"n\": {" + node + "}}}";
        assertProblem(text, code, pointer, given);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "wrong-files.csv", quoteCharacter = '`', delimiter = '|')
    void aWrongFileIsNamedAndADiagramGivenWhereNothingIsLost(String text, String code, String pointer, boolean given) {
        assertProblem(text, code, pointer == null ? "" : pointer, given);
    }

    private static void assertProblem(String text, String code, String pointer, boolean given) {
        var read = read(text);
        assertThat(read.problems()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.place().pointer()).isEqualTo(pointer);
            assertThat(problem.place().position()).isNotNull();
            assertThat(problem.message()).endsWith(".");
            assertThat(problem.remedy()).matches("(?s).*[.?]");
        });
        assertThat(read.diagram() != null).isEqualTo(given);
        assertThat(read.readOnly()).isFalse();
    }

    @Test
    void whatIsMissingIsLocatedAtTheObjectThatLacksIt() {
        var problem = Problem.error("x", Problem.Place.at("/nodes/a~1b/settings/url"), Sentence.of("m"),
                Sentence.of("r"));
        var located = Positions.locate(List.of(problem), "{\n  \"nodes\": {\n    \"a/b\": {}}}");
        assertThat(located).extracting(each -> each.place().position()).containsExactly(at(3, 5));
    }

    @Test
    void theKeyOfAReceiveMayBeANumberAndIsTheSameAsItsText() {
        var text = """
                {"flowloom": 1, "id": "f", "wires": {}, "nodes": {"r": {"kind": "receive", "message": "m", "key": %s}}}
                """;
        var number = read(text.formatted("12.0"));

        assertThat(number.problems()).isEmpty();
        assertThat(number.diagram()).isEqualTo(read(text.formatted("\"12\"")).diagram());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = """
                    "kind": "wait", "for": "PT1S", "timeout": "PT1S"  | timeout | approval, loop (source), receive, scope, step
                    "kind": "loop", "while": "false", "timeout": "PT1S", "nodes": {}, "wires": {} | timeout | approval, loop (source), receive, scope, step
                    "kind": "loop", "while": "false", "batch": 2, "nodes": {}, "wires": {}        | batch   | loop (forEach), loop (source)
                    "kind": "subflow", "flow": "f", "retry": {}       | retry   | step
                    "kind": "fork", "nodes": {}                       | nodes   | loop, scope
                    "kind": "fork", "while": "true"                   | while   | loop
                    "kind": "fork", "error": {}                       | error   | end
                    """)
    void aFieldOfOtherKindsOfNodesIsToldWithThose(String node, String field, String kinds) {
        var problems = read("{\"flowloom\": 1, \"id\": \"f\", \"wires\": {}, \"nodes\": {\"n\": {" + node + "}}}")
                .problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("format.unknown");
            assertThat(problem.isError()).isFalse();
            assertThat(problem.message())
                    .isEqualTo("The field \"%s\" does nothing here: it belongs to %s.".formatted(field, kinds));
        });
    }

    @Test
    void aFieldOfNoKindOfNodeIsUnknown() {
        assertThat(read("""
                {"flowloom": 1, "id": "f", "timeout": 1, "nodes": {
                  "n": {"kind": "step", "type": "log", "retry": {"settings": 1}, "weight": 1}}, "wires": {}}
                """).problems()).extracting(Problem::message)
                .allSatisfy(message -> assertThat(message).contains("is not known here")).hasSize(3);
    }

    @Test
    void defaultsNeedNotBeWritten() {
        var graph = diagram("""
                {"flowloom": 1, "id": "f", "nodes": {"s": {"kind": "step", "type": "log", "retry": {"cap": "PT2M"}}}}
                """).flow().graph();
        var step = (Node.Step) Objects.requireNonNull(graph.node(new NodeId("s")));
        assertThat(step.retryOrDefault().attempts()).isEqualTo(3);
        assertThat(step.retryOrDefault().cap()).isEqualTo(Duration.ofMinutes(2));
        assertThat(step.timeout()).isNull();
    }

    @Test
    void whatIsUnknownOrUnusableIsWrittenBackInItsPlace() throws Exception {
        var text = """
                {"$schema": "flow.schema.json", "flowloom": 1, "id": "f", "owner": {"team": 7},
                 "nodes": {"s": {"kind": "step", "type": "log", "timeout": "soon", "retry": {"cap": 5, "x": [1]}},
                           "n": {"kind": "subflow", "name": "Sub", "flow": "other"},
                           "e": {"kind": "end", "error": {"code": "c", "link": "l"}}},
                 "layout": {"grid": 8, "nodes": {"s": {"x": 1, "y": 2, "colour": "red"}, "n": {"x": "left"}, "e": {}}}}
                """;
        assertThat(JsonText.parse(DefinitionWriter.text(diagram(text)))).isEqualTo(JsonText.parse(text));
    }

    @Test
    void anEditedFieldReplacesWhatWasUnusableThere() throws Exception {
        var diagram = diagram("""
                {"flowloom": 1, "id": "f", "nodes": {"s": {"kind": "fork", "name": 5}}}""");
        var named = diagram.flow().graph().with(new Node.Fork(new NodeId("s"), "Split", Objects
                .requireNonNull(diagram.flow().graph().node(new NodeId("s"))).extras()));
        assertThat(DefinitionWriter.text(diagram.withFlow(diagram.flow().withGraph(named))))
                .contains("\"name\": \"Split\"").doesNotContain("5");
    }

    @Test
    void aNewerFileOpensReadOnlyAndKeepsItsFieldsAndItsVersion() throws Exception {
        var text = """
                {"flowloom": 7, "id": "f", "retention": "P1Y",
                 "nodes": {"s": {"kind": "step", "type": "log", "timeout": {"soft": "PT1S"}}},
                 "wires": {"w": {"kind": "signal", "from": "s", "to": "s"}}}
                """;
        var read = read(text);
        assertThat(read.readOnly()).isTrue();
        assertThat(read.hasErrors()).isFalse();
        assertThat(read.problems()).extracting(Problem::code).contains("format.newer");
        var written = (Json.Obj) JsonText.parse(DefinitionWriter.text(Objects.requireNonNull(read.diagram())));
        assertThat(written.without("wires")).isEqualTo(((Json.Obj) JsonText.parse(text)).without("wires"));
    }

    @Test
    void otherEncodingsEmptyAndHugeFilesAreExplained() {
        var text = "{\"flowloom\": 1, \"id\": \"größe\"}";
        assertThat(DefinitionReader.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)).problems()).isEmpty();
        assertOnlyProblem(text.getBytes(StandardCharsets.UTF_16), "json.encoding");
        assertOnlyProblem(text.getBytes(StandardCharsets.ISO_8859_1), "json.encoding");
        assertOnlyProblem(new byte[0], "json.empty");
        assertOnlyProblem(new byte[10], "json.syntax");
        assertOnlyProblem(new byte[DefinitionReader.LARGEST + 1], "json.size");
        assertOnlyProblem("[".repeat(2_000_000).getBytes(StandardCharsets.UTF_8), "json.depth");
    }

    @Test
    void aFileOfAnotherKindDoesNotGiveAFloodOfProblems() {
        assertThat(read("{\"name\": \"app\", \"version\": \"1\", \"scripts\": {}}").problems()).hasSize(1);
        var text = new StringBuilder("{\"flowloom\": 1, \"id\": \"f\"");
        for (int i = 0; i < 5_000; i++) {
            text.append(", \"field").append(i).append("\": 1");
        }
        var problems = read(text.append('}').toString()).problems();
        assertThat(problems).hasSize(Findings.MOST + 1);
        assertThat(problems.getFirst().message()).contains("4,000 more");
    }

    @Test
    void olderVersionsAreBroughtToTheNewestStepByStep() {
        var first = Json.Obj.of("a", Json.of(1));
        assertThat(Format.migrated(first, 1, List.of(o -> o.with("b", Json.of(2)), o -> o.with("c", Json.of(3)))))
                .isEqualTo(first.with("b", Json.of(2)).with("c", Json.of(3)));
        assertThat(Format.migrated(first, 2, List.of(o -> o.with("b", Json.of(2)), o -> o.with("c", Json.of(3)))))
                .isEqualTo(first.with("c", Json.of(3)));
        assertThat(Format.MIGRATIONS).hasSize(Format.CURRENT - 1);
    }

    private static void assertOnlyProblem(byte[] bytes, String code) {
        var read = DefinitionReader.read(bytes);
        assertThat(read.problems()).extracting(Problem::code).containsExactly(code);
        assertThat(read.diagram()).isNull();
    }

    private static Problem.Position at(int line, int column) {
        return new Problem.Position(line, column);
    }

    private static Diagram diagram(String text) {
        return Objects.requireNonNull(read(text).diagram());
    }

    private static DefinitionReader.Read read(String text) {
        return DefinitionReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
