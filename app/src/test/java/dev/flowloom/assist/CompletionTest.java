package dev.flowloom.assist;

import java.util.List;
import java.util.Objects;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.document.Diagrams;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

/// What is offered at a place, `|`, of an expression in the condition of start → ask → check → tell.
class CompletionTest {
    private static final ExpressionLanguage JSONATA = Objects.requireNonNull(ExpressionLanguages.find(Flow.JSONATA));

    private final Flow flow = flow();

    private static Flow flow() {
        var graph = Diagrams.empty().start(0, 0).step("ask", "Ask", "http.request", 0, 0).condition("check", 0, 0, "a")
                .step("tell", 0, 0).step("aside", 0, 0).chain("start", "ask", "check")
                .wire("check", "a", "tell").diagram().flow().graph();
        var ask = (Node.Step) Objects.requireNonNull(graph.node(new NodeId("ask")));
        graph = graph
                .with(ask.withOutput(json("{\"price\": \"{{ result.body.price }}\", \"from\": {\"shop\": \"a\"}}")));
        var bare = Flow.of("test", "", graph);
        return new Flow(bare.id(), "", "", "", bare.expressions(), (Json.Obj) json("""
                {"type": "object", "properties": {
                  "order": {"type": "string", "description": "The number of the order."},
                  "lines": {"type": "array", "items": {"type": "object", "properties": {
                    "price": {"type": "number"}, "unit price": {"type": "number"}}}},
                  "주소": {"type": "string"}}}"""), List.of(), TreePMap.empty(), graph, Json.Obj.EMPTY);
    }

    @Test
    void theFlowsInputIsKnownFromItsSchema() {
        assertThat(names("input.|")).containsExactly("order", "lines", "주소");
        assertThat(offered("input.or|").getFirst()).isEqualTo(new Candidate("order", "order", 0, "string",
                "The number of the order."));
        assertThat(names("input.주|")).containsExactly("주소");
    }

    @Test
    void aListsFieldsAreThoseOfItsItems() {
        assertThat(names("input.lines.|")).containsExactly("price", "unit price");
        assertThat(names("input.lines[0].|")).containsExactly("price", "unit price");
        assertThat(names("input.lines[price > 1 and un|]")).startsWith("unit price").doesNotContain("order");
        assertThat(names("input.lines.(pr|)")).startsWith("price");
        assertThat(offered("input.lines.unit|").getFirst().written()).isEqualTo("`unit price`");
    }

    @Test
    void onlyStepsThatCanHaveRunAreOffered() {
        assertThat(names("steps.|")).containsExactly("ask");
        assertThat(at("tell", "steps.|", null)).containsExactly("ask");
        assertThat(at("ask", "steps.|", null)).isEmpty();
    }

    @Test
    void aStepsOutputIsKnownFromItsMapping() {
        assertThat(names("steps.ask.|")).containsExactly("price", "from");
        assertThat(names("steps.ask.from.|")).containsExactly("shop");
        assertThat(names("data.|")).containsExactly("price", "from");
    }

    @Test
    void fieldsSeenInTheLastRunAreOfferedBesideThoseKnown() {
        var sample = (Json.Obj) json("{\"data\": {\"stock\": {\"free\": 5}}, \"steps\": {\"ask\": {\"etag\": \"x\"}}}");

        assertThat(at("check", "data.|", sample)).containsExactly("price", "from", "stock");
        assertThat(at("check", "data.stock.|", sample)).containsExactly("free");
        assertThat(at("check", "$.data.stock.f|", sample)).containsExactly("free");
        assertThat(at("check", "steps.ask.|", sample)).containsExactly("price", "from", "etag");
    }

    @Test
    void namesAndFunctionsAreOfferedWhereAValueMayStand() {
        assertThat(names("|")).startsWith("input", "data", "steps", "run").contains("$sum", "$now");
        assertThat(names("in|")).startsWith("input");
        assertThat(names("data.price > in|")).startsWith("input");
    }

    @Test
    void afterADollarThereAreVariablesAndFunctions() {
        assertThat(names("($total := 1; $|)")).startsWith("$total").contains("$sum").doesNotContain("input");
        var sum = offered("$sum|").getFirst();
        assertThat(sum.name()).isEqualTo("$sum");
        assertThat(sum.written()).isEqualTo("$sum()");
        assertThat(sum.caretBack()).isEqualTo(1);
        assertThat(sum.help()).isNotEmpty();
        assertThat(offered("$sum|(1)").getFirst().written()).isEqualTo("$sum");
    }

    @Test
    void whatIsWrittenTakesThePlaceOfTheWord() {
        var offer = offer("check", "1 + input.or|der", Syntax.EXPRESSION, null);
        assertThat(List.of(offer.start(), offer.end())).containsExactly(10, 15);

        offer = offer("check", "An {{ input.o| }}", Syntax.TEMPLATE, null);
        assertThat(List.of(offer.start(), offer.end())).containsExactly(12, 13);

        offer = offer("check", "{\"a\": \"\\u0041 {{ input.o| }}\"}", Syntax.JSON, null);
        assertThat(List.of(offer.start(), offer.end())).containsExactly(23, 24);
        assertThat(offer.candidates()).extracting(Candidate::name).startsWith("order");
    }

    @Test
    void nothingIsOfferedInPlainTextNorInQuotesNorBehindANumber() {
        assertThat(offer("check", "An inp| {{ input.order }}", Syntax.TEMPLATE, null).candidates()).isEmpty();
        assertThat(names("\"inp|ut\"")).isEmpty();
        assertThat(names("12|")).isEmpty();
    }

    @Test
    void resultErrorAndUndoAreOfferedWhereTheyAreSeen() {
        var node = Objects.requireNonNull(flow.graph().node(new NodeId("ask")));
        var output = Completion.at(Script.of("res", Syntax.EXPRESSION, JSONATA), 3,
                Seen.from(flow, node, Place.OUTPUT, null), JSONATA);

        assertThat(output.candidates()).extracting(Candidate::name).contains("result");
        assertThat(names("res|")).doesNotContain("result");
        assertThat(names("undo|")).doesNotContain("undo");
    }

    @Test
    void insideALoopItsItemAndTheStepsBeforeItAndInItAreSeenAndOutsideTheLoopAlone() {
        var held = Diagrams.empty().start(0, 0).step("first", 0, 0)
                .node(new Node.Loop(new NodeId("each"), "", new Node.Repeat.ForEach("data", 1), Json.Obj.EMPTY), 0, 0)
                .step("last", 0, 0).step("mend", 0, 0).step("after", 0, 0).chain("start", "first", "each", "last")
                .error("each", Wire.Catch.ANYTHING, "mend").chain("mend", "after")
                .step("inner", 0, 0).step("next", 0, 0).chain("inner", "next").in("each", "inner", "next").diagram()
                .flow();

        assertThat(seenIn(held, "next", "steps.|")).containsExactlyInAnyOrder("first", "inner");
        assertThat(seenIn(held, "next", "loop.|")).containsExactly("index", "item");
        assertThat(seenIn(held, "last", "steps.|")).contains("first", "each").doesNotContain("inner");
        assertThat(seenIn(held, "last", "loo|")).doesNotContain("loop");
        assertThat(seenIn(held, "after", "err|")).contains("error");
        assertThat(seenIn(held, "last", "err|")).doesNotContain("error");
    }

    private static List<String> seenIn(Flow held, String id, String source) {
        int caret = source.indexOf('|');
        var node = Objects.requireNonNull(held.graph().node(new NodeId(id)));
        return Completion.at(Script.of(source.substring(0, caret), Syntax.EXPRESSION, JSONATA), caret,
                Seen.from(held, node, Place.ARRIVED, null), JSONATA).candidates().stream().map(Candidate::name)
                .toList();
    }

    private List<String> names(String source) {
        return offered(source).stream().map(Candidate::name).toList();
    }

    private List<Candidate> offered(String source) {
        return offer("check", source, Syntax.EXPRESSION, null).candidates();
    }

    private List<String> at(String node, String source, Json.@Nullable Obj sample) {
        return offer(node, source, Syntax.EXPRESSION, sample).candidates().stream().map(Candidate::name).toList();
    }

    private Completion.Offer offer(String id, String source, Syntax syntax, Json.@Nullable Obj sample) {
        int caret = source.indexOf('|');
        var text = source.substring(0, caret) + source.substring(caret + 1);
        var node = Objects.requireNonNull(flow.graph().node(new NodeId(id)));
        return Completion.at(Script.of(text, syntax, JSONATA), caret, Seen.from(flow, node, Place.ARRIVED, sample),
                JSONATA);
    }

    private static Json json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(e);
        }
    }
}
