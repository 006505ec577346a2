package dev.flowloom.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flowloom.model.Branch;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Resource;
import dev.flowloom.model.Resource.Breaker;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire.Catch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;

/// For each rule a flow that breaks it and no other, and a twin that keeps it.
class RulesTest {
    private static final Node.Scope SCOPE = new Node.Scope(new NodeId("a"), "", Json.Obj.EMPTY);

    /// Has one flow that can run, and one that can't.
    private static final FlowLibrary LIBRARY = new FlowLibrary() {
        private final List<Flow> flows = List.of(
                Draft.sound().flow().withId("bill").withVersion("2"),
                asking(Draft.sound().flow().withId("pay"),
                        "{'required': ['sum'], 'properties': {'sum': {'type': 'number'}, 'to': {'type': 'string'}}}"),
                Draft.sound().step("u").undo("a", "u").flow().withId("saga"),
                Draft.sound().with(new Node.End(new NodeId("z"), "",
                        new Node.Outcome.Completed(Draft.json("{\"sum\": \"{{ data.sum }}\"}")), Json.Obj.EMPTY)).flow()
                        .withId("add"),
                holding(locking("a", "till")).flow().withId("locking"),
                calling("locking", null).flow().withId("passing-on"),
                calling("calling-itself", null).flow().withId("calling-itself"),
                Draft.sound().cut("a-z").flow().withId("broken"));

        @Override
        public @Nullable Flow find(FlowReference reference) {
            return flows.stream().filter(reference::fits).findFirst().orElse(null);
        }

        @Override
        public List<String> ids() {
            return flows.stream().map(Flow::id).toList();
        }
    };

    record Fixture(String code, String pointer, Flow broken, Flow sound) {
        @Override
        public String toString() {
            return code + " at " + pointer;
        }
    }

    private static Fixture fixture(String code, String pointer, Draft broken, Draft sound) {
        return new Fixture(code, pointer, broken.flow(), sound.flow());
    }

    static List<Fixture> fixtures() {
        return Stream
                .of(endpoints(), resources(), errorRules(), constants(), locks(), containers(), wires(), ways(),
                        conditions(), joins(), steps(),
                        subFlows(), sources(),
                        settings(),
                        secrets(),
                        errors(), approvals(),
                        compensations(),
                        expressions())
                .flatMap(s -> s).toList();
    }

    private static Stream<Fixture> endpoints() {
        var sound = Draft.sound();
        return Stream.of(
                new Fixture("flow.input-schema", "/inputSchema", asking(sound.flow(), "{'type': 'objct'}"),
                        asking(sound.flow(), "{'type': 'object'}")),
                new Fixture("flow.input-schema", "/inputSchema", asking(sound.flow(), "{'$ref': '#/$defs/gone'}"),
                        asking(sound.flow(), "{'$ref': '#/$defs/here', '$defs': {'here': {}}}")),
                fixture("start.missing", "/nodes", sound.without("s").cut("s-a"), sound),
                fixture("start.several", "/nodes/s2", sound.start("s2").wire("s2", "a"), sound),
                fixture("end.missing", "/nodes", Draft.empty().start("s").step("a").step("b").line("s", "a", "b", "a"),
                        sound),
                fixture("node.unsupported", "/nodes/a",
                        sound.with(new Node.Foreign(new NodeId("a"), "", "oracle", Json.Obj.EMPTY)), sound));
    }

    /// A sound flow whose only node holds a step.
    private static Draft holding(Node.Container container) {
        return Draft.sound().with(container).start("i").step("b").end("o").line("i", "b", "o").in("a", "i", "b", "o");
    }

    private static Node.Loop loop(String items) {
        return new Node.Loop(new NodeId("a"), "", new Node.Repeat.ForEach(items, 1), Json.Obj.EMPTY);
    }

    private static Node.Loop untilHolds(String condition) {
        return new Node.Loop(new NodeId("a"), "", new Node.Repeat.Until(condition, 10), Json.Obj.EMPTY);
    }

    /// A sound flow whose only node holds a wait.
    /// Both steps disabled, or the first of them.
    private static Draft disabledBefore(String text, boolean both) {
        return Draft.empty().start("s").step("d", step -> step.withDisabled(true))
                .step("a", step -> step.withSettings(Json.Obj.of("x", Json.of(text))).withDisabled(both)).end("z")
                .line("s", "d", "a", "z");
    }

    private static Draft pausing(Node.Container container) {
        return holding(container).pause("b", "PT1S").in("a", "b");
    }

    private static Node.Loop until(String condition) {
        return new Node.Loop(new NodeId("a"), "", new Node.Repeat.Until(condition, 10), Json.Obj.EMPTY);
    }

    private static Node.Loop whileHolds(String condition) {
        return new Node.Loop(new NodeId("a"), "", new Node.Repeat.While(condition, 10), Json.Obj.EMPTY);
    }

    private static Draft calling(String flow, @Nullable String version) {
        return Draft.sound().with(new Node.SubFlow(new NodeId("a"), "", new FlowReference(flow, version), null, null,
                Json.Obj.EMPTY));
    }

    private static Node.Loop source(String type, String settings, ItemErrors onError) {
        return new Node.Loop(new NodeId("a"), "", new Node.Repeat.ForEach(
                new Items.Streamed(type, (Json.Obj) Draft.json(settings.replace('\'', '"'))), 1, 1, onError),
                Json.Obj.EMPTY);
    }

    private static Draft reading(String settings) {
        return holding(source("test.rows", settings, ItemErrors.STOP));
    }

    private static Stream<Fixture> sources() {
        var sound = reading("{'file': 'a.csv'}");
        return Stream.of(
                fixture("step.unknown-type", "/nodes/a/source", holding(source("test.row", "{}", ItemErrors.STOP)),
                        sound),
                // A step type is no type of source.
                fixture("step.unknown-type", "/nodes/a/source", holding(source("test.any", "{}", ItemErrors.STOP)),
                        sound),
                fixture("step.settings", "/nodes/a/settings", reading("{}"), sound),
                fixture("step.settings", "/nodes/a/settings/file", reading("{'file': 7}"), sound),
                fixture("step.secret", "/nodes/a/settings/password/$secret",
                        reading("{'file': 'a', 'password': {'$secret': 'my password'}}"),
                        reading("{'file': 'a', 'password': {'$secret': 'PASSWORD'}}")),
                fixture("step.password", "/nodes/a/settings/password", reading("{'file': 'a', 'password': 'abc'}"),
                        sound),
                fixture("expression.invalid", "/nodes/a/settings/file", reading("{'file': '{{ 1 + }}'}"),
                        reading("{'file': '{{ input.file }}'}")),
                fixture("loop.collect", "/nodes/a/onError",
                        holding(source("test.rows", "{'file': 'a'}", ItemErrors.COLLECT)),
                        holding(source("test.rows", "{'file': 'a'}", ItemErrors.CONTINUE))),
                fixture("loop.undo-of-each", "/nodes/a/nodes/b",
                        sound.step("u").undo("b", "u").in("a", "u"), sound));
    }

    private static Stream<Fixture> subFlows() {
        return Stream.of(
                fixture("subflow.unknown", "/nodes/a/flow", calling("bil", null), calling("bill", null)),
                fixture("subflow.not-undone", "/nodes/a",
                        calling("saga", null).cut("a-z").step("b").line("a", "b", "z"),
                        calling("saga", null).cut("a-z").step("b").line("a", "b", "z").step("u").undo("a", "u")),
                fixture("subflow.errors", "/nodes/a/flow", calling("broken", null), calling("bill", null)),
                fixture("subflow.input", "/nodes/a/input/sum", paying("{'sum': 'much'}"), paying("{'sum': 7}")),
                fixture("subflow.input", "/nodes/a/input/to", paying("{'sum': '{{ data }}', 'to': 7}"),
                        paying("{'sum': '{{ data }}', 'to': 'Kim {{ data }}'}")),
                fixture("subflow.input", "/nodes/a/input", paying("{'to': 'Kim'}"), paying("'{{ data }}'")),
                fixture("expression.unknown-field", "/nodes/a/output/x", adding("result.square"), adding("result.sum")),
                fixture("expression.unknown-field", "/nodes/z/error/message",
                        calling("add", null).with(failing("{{ data.square }}")),
                        calling("add", null).with(failing("{{ steps.a.sum }}"))),
                fixture("subflow.version", "/nodes/a/version", calling("bill", "1"), calling("bill", "2")));
    }

    private static Draft adding(String path) {
        return Draft.sound().with(new Node.SubFlow(new NodeId("a"), "", new FlowReference("add", null), null,
                Json.Obj.of("x", Json.of("{{ " + path + " }}")), Json.Obj.EMPTY));
    }

    private static Draft paying(String input) {
        return Draft.sound().with(new Node.SubFlow(new NodeId("a"), "", new FlowReference("pay", null),
                Draft.json(input.replace('\'', '"')), null, Json.Obj.EMPTY));
    }

    private static Stream<Fixture> containers() {
        var held = holding(SCOPE);
        var looped = holding(loop("data"));
        return Stream.of(
                fixture("start.missing", "/nodes/a/nodes", held.without("i").cut("i-b"), held),
                fixture("start.several", "/nodes/a/nodes/i2", held.start("i2").in("a", "i2").wire("i2", "b"), held),
                fixture("end.missing", "/nodes/a/nodes", held.without("o").cut("b-o").step("c").in("a", "c")
                        .line("b", "c", "b"), held),
                fixture("node.no-way-out", "/nodes/a/nodes/b",
                        held.condition("q", "x").in("a", "q").cut("i-b").cut("b-o")
                                .line("i", "q").branch("q", "x", "b").branch("q", "otherwise", "o"),
                        held),
                fixture("node.no-way-out", "/nodes/a", held.error("a", "z", Catch.ANYTHING).cut("a-z"), held),
                fixture("node.several-ways", "/nodes/a", held.end("y").wire("a", "y"), held),
                fixture("expression.invalid", "/nodes/a/forEach", holding(loop("data.")), looped),
                fixture("expression.invalid", "/nodes/a/while", holding(whileHolds("data <")),
                        holding(whileHolds("loop.index < 3"))),
                fixture("expression.invalid", "/nodes/a/until", holding(untilHolds("data <")),
                        holding(untilHolds("loop.index >= 3"))),
                fixture("expression.name-elsewhere", "/nodes/a/nodes/b/settings/x",
                        held.step("b", "{\"x\": \"{{ loop.item }}\"}"),
                        looped.step("b", "{\"x\": \"{{ loop.item }}\"}")),
                fixture("expression.unknown-step", "/nodes/c/settings/x",
                        held.step("c", "{\"x\": \"{{ steps.b }}\"}").cut("a-z").line("a", "c", "z"),
                        held.step("c", "{\"x\": \"{{ steps.a }}\"}").cut("a-z").line("a", "c", "z")),
                fixture("expression.unknown-step", "/nodes/a/nodes/b/settings/x",
                        held.step("b", "{\"x\": \"{{ steps.q }}\"}"),
                        held.step("q").cut("s-a").line("s", "q", "a").step("b", "{\"x\": \"{{ steps.q }}\"}")));
    }

    private static Stream<Fixture> resources() {
        var sound = withBank(using("bank"), new Resource(Breaker.DEFAULT, null, null, Json.Obj.EMPTY));
        return Stream.of(
                new Fixture("step.unknown-resource", "/nodes/a/resource", using("bank"), sound),
                new Fixture("step.unknown-resource", "/nodes/a/resource",
                        withBank(using("bnak"), Objects.requireNonNull(sound.resources().get("bank"))), sound),
                new Fixture("resource.unused", "/resources/bank",
                        Draft.sound().flow().withResources(sound.resources()), sound),
                new Fixture("resource.free", "/resources/bank", withBank(using("bank"), Resource.FREE), sound),
                // What couldn't be read is told as that.
                new Fixture("resource.free", "/resources/bank", withBank(using("bank"), Resource.FREE),
                        withBank(using("bank"),
                                new Resource(null, null, null, Json.Obj.of("rate", Json.Obj.EMPTY)))));
    }

    private static Stream<Fixture> errorRules() {
        return Stream.of(
                new Fixture("error-rule.unknown-type", "/errorRules/0/type", withRules("http.*", "test.mial"),
                        withRules("http.*", "test.mail")),
                new Fixture("error-rule.unknown-type", "/errorRules/0/type", withRules("file.*", "test.row"),
                        withRules("file.*", "test.rows")),
                new Fixture("error-rule.shadowed", "/errorRules/1", withRules("http.*", null, "http.404", "test.mail"),
                        withRules("http.404", "test.mail", "http.*", null)),
                new Fixture("error-rule.shadowed", "/errorRules/1", withRules("http.*", null, "http.4*", null),
                        withRules("http.4*", null, "http.*", null)));
    }

    /// @param rules code and type of each
    private static Flow withRules(@Nullable String... rules) {
        var flow = Draft.sound().flow();
        var all = IntStream.range(0, rules.length / 2)
                .mapToObj(at -> new ErrorRule(Objects.requireNonNull(rules[2 * at]), rules[2 * at + 1],
                        Severity.CRITICAL, Json.Obj.EMPTY))
                .toList();
        return new Flow(flow.id(), "", flow.name(), "", flow.expressions(), flow.inputSchema(), all, flow.resources(),
                flow.graph(), flow.extras());
    }

    private static Stream<Fixture> constants() {
        var asked = Draft.empty().start("s").condition("c", "yes").end("y").end("z").line("s", "c")
                .branch("c", "yes", "y").branch("c", "otherwise", "z");
        return Stream.of(
                fixture("expression.not-boolean", "/nodes/c/branches/0/when", asked.with(asking("yes", "\"yes\"")),
                        asked.with(asking("yes", "true"))),
                fixture("expression.not-boolean", "/nodes/a/while", holding(whileHolds("3")),
                        holding(whileHolds("loop.index < 3"))),
                fixture("expression.not-boolean", "/nodes/a/until", holding(untilHolds("[]")),
                        holding(untilHolds("data.done"))),
                fixture("expression.not-boolean", "/nodes/a/until", holding(untilHolds("\"n\"")),
                        holding(untilHolds("\"input\".\"n\""))),
                fixture("loop.items", "/nodes/a/forEach", holding(loop("2")), holding(loop("**"))),
                fixture("loop.items", "/nodes/a/forEach", holding(loop("{'a': 1}".replace('\'', '"'))),
                        holding(loop("[1, 2]"))),
                fixture("expression.always-fails", "/nodes/a/settings/x", step("test.any", "{'x': 'a {{ 1 - [] }}'}"),
                        step("test.any", "{'x': 'a {{ 1 - 2 }}'}")),
                fixture("sql.from-data", "/nodes/a/settings/statement",
                        step("test.database", "{'statement': 'DELETE FROM x WHERE id = {{ data.id }}'}"),
                        step("test.database", "{'statement': 'DELETE FROM x WHERE id = :id'}")));
    }

    private static Flow using(String resource) {
        var flow = Draft.sound().flow();
        var step = (Node.Step) Objects.requireNonNull(flow.graph().node(new NodeId("a")));
        return flow.withGraph(flow.graph().with(step.withResource(resource)));
    }

    private static Flow withBank(Flow flow, Resource bank) {
        return flow.withResources(TreePMap.<String, Resource>empty().plus("bank", bank));
    }

    private static Stream<Fixture> locks() {
        var free = Draft.sound().with(SCOPE).start("i").with(new Node.Scope(new NodeId("b"), "", Json.Obj.EMPTY))
                .end("o")
                .line("i", "b", "o").in("a", "i", "b", "o").start("ii").step("c").end("oo").line("ii", "c", "oo")
                .in("b", "ii", "c", "oo");
        var lock = new Lock("card {{ input.card }}", Lock.USUAL_LEASE, null);
        var outer = free.with(new Node.Scope(new NodeId("a"), "", null, lock, Json.Obj.EMPTY));
        var token = "{\"x\": \"{{ lock.token }}\"}";
        return Stream.of(
                fixture("lock.nested", "/nodes/a/nodes/b/lock/name",
                        outer.with(new Node.Scope(new NodeId("b"), "", null, lock, Json.Obj.EMPTY)), outer),
                fixture("subflow.lock", "/nodes/a/nodes/b/flow", callingInside(locking("a", "till"), "locking"),
                        callingInside(locking("a", "door"), "locking")),
                fixture("subflow.lock", "/nodes/a/nodes/b/flow", callingInside(locking("a", "till"), "passing-on"),
                        callingInside(locking("a", "till {{ 1 }}"), "passing-on")),
                fixture("subflow.lock", "/nodes/a/nodes/b/flow", callingInside(locking("a", "till"), "locking"),
                        callingInside(locking("a", "till"), "calling-itself")),
                fixture("lock.order", "/nodes/y/nodes/yi/lock/name",
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")),
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "A", "B"))),
                fixture("lock.order", "/nodes/y/nodes/yi/lock/name",
                        after(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")),
                        after(inEachOther("x", "A {{ 1 }}", "B"), inEachOther("y", "B", "A {{ 1 }}"))),
                fixture("lock.order", "/nodes/y/nodes/yi/lock/name",
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")),
                        beside(inEachOther("x", "A", "B"),
                                inEachOther("y", "B", "A").with(new Node.Scope(new NodeId("yi"), "", null,
                                        new Lock("A", Lock.USUAL_LEASE, Duration.ofSeconds(9)), Json.Obj.EMPTY)))),
                fixture("lock.order", "/nodes/y/nodes/yi/lock/name",
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")),
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")
                                .with(locking("y", "B").withTimeout(Duration.ofSeconds(9))))),
                fixture("lock.order", "/nodes/x/nodes/xi/lock/name",
                        both(after(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")).cut("y-z"),
                                inEachOther("w", "B", "A")).line("y", "w", "z"),
                        both(after(inEachOther("x", "A", "B"), inEachOther("y", "B", "C")).cut("y-z"),
                                inEachOther("w", "C", "A")).line("y", "w", "z")),
                fixture("lock.nested", "/nodes/x/nodes/xx/nodes/xxi/lock/name",
                        both(around("x", "A", "B", "A"), Draft.empty().start("s").end("z").line("s", "x", "z")),
                        both(around("x", "A", "B", "C"), Draft.empty().start("s").end("z").line("s", "x", "z"))),
                // A lock around both keeps them apart, where not both are done in the one scope that holds it.
                fixture("lock.order", "/nodes/g/nodes/y/nodes/yi/lock/name",
                        within(locking("g", "G"), beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A"))),
                        within(locking("g", "G"), after(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")))),
                fixture("lock.order", "/nodes/y/nodes/yi/lock/name",
                        beside(inEachOther("x", "A", "B"), inEachOther("y", "B", "A")),
                        beside(around("x", "G", "A", "B"), around("y", "G", "B", "A"))),
                fixture("lock.name", "/nodes/a/lock/name", free.with(locking("a", "x".repeat(201))),
                        free.with(locking("a", "x".repeat(200)))),
                fixture("lock.lease", "/nodes/a/lock/lease",
                        free.with(new Node.Scope(new NodeId("a"), "", null,
                                new Lock("card", Lock.SHORTEST_LEASE.minusMillis(1), null), Json.Obj.EMPTY)),
                        free.with(new Node.Scope(new NodeId("a"), "", null,
                                new Lock("card", Lock.SHORTEST_LEASE, null), Json.Obj.EMPTY))),
                fixture("expression.name-elsewhere", "/nodes/a/nodes/b/nodes/c/settings/x", free.step("c", token),
                        outer.step("c", token)),
                fixture("expression.invalid", "/nodes/a/lock/name",
                        free.with(new Node.Scope(new NodeId("a"), "", null,
                                new Lock("{{ data. }}", Lock.USUAL_LEASE, null),
                                Json.Obj.EMPTY)),
                        outer));
    }

    private static Node.Scope locking(String id, String lock) {
        return new Node.Scope(new NodeId(id), "", null, new Lock(lock, Lock.USUAL_LEASE, null), Json.Obj.EMPTY);
    }

    private static Draft callingInside(Node.Scope scope, String flow) {
        return holding(scope).with(new Node.SubFlow(new NodeId("b"), "", new FlowReference(flow, null), null, null,
                Json.Obj.EMPTY));
    }

    /// A scope with a lock, and in it one with another lock.
    private static Draft inEachOther(String id, String outer, String inner) {
        return Draft.empty().with(locking(id, outer)).start(id + "s").with(locking(id + "i", inner)).end(id + "e")
                .line(id + "s", id + "i", id + "e").start(id + "is").end(id + "ie").line(id + "is", id + "ie")
                .in(id, id + "s", id + "i", id + "e").in(id + "i", id + "is", id + "ie");
    }

    /// The same in a scope with a third lock, which has its name.
    private static Draft around(String id, String guard, String outer, String inner) {
        return both(inEachOther(id + id, outer, inner), Draft.empty().with(locking(id, guard)).start(id + "s")
                .end(id + "e").line(id + "s", id + id, id + "e")).in(id, id + "s", id + id, id + "e");
    }

    private static Draft both(Draft one, Draft other) {
        var all = one.graph();
        for (var node : other.graph().nodes().values()) {
            all = all.with(node).withParent(node.id(), other.graph().parent(node.id()));
        }
        for (var wire : other.graph().wires().values()) {
            all = all.with(wire);
        }
        return new Draft(all);
    }

    /// On two branches of a fork, `x` and `y`.
    private static Draft beside(Draft x, Draft y) {
        return both(both(x, y), Draft.empty().start("s").fork("f").join("j").end("z").line("s", "f", "x", "j", "z")
                .line("f", "y", "j"));
    }

    private static Draft after(Draft x, Draft y) {
        return both(both(x, y), Draft.empty().start("s").end("z").line("s", "x", "y", "z"));
    }

    /// A whole flow in a scope.
    private static Draft within(Node.Scope scope, Draft held) {
        var draft = held.with(scope);
        for (var node : held.graph().nodes().keySet()) {
            draft = held.graph().parent(node) == null ? draft.in(scope.id().value(), node.value()) : draft;
        }
        return draft.start("s0").end("z0").line("s0", scope.id().value(), "z0");
    }

    private static Stream<Fixture> wires() {
        var sound = Draft.sound();
        return Stream.of(fixture("wire.dangling", "/wires/a-x/to", sound.cut("a-z").wire("a", "x").end("z")
                .error("a", "z", Catch.ANYTHING), sound),
                fixture("wire.dangling", "/wires/x-a/from", sound.wire("x", "a"), sound.wire("a", "a").cut("a-a")),
                fixture("wire.into-start", "/wires/b-s/to",
                        Draft.choice().cut("b-z").line("b", "s"), Draft.choice().cut("b-z").line("b", "c")),
                fixture("wire.out-of-end", "/wires/z-a/from", sound.wire("z", "a"), sound),
                fixture("wire.to-itself", "/wires/a-error2-a/to", sound.error("a", "a", Catch.ANYTHING), sound));
    }

    private static Stream<Fixture> ways() {
        var sound = Draft.sound();
        return Stream.of(
                fixture("node.no-way-out", "/nodes/b", Draft.parallel().step("d").cut("b-j").line("f", "d", "j"),
                        Draft.parallel().step("d").line("f", "d", "j")),
                fixture("node.several-ways", "/nodes/a", sound.end("y").wire("a", "y"),
                        sound.failing("y").error("a", "y", Catch.ANYTHING)),
                fixture("fork.too-few-ways", "/nodes/f",
                        Draft.empty().start("s").fork("f").step("a").end("z").line("s", "f", "a", "z"),
                        Draft.empty().start("s").fork("f").step("a").step("b").end("z").line("s", "f", "a", "z")
                                .line("f", "b", "z")),
                fixture("node.unreachable", "/nodes/b", sound.step("b").wire("b", "z"),
                        sound.step("b").wire("b", "z").error("a", "b", Catch.ANYTHING)));
    }

    private static Stream<Fixture> conditions() {
        var sound = Draft.choice();
        return Stream.of(
                fixture("condition.no-branches", "/nodes/c",
                        Draft.empty().start("s").condition("c").end("z").line("s", "c").branch("c", "otherwise", "z"),
                        sound),
                fixture("condition.branch-twice", "/nodes/c/branches/1/id", sound.condition("c", "yes", "yes"), sound),
                fixture("condition.branch-unwired", "/nodes/c/branches/1", sound.condition("c", "yes", "no"),
                        sound.condition("c", "yes", "no").branch("c", "no", "z")),
                fixture("condition.otherwise-unwired", "/nodes/c",
                        sound.cut("c-otherwise-b").condition("c", "yes", "no").branch("c", "no", "b"), sound),
                fixture("condition.branch-wired-twice", "/wires/c-yes-b/branch", sound.branch("c", "yes", "b"), sound),
                fixture("condition.wire-without-branch", "/wires/c-a", sound.wire("c", "a"), sound),
                fixture("condition.wire-without-branch", "/wires/c-no-a", sound.branch("c", "no", "a"),
                        sound.branch("c", "no", "a").condition("c", "yes", "no")),
                fixture("wire.branch-unexpected", "/wires/a-yes-z/branch",
                        Draft.sound().cut("a-z").branch("a", "yes", "z"), Draft.sound()));
    }

    private static Stream<Fixture> joins() {
        var sound = Draft.parallel();
        var mayEnd = sound.cut("b-j").condition("c", "yes").line("b", "c").branch("c", "yes", "j");
        return Stream.of(
                fixture("fork.reentered", "/nodes/f",
                        sound.cut("b-j").condition("c", "yes").line("b", "c").branch("c", "yes", "j")
                                .branch("c", "otherwise", "f"),
                        sound.cut("j-z").condition("c", "yes").line("j", "c").branch("c", "yes", "z")
                                .branch("c", "otherwise", "f")),
                fixture("join.no-fork", "/nodes/j",
                        Draft.choice().cut("a-z").cut("b-z").join("j").line("a", "j", "z").line("b", "j"), sound),
                fixture("join.mixed", "/nodes/j",
                        sound.cut("s-f").condition("c", "yes").line("s", "c").branch("c", "yes", "f")
                                .branch("c", "otherwise", "j"),
                        sound.cut("s-f").condition("c", "yes").line("s", "c").branch("c", "yes", "f")
                                .branch("c", "otherwise", "z")),
                fixture("join.mixed", "/nodes/j",
                        sound.cut("b-j").fork("g").step("d").step("e").line("b", "g", "d", "j").line("g", "e", "j"),
                        sound.cut("b-j").fork("g").step("d").step("e").join("k").line("b", "g", "d", "k", "j")
                                .line("g", "e", "k")),
                fixture("join.count", "/nodes/j/join", sound.join("j", new JoinRule.Count(3)),
                        sound.join("j", new JoinRule.Count(2))),
                fixture("join.may-starve", "/nodes/j", mayEnd.branch("c", "otherwise", "z"),
                        mayEnd.failing("y").branch("c", "otherwise", "y")),
                fixture("join.may-starve", "/nodes/j", sound.error("a", "z", Catch.ANYTHING),
                        sound.join("j", JoinRule.ANY).error("a", "z", Catch.ANYTHING)),
                fixture("fork.piles-up", "/nodes/f", again(JoinRule.ANY).line("f", "b", "z"),
                        again(JoinRule.ALL).line("f", "b", "j")),
                fixture("fork.multiplies", "/nodes/f0", forks(10, false), forks(9, false)),
                fixture("fork.multiplies", "/nodes/f0", forks(60, false), forks(60, true)),
                fixture("fork.multiplies", "/nodes/f0", forks(60, false), rivals(20)),
                fixture("fork.multiplies", "/nodes/f0", backOrOn(forks(60, false)), backOrOn(forks(60, true))));
    }

    /// With a fork before it that its branches can come back to, once they are joined.
    private static Draft backOrOn(Draft forks) {
        return forks.fork("again").step("x").step("y").join("both", JoinRule.ALL).condition("c", "back").cut("s-f0")
                .line("s", "again", "x", "both", "c").line("again", "y", "both").branch("c", "back", "again")
                .branch("c", "otherwise", "f0");
    }

    /// So many forks of two branches, one after the other, from each of which one of two joins goes on with the first.
    private static Draft rivals(int count) {
        var draft = Draft.empty().start("s").end("z").line("s", "f0");
        for (int at = 0; at < count; at++) {
            var next = at + 1 < count ? "f" + (at + 1) : "z";
            draft = draft.fork("f" + at).join("y" + at, JoinRule.ANY).join("n" + at, JoinRule.ANY)
                    .line("y" + at, next).line("n" + at, next);
            for (var branch : List.of("a" + at, "b" + at)) {
                draft = draft.condition(branch, "yes").line("f" + at, branch).branch(branch, "yes", "y" + at)
                        .branch(branch, "otherwise", "n" + at);
            }
        }
        return draft;
    }

    /// So many forks of two branches, one after the other.
    private static Draft forks(int count, boolean joined) {
        var draft = Draft.empty().start("s").end("z").line("s", "f0");
        for (int at = 0; at < count; at++) {
            var next = at + 1 < count ? "f" + (at + 1) : "z";
            draft = draft.fork("f" + at).step("a" + at).step("b" + at);
            if (joined) {
                draft = draft.join("j" + at, JoinRule.ALL).line("f" + at, "a" + at, "j" + at, next)
                        .line("f" + at, "b" + at, "j" + at);
            } else {
                draft = draft.line("f" + at, "a" + at, next).line("f" + at, "b" + at, next);
            }
        }
        return draft;
    }

    /// Start, a fork `f` to the step `a`, a join `j`, and back to the fork or on to the end `z`.
    private static Draft again(JoinRule rule) {
        return Draft.empty().start("s").fork("f").step("a").step("b").join("j", rule).condition("c", "yes").end("z")
                .line("s", "f", "a", "j", "c").branch("c", "yes", "f").branch("c", "otherwise", "z");
    }

    private static Stream<Fixture> settings() {
        return Stream.of(
                fixture("step.settings", "/nodes/a/settings", mail("{}"), mail("{'to': 'x'}")),
                fixture("step.settings", "/nodes/a/settings/cc", mail("{'to': '{{ data.to }}', 'cc': '{{ data.cc }}'}"),
                        mail("{'to': '{{ data.to }}'}")),
                fixture("step.settings", "/nodes/a/settings/copies", mail("{'to': 'x', 'copies': 'two'}"),
                        mail("{'to': 'x', 'copies': '{{ data.copies }}'}")),
                fixture("step.settings", "/nodes/a/settings/copies", mail("{'to': 'x', 'copies': 0}"),
                        mail("{'to': 'x', 'copies': 1}")),
                fixture("step.settings", "/nodes/a/settings/format", mail("{'to': 'x', 'format': 'pdf'}"),
                        mail("{'to': 'x', 'format': '{{ data.format }}'}")),
                fixture("step.settings", "/nodes/a/settings/tags/1",
                        mail("{'to': 'x', 'tags': ['{{ data.tag }}', 1]}"),
                        mail("{'to': 'x', 'tags': ['{{ data.tag }}', 'b']}")),
                fixture("step.settings", "/nodes/a/settings/tags",
                        mail("{'to': 'x', 'tags': {'a': '{{ data.tag }}'}}"),
                        mail("{'to': 'x', 'tags': '{{ data.tags }}'}")),
                fixture("step.broken-type", "/nodes/a/type",
                        Draft.sound().with(Node.Step.of(new NodeId("a"), "", "test.broken")), Draft.sound()),
                fixture("step.settings", "/nodes/a/settings/to", step("test.span", "{'from': 1, 'to': 1}"),
                        step("test.span", "{'from': '{{ data }}', 'to': '{{ data }}'}")),
                fixture("step.settings", "/nodes/a/settings", step("test.span", "{'to': 1}"),
                        step("test.span", "{'from': 0, 'to': 1}")),
                fixture("step.broken-type", "/nodes/a/type", step("test.faulty", "{}"), step("test.any", "{}")));
    }

    private static Stream<Fixture> secrets() {
        return Stream.of(
                fixture("step.secret", "/nodes/a/settings/password/$secret",
                        mail("{'to': 'x', 'password': {'$secret': ''}}"),
                        mail("{'to': 'x', 'password': {'$secret': 'PASSWORD_1'}}")),
                fixture("step.secret", "/nodes/a/settings/to/$secret", mail("{'to': {'$secret': 'my-to'}}"),
                        mail("{'to': {'$secret': 'my_to', 'prefix': 'Mr '}}")),
                fixture("step.secret", "/nodes/a/settings/to/$secret", mail("{'to': {'$secret': '{{ data.x }}'}}"),
                        mail("{'to': '{{ data.x }}'}")),
                fixture("step.secret", "/nodes/a/settings/to/$secret", mail("{'to': {'$secret': 1}}"),
                        mail("{'to': {'$secret': 'A'}}")),
                fixture("step.secret", "/nodes/a/settings/tags/0/prefix",
                        mail("{'to': 'x', 'tags': [{'$secret': 'A', 'prefix': 1}, 'b']}"),
                        mail("{'to': 'x', 'tags': [{'$secret': 'A', 'prefix': '1'}, 'b']}")),
                fixture("step.secret", "/nodes/a/settings/to/prefix",
                        mail("{'to': {'$secret': 'A', 'prefix': '{{ data.x }} '}}"),
                        mail("{'to': {'$secret': 'A', 'prefix': ''}}")),
                fixture("step.settings", "/nodes/a/settings/to", mail("{'to': {'$secret': 'A', 'suffix': 'b'}}"),
                        mail("{'to': {'$secret': 'A'}}")),
                fixture("step.settings", "/nodes/a/settings/copies", mail("{'to': 'x', 'copies': {'$secret': 'A'}}"),
                        mail("{'to': 'x', 'copies': 1}")),
                fixture("step.settings", "/nodes/a/settings/login", mail("{'to': 'x', 'login': {'$secret': 'A'}}"),
                        mail("{'to': 'x', 'login': {'user': {'$secret': 'A'}}}")),
                fixture("step.password", "/nodes/a/settings/password", mail("{'to': 'x', 'password': 'swordfish'}"),
                        mail("{'to': 'x', 'password': '{{ data.x }}'}")),
                fixture("step.password", "/nodes/a/settings/login/user~1x",
                        mail("{'to': 'x', 'login': {'user/x': 'swordfish'}}"),
                        mail("{'to': 'x', 'login': {'user/x': {'$secret': 'A'}}}")),
                fixture("step.settings", "/nodes/a/settings/from", step("test.keeping", "{'from': [{'$secret': 'A'}]}"),
                        step("test.keeping", "{'to': {'$secret': 'A'}}")));
    }

    private static Draft mail(String settings) {
        return step("test.mail", settings);
    }

    private static Draft step(String type, String settings) {
        return Draft.sound().with(Node.Step.of(new NodeId("a"), "", type)
                .withSettings((Json.Obj) Draft.json(settings.replace('\'', '"'))));
    }

    private static Stream<Fixture> steps() {
        var sound = Draft.sound();
        return Stream.of(
                fixture("step.unknown-type", "/nodes/a/type",
                        sound.with(Node.Step.of(new NodeId("a"), "", "test.gone")),
                        sound.with(Node.Step.of(new NodeId("a"), "", "test.gone").withDisabled(true))),
                fixture("step.unknown-type", "/nodes/a/type",
                        sound.with(Node.Step.of(new NodeId("a"), "", "test.amy")), sound),
                fixture("wait.duration", "/nodes/a/for", sound.pause("a", "five minutes"), sound.pause("a", "PT5M")),
                fixture("wait.duration", "/nodes/a/for", sound.pause("a", "PT-5M"),
                        sound.pause("a", "PT{{ data.minutes }}M")),
                fixture("wait.duration", "/nodes/a/for", sound.pause("a", "PT2562047788015215H"),
                        sound.pause("a", "P366000D")),
                fixture("wait.duration", "/nodes/a/for", sound.pause("a", "PT99999999999999999999H"), sound),
                fixture("receive.message", "/nodes/a/message", sound.receive("a", "x".repeat(1_001), null),
                        sound.receive("a", "x".repeat(1_000), null)),
                fixture("receive.key", "/nodes/a/key", sound.receive("a", "payment", "x".repeat(1_001)),
                        sound.receive("a", "payment", "{{ '" + "x".repeat(1_001) + "' & input.order }}")),
                fixture("wait.outlasts-scope", "/nodes/a/nodes/b/for",
                        pausing(SCOPE.withTimeout(Duration.ofMillis(999))),
                        pausing(SCOPE.withTimeout(Duration.ofSeconds(1)))),
                fixture("wait.moment", "/nodes/a/until", sound.pauseUntil("a", "2026-12-24T18:00:00"),
                        sound.pauseUntil("a", "2026-12-24T18:00:00+09:00")),
                fixture("wait.moment", "/nodes/a/until", sound.pauseUntil("a", "tomorrow"),
                        sound.pauseUntil("a", "{{ data.day }}T18:00:00Z")),
                fixture("receive.message", "/nodes/a/message", sound.receive("a", " ", null),
                        sound.receive("a", "payment", null)),
                fixture("receive.key", "/nodes/a/key", sound.receive("a", "payment", ""),
                        sound.receive("a", "payment", "{{ input.order }}")),
                fixture("retry.endless", "/nodes/a/retry/attempts", retrying(2_000_000_000, Duration.ZERO, 2),
                        retrying(1_000, Duration.ZERO, 2)),
                fixture("retry.endless", "/nodes/a/retry/attempts", retrying(1_001, Duration.ofMillis(999), 1),
                        retrying(1_001, Duration.ofMillis(999), 1.1)),
                fixture("retry.endless", "/nodes/a/retry/attempts", retrying(1_001, Duration.ofMillis(999), 1),
                        retrying(2_000_000_000, Duration.ofSeconds(1), 1)),
                fixture("retry.endless", "/nodes/u/retry/attempts",
                        sound.with(hasty("u")).undo("a", "u"), sound.step("u").undo("a", "u")),
                fixture("retry.endless", "/nodes/a/retry/attempts", sound.with(hasty("a")),
                        sound.with(hasty("a").withDisabled(true))),
                fixture("end.code", "/nodes/z/error/code", failingWith(201), failingWith(200)),
                fixture("approval.question", "/nodes/q/question", Draft.question().approval("q", ""),
                        Draft.question()));
    }

    private static Node.Step hasty(String id) {
        return Node.Step.of(new NodeId(id), "", "test.any")
                .withRetry(new Retry(2_000_000_000, Duration.ZERO, 1, Duration.ZERO, 0));
    }

    private static Draft retrying(int attempts, Duration delay, double factor) {
        return Draft.sound().step("a",
                step -> step.withRetry(new Retry(attempts, delay, factor, Duration.ofMinutes(1), 0.5)));
    }

    private static Draft failingWith(int lengthOfCode) {
        return Draft.sound().with(new Node.End(new NodeId("z"), "",
                new Node.Outcome.Failed("x".repeat(lengthOfCode), ""), Json.Obj.EMPTY));
    }

    private static Stream<Fixture> approvals() {
        var sound = Draft.question();
        return Stream.of(
                fixture("approval.answer-unwired", "/nodes/q", Draft.empty().start("s").approval("q", "Pay?")
                        .end("z").line("s", "q").branch("q", "approved", "z"), sound),
                fixture("approval.answer-wired-twice", "/wires/q-rejected-z/branch", sound.branch("q", "rejected", "z"),
                        sound),
                fixture("approval.wire-without-answer", "/wires/q-z", sound.wire("q", "z"), sound),
                fixture("approval.wire-without-answer", "/wires/q-maybe-z", sound.branch("q", "maybe", "z"), sound),
                fixture("expression.unknown-step", "/nodes/a/settings/x",
                        sound.step("a", "{\"x\": \"{{ steps.p.by }}\"}"),
                        sound.step("a", "{\"x\": \"{{ steps.q.by }}\"}")));
    }

    private static Stream<Fixture> errors() {
        var sound = Draft.sound().failing("y").error("a", "y", Catch.ANYTHING);
        var code = new Catch.Code("http.*");
        return Stream.of(
                fixture("error.cannot-fail", "/wires/s-error3-y/from", sound.error("s", "y", Catch.ANYTHING), sound),
                fixture("error.disabled", "/wires/a-error2-y/from",
                        sound.with(Node.Step.of(new NodeId("a"), "", "test.any").withDisabled(true)), sound),
                fixture("error.shadowed", "/wires/a-error3-z", sound.error("a", "z", Catch.ANYTHING),
                        sound.error("a", "z", code)),
                fixture("error.shadowed", "/wires/a-error4-z", sound.error("a", "z", code).error("a", "z", code),
                        sound.error("a", "z", code).error("a", "z", new Catch.Code("http.404"))),
                fixture("error.shadowed", "/wires/a-error4-z",
                        sound.error("a", "z", new Catch.OfSeverity(Severity.CRITICAL))
                                .error("a", "z", new Catch.OfSeverity(Severity.CRITICAL)),
                        sound.error("a", "z", new Catch.OfSeverity(Severity.CRITICAL))),
                fixture("wire.never-taken", "/wires/a-error2-z",
                        Draft.sound().pause("a", "PT1S").error("a", "z", Catch.ANYTHING),
                        Draft.sound().pause("a", "PT{{ data.x }}S").error("a", "z", Catch.ANYTHING)),
                fixture("wire.never-taken", "/wires/j-error6-z",
                        Draft.parallel().error("j", "z", new Catch.Code("join.*")),
                        Draft.parallel().error("j", "z", new Catch.Code("join.*")).error("a", "z", Catch.ANYTHING)),
                fixture("wire.never-taken", "/wires/a-error4-z",
                        pausing(SCOPE).error("a", "z", new Catch.OfSeverity(Severity.RECOVERABLE)),
                        pausing(SCOPE.withTimeout(Duration.ofSeconds(9))).error("a", "z",
                                new Catch.OfSeverity(Severity.RECOVERABLE))),
                fixture("wire.never-taken", "/wires/a-z", holding(until("data")).failing("o").in("a", "o"),
                        holding(whileHolds("data")).failing("o").in("a", "o")),
                fixture("wire.never-taken", "/wires/a-z", holding(SCOPE).failing("o").in("a", "o"), holding(SCOPE)),
                fixture("error.shadowed", "/wires/a-error2-y", sound.error("a", "z", new Catch.Code("*")), sound));
    }

    private static Stream<Fixture> compensations() {
        var sound = Draft.sound().step("u").undo("a", "u");
        return Stream.of(
                fixture("compensation.source", "/wires/s-undo-u/from", sound.undo("s", "u"), sound),
                fixture("compensation.target", "/wires/a-undo-w/to",
                        Draft.sound().pause("w", "PT1S").undo("a", "w").cut("a-z").line("a", "w", "z"), sound),
                fixture("compensation.wired", "/nodes/u", sound.wire("u", "z"), sound),
                fixture("compensation.disabled", "/nodes/u/disabled",
                        sound.with(Node.Step.of(new NodeId("u"), "", "test.any").withDisabled(true)),
                        sound.with(Node.Step.of(new NodeId("a"), "", "test.any").withDisabled(true))),
                fixture("compensation.wired", "/nodes/u", sound.error("u", "z", Catch.ANYTHING), sound),
                fixture("compensation.never-runs", "/wires/a-undo-u", holding(SCOPE).step("u").undo("a", "u"),
                        holding(SCOPE).step("u").undo("a", "u").step("c").cut("a-z").line("a", "c", "z")),
                fixture("compensation.several", "/wires/a-undo-v", sound.step("v").undo("a", "v"),
                        sound.step("v").step("b").cut("a-z").line("a", "b", "z").undo("b", "v")));
    }

    private static Stream<Fixture> expressions() {
        var sound = Draft.sound();
        var line = Draft.empty().start("s").step("a").step("b").end("z").line("s", "a", "b", "z");
        return Stream.of(
                new Fixture("expression.language", "/expressions", inLanguage(sound.flow(), "feel"), sound.flow()),
                fixture("expression.invalid", "/nodes/a/settings/x/0", sound.step("a", "{\"x\": [\"{{ 1 + }}\"]}"),
                        sound.step("a", "{\"x\": [\"{{ 1 + 1 }}\"]}")),
                fixture("expression.invalid", "/nodes/a/input/q", sound.step("a", step -> mapped(step, "{{ ( }}")),
                        sound.step("a", step -> mapped(step, "{{ (1) }}"))),
                fixture("expression.invalid", "/nodes/a/for", sound.pause("a", "PT{{ data.) }}S"),
                        sound.pause("a", "PT{{ data.x }}S")),
                fixture("expression.invalid", "/nodes/c/branches/0/when",
                        Draft.choice().with(asking("yes", "data.")), Draft.choice().with(asking("yes", "data.x"))),
                fixture("expression.invalid", "/nodes/z/error/message",
                        sound.with(new Node.End(new NodeId("z"), "", new Node.Outcome.Failed("x", "{{ data"),
                                Json.Obj.EMPTY)),
                        sound.failing("z")),
                fixture("expression.unknown-name", "/nodes/a/settings/x",
                        sound.step("a", "{\"x\": \"{{ order.id }}\"}"),
                        sound.step("a", "{\"x\": \"{{ data.order.id & data.items[order = 1] }}\"}")),
                fixture("expression.text-as-filter", "/nodes/c/branches/0/when",
                        Draft.choice().with(asking("yes", "data[\"a\"] = 1")),
                        Draft.choice().with(asking("yes", "data.a in [\"a\"]"))),
                fixture("expression.unknown-step", "/nodes/z/error/message",
                        Draft.parallel().with(failing("{{ steps.j.a }}")),
                        Draft.parallel().with(failing("{{ data.a }}"))),
                fixture("expression.invalid", "/nodes/c/branches/0/when",
                        Draft.choice().with(asking("yes", "{{ data.x }}")),
                        Draft.choice().with(asking("yes", "data.x"))),
                fixture("expression.invalid", "/nodes/a/settings/x", sound.step("a", "{\"x\": \"{{ $foo(1) }}\"}"),
                        sound.step("a", "{\"x\": \"{{ ($foo := function($x) { $x }; $foo(1)) }}\"}")),
                fixture("expression.name-elsewhere", "/nodes/a/settings/x",
                        sound.step("a", "{\"x\": \"{{ result }}\"}"),
                        sound.step("a", step -> giving(step, "{{ result }}"))),
                fixture("expression.name-elsewhere", "/nodes/a/settings/x",
                        sound.step("a", "{\"x\": \"{{ undo.output }}\"}"),
                        sound.step("u", "{\"x\": \"{{ undo.output }}\"}").undo("a", "u")),
                fixture("expression.name-elsewhere", "/nodes/a/settings/x",
                        sound.step("a", "{\"x\": \"{{ error.code }}\"}"),
                        line.error("a", "b", Catch.ANYTHING).step("b", "{\"x\": \"{{ error.code }}\"}")),
                unknownField("input.crad", "{'properties': {'card': {}}}", "input.card"),
                unknownField("input.x", "{'properties': {'card': {}}, 'additionalProperties': false}", "input.card.x"),
                unknownField("input.lines.sums", "{'properties': {'lines': {'items': {'properties': {'sum': {}}}}}}",
                        "input.lines.sum"),
                unknownField("input.x", "{'properties': {'card': {}}}", "$lookup(input, 'x')"),
                unknownField("data.crad", "{'properties': {'card': {}}}", "data.card"),
                fixture("expression.unknown-field", "/nodes/a/settings/x",
                        sound.step("a", step -> mapped(using(step, "data.qq"), "{{ data.q }}")),
                        sound.step("a", step -> mapped(using(step, "data.q"), "{{ data.qq }}"))),
                fixture("expression.unknown-field", "/nodes/b/settings/x",
                        line.step("a", step -> giving(step, Draft.json("{\"sum\": 1, \"at\": {\"x\": 2}}")))
                                .step("b", step -> using(step, "data.at.y")),
                        line.step("a", step -> giving(step, Draft.json("{\"sum\": 1, \"at\": {\"x\": 2}}")))
                                .step("b", step -> using(step, "data.at.x"))),
                fixture("expression.unknown-step", "/nodes/b/settings/x",
                        line.step("b", "{\"x\": \"{{ steps.aa.id }}\"}"),
                        line.step("b", "{\"x\": \"{{ steps.a.id }}\"}")),
                fixture("expression.step-disabled", "/nodes/a/settings/x",
                        disabledBefore("{{ steps.d.x }}", false), disabledBefore("{{ steps.d.x }}", true)),
                fixture("expression.step-not-run", "/nodes/a/settings/x",
                        line.step("a", "{\"x\": \"{{ steps.b.id }}\"}"),
                        Draft.parallel().step("a", "{\"x\": \"{{ steps.b.id }}\"}")),
                fixture("expression.step-not-run", "/nodes/a/settings/x",
                        Draft.choice().step("a", "{\"x\": \"{{ steps.b.id }}\"}"),
                        Draft.choice().cut("b-z").line("b", "c").step("a", "{\"x\": \"{{ steps.b.id }}\"}")));
    }

    private static Node.End failing(String message) {
        return new Node.End(new NodeId("z"), "", new Node.Outcome.Failed("x", message), Json.Obj.EMPTY);
    }

    private static Node.Step mapped(Node.Step step, String source) {
        return new Node.Step(step.id(), "", step.type(), step.settings(), Json.Obj.of("q", Json.of(source)), null, null,
                null, null, false, Json.Obj.EMPTY);
    }

    private static Fixture unknownField(String path, String schema, String sound) {
        return new Fixture("expression.unknown-field", "/nodes/a/settings/x",
                asking(Draft.sound().step("a", "{\"x\": \"{{ %s }}\"}".formatted(path)).flow(), schema),
                asking(Draft.sound().step("a", "{\"x\": \"{{ %s }}\"}".formatted(sound)).flow(), schema));
    }

    private static Node.Step giving(Node.Step step, String output) {
        return giving(step, Json.of(output));
    }

    private static Node.Step giving(Node.Step step, Json output) {
        return step.withOutput(output);
    }

    private static Node.Step using(Node.Step step, String path) {
        return step.withSettings(Json.Obj.of("x", Json.of("{{ " + path + " }}")));
    }

    private static Node.Condition asking(String branch, String when) {
        return new Node.Condition(new NodeId("c"), "",
                List.of(new Branch(branch, "", when, Json.Obj.EMPTY)), Json.Obj.EMPTY);
    }

    private static Flow asking(Flow flow, String schema) {
        return flow.withInputSchema((Json.Obj) Draft.json(schema.replace('\'', '"')));
    }

    private static Flow inLanguage(Flow flow, String language) {
        return new Flow(flow.id(), "", flow.name(), "", language, flow.inputSchema(), flow.errorRules(),
                flow.resources(), flow.graph(), flow.extras());
    }

    private static List<Problem> check(Flow flow) {
        return new Checker(Types.ALL).check(flow, LIBRARY);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void breakingARuleGivesOneProblemInItsPlace(Fixture fixture) {
        assertThat(check(fixture.broken())).extracting(p -> p.code() + " at " + p.place().pointer())
                .containsExactly(fixture.toString());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void keepingARuleGivesNone(Fixture fixture) {
        assertThat(check(fixture.sound())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aProblemSaysWhyAndWhatToDo(Fixture fixture) {
        assertThat(check(fixture.broken())).allSatisfy(problem -> {
            assertThat(problem.message()).matches("(?s).*[.)]");
            assertThat(problem.remedy()).matches("(?s).*[.?]");
            assertThat(problem.isError())
                    .isEqualTo(
                            !problem.code()
                                    .matches(
                                            "error.disabled|join.(may-starve|starves)|fork.(piles-up|multiplies)|.*never-(taken|runs)|error-rule.*|sql.from-data|resource.*|loop.undo-of-each|lock.order|retry.endless|wait.outlasts-scope|subflow.(not-undone|lock)|step.broken-type|step.password|expression\\.(unknown|step|name|text).*"));
        });
    }
}
