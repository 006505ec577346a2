package dev.flowloom.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Makes diagrams that use all the model can hold, sensible or not.
public final class RandomDiagrams {
    private static final List<String> TEXTS = List.of("", " ", "a", "wires", "nodes", "a \"quoted\" text",
            "back\\slash",
            "two\nlines\r\n\tand a tab", "\u0000\u001f\u007f\u2028", "한국어", "Grüße, שלום", "😀", "\ud83d", "/~0~1",
            "{{ data.x }}",
            "1e400", "null");
    private static final List<String> IDS = List.of("a", "B", "reserveStock", "_", "x1", "예약", "größe", "order_2",
            "z9");

    private static final List<String> RESOURCES = List.of("bank", "x/y~z", "은행");

    private final Random random;
    private final int size;
    private int ids;
    private Graph graph = Graph.EMPTY;

    /// @param size about how many nodes there are in each graph
    public RandomDiagrams(Random random, int size) {
        this.random = random;
        this.size = size;
    }

    public Diagram diagram() {
        var graph = graph(2);
        var rules = list(3, () -> new ErrorRule(text(), orNull(this::text), one(Severity.values()), extras()));
        var flow = new Flow("flow" + ids, rarely() ? "1." + ids : "", text(), text(), rarely() ? "other" : Flow.JSONATA,
                rarely() ? object(2) : Json.Obj.EMPTY, rules, resources(), graph, extras());
        return new Diagram(flow, layout());
    }

    private PSortedMap<String, Resource> resources() {
        PSortedMap<String, Resource> resources = TreePMap.empty();
        for (var name : RESOURCES) {
            resources = rarely() ? resources.plus(name, resource()) : resources;
        }
        return resources;
    }

    private Resource resource() {
        var breaker = orNull(() -> rarely()
                ? Resource.Breaker.DEFAULT
                : new Resource.Breaker(1 + random.nextInt(9), duration(), 1 + random.nextInt(4)));
        var rate = orNull(() -> new Resource.Rate(1 + random.nextInt(1000), duration()));
        var extras = breaker != null && rarely()
                ? extras().with("breaker", Json.Obj.of("xBreaker", json(1)))
                : extras();
        return new Resource(breaker, rate, orNull(() -> 1 + random.nextInt(9)), extras);
    }

    private Graph graph(int depth) {
        graph = Graph.EMPTY;
        fill(null, depth);
        return graph;
    }

    private void fill(@Nullable NodeId container, int depth) {
        int count = random.nextInt(size + 1);
        var nodes = new ArrayList<NodeId>();
        for (int i = 0; i < count; i++) {
            var node = node(depth);
            nodes.add(node.id());
            graph = graph.with(node).withParent(node.id(), container);
            if (node instanceof Node.Container) {
                fill(node.id(), depth - 1);
            }
        }
        for (int i = 0; i < count; i++) {
            graph = graph
                    .with(wire(nodes.get(random.nextInt(nodes.size())), nodes.get(random.nextInt(nodes.size()))));
        }
    }

    private Node node(int depth) {
        var id = new NodeId(one(IDS) + ids++);
        var name = text();
        return switch (random.nextInt(depth == 0 ? 11 : 13)) {
            case 0 -> new Node.Start(id, name, extras());
            case 1 -> new Node.End(id, name, outcome(), extras());
            case 2 -> new Node.Condition(id, name, list(3, this::branch), extras());
            case 3 -> new Node.Fork(id, name, extras());
            case 4 -> new Node.Join(id, name, joinRule(), extras());
            case 5 -> new Node.Wait(id, name, delay(), extras());
            case 6 -> new Node.Foreign(id, name, "teleport", extras().with("for", json(2)));
            case 7 -> step(id, name);
            case 8 -> new Node.SubFlow(id, name, new FlowReference("flow" + ids, orNull(() -> "2")),
                    orNull(() -> json(2)), orNull(() -> json(2)), extras());
            case 9 -> new Node.Receive(id, name, text(), orNull(this::text), orNull(this::duration), extras());
            case 10 -> new Node.Approval(id, name, text(), text(), orNull(this::duration), extras());
            case 11 -> scope(id, name);
            default -> new Node.Loop(id, name, repeat(), extras());
        };
    }

    private Node scope(NodeId id, String name) {
        var lock = orNull(() -> new Lock(rarely() ? "card {{ input.card }}" : "x", duration(), orNull(this::duration)));
        return new Node.Scope(id, name, orNull(this::duration), lock, lock != null && rarely()
                ? extras().with("lock", Json.Obj.of("xLock", json(1)))
                : extras());
    }

    private Node step(NodeId id, String name) {
        var retry = orNull(this::retry);
        var extras = retry != null && rarely() ? extras().with("retry", Json.Obj.of("xRetry", json(1))) : extras();
        return new Node.Step(id, name, text(), rarely() ? object(3) : Json.Obj.EMPTY, orNull(() -> json(2)),
                orNull(() -> json(2)), retry, orNull(this::duration), rarely() ? one(RESOURCES) : null,
                rarely(), extras);
    }

    private Node.Delay delay() {
        return random.nextBoolean()
                ? new Node.Delay.For(rarely() ? "{{ data.delay }}" : duration().toString())
                : new Node.Delay.Until(rarely() ? "{{ data.at }}" : moment());
    }

    private String moment() {
        return Instant.ofEpochMilli(random.nextLong(10_000_000_000_000L))
                .atOffset(ZoneOffset.ofHours(random.nextInt(25) - 12)).toString();
    }

    private Node.Outcome outcome() {
        return random.nextBoolean()
                ? new Node.Outcome.Completed(orNull(() -> json(2)))
                : new Node.Outcome.Failed("order.rejected", text());
    }

    private Branch branch() {
        return new Branch("b-" + ids++, text(), text(), extras());
    }

    private JoinRule joinRule() {
        return switch (random.nextInt(3)) {
            case 0 -> JoinRule.ALL;
            case 1 -> JoinRule.ANY;
            default -> new JoinRule.Count(1 + random.nextInt(9));
        };
    }

    private Node.Repeat repeat() {
        return switch (random.nextInt(3)) {
            case 0 -> new Node.Repeat.ForEach(items(), 1 + random.nextInt(3), 1 + random.nextInt(3),
                    List.of(Node.Repeat.ForEach.ItemErrors.values()).get(random.nextInt(3)));
            case 1 -> new Node.Repeat.While(text(), 1 + random.nextInt(2000));
            default -> new Node.Repeat.Until(text(), 1 + random.nextInt(2000));
        };
    }

    private Items items() {
        return random.nextBoolean()
                ? new Items.Listed(text())
                : new Items.Streamed("source-" + ids++, rarely() ? object(3) : Json.Obj.EMPTY,
                        orNull(this::duration));
    }

    private Retry retry() {
        return rarely()
                ? Retry.DEFAULT
                : new Retry(1 + random.nextInt(5), Duration.ofMillis(random.nextInt(60_000)),
                        1 + random.nextDouble() * 9,
                        Duration.ofMinutes(1 + random.nextInt(100)), random.nextInt(11) / 10.0);
    }

    private Duration duration() {
        return Duration.ofMillis(1 + random.nextLong(10_000_000_000L));
    }

    private Wire wire(NodeId from, NodeId to) {
        var id = new WireId(from + "-" + to + (rarely() ? " " + text() : ""));
        return switch (random.nextInt(3)) {
            case 0 -> new Wire.Sequence(id, from, orNull(this::text), to, extras());
            case 1 -> new Wire.OnError(id, from, to, caught(), extras());
            default -> new Wire.Compensation(id, from, to, extras());
        };
    }

    private Wire.Catch caught() {
        return switch (random.nextInt(3)) {
            case 0 -> Wire.Catch.ANYTHING;
            case 1 -> new Wire.Catch.Code("http.*");
            default -> new Wire.Catch.OfSeverity(one(Severity.values()));
        };
    }

    private Layout layout() {
        var layout = Layout.EMPTY.withExtras(extras());
        for (var node : graph.nodes().values()) {
            layout = rarely() ? layout : layout.with(node.id(), point());
            if (node instanceof Node.Container && layout.place(node.id()) != null && random.nextBoolean()) {
                layout = layout.with(node.id(),
                        Frame.of(random.nextInt(1000), random.nextInt(1000)).withCollapsed(rarely()));
            }
        }
        for (var id : graph.wires().keySet()) {
            layout = rarely() ? layout.withBends(id, list(3, this::point)) : layout;
            layout = rarely() ? layout.withLabel(id, point()) : layout;
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            layout = layout.with(new NoteId(one(IDS) + ids++), new Note(one(Note.Kind.values()), point(),
                    Note.LEAST + random.nextInt(500), Note.LEAST + random.nextInt(500), text(),
                    one(Note.Color.values())));
        }
        if (layout.nodes().isEmpty()) {
            return layout;
        }
        var inner = Json.Obj.of(layout.nodes().firstKey().value(), Json.Obj.of("xColour", json(1)));
        return rarely() ? layout.withExtras(layout.extras().with("nodes", inner)) : layout;
    }

    private Layout.Point point() {
        return new Layout.Point(random.nextInt(4000) - 500, random.nextInt(4000) - 500);
    }

    /// Fields that no version knows.
    private Json.Obj extras() {
        return rarely() ? Json.Obj.of("x" + text(), json(2)).with("xMore", json(1)) : Json.Obj.EMPTY;
    }

    /// Any JSON value, nested at most so deep.
    public Json json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Json.of(text());
            case 1 -> number();
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> Json.NULL;
            case 4 -> object(depth - 1);
            default -> new Json.Arr(list(4, () -> json(depth - 1)));
        };
    }

    private Json.Obj object(int depth) {
        var fields = new LinkedHashMap<String, Json>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            fields.put(text(), json(depth));
        }
        return new Json.Obj(fields);
    }

    private Json number() {
        return new Json.Num(new BigDecimal(new BigInteger(1 + random.nextInt(100), random), random.nextInt(40) - 20));
    }

    private String text() {
        return one(TEXTS);
    }

    private boolean rarely() {
        return random.nextInt(4) == 0;
    }

    private <T> @Nullable T orNull(Supplier<T> make) {
        return random.nextBoolean() ? make.get() : null;
    }

    private <T> List<T> list(int most, Supplier<T> make) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(make.get());
        }
        return list;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
