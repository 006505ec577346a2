package dev.flowloom.check;

import java.util.List;
import java.util.stream.Stream;

import dev.flowloom.expression.Expression.Path;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;

/// What can be told without a run of the fields of all that expressions see by names.
final class SeenFields {
    private static final Json.Obj ERROR = fields("code", "message", "severity", "node", "details");
    private static final Json.Obj UNDO = fields("node", "input", "output");
    private static final Json.Obj LOCK = fields("name", "token");
    private static final Json.Obj RUN = fields("id", "key", "flow", "startedAt");
    private static final Json.Obj TIME = fields("index");
    private static final Json.Obj ITEM = Json.Obj.of("index", Json.Obj.EMPTY);

    private final Subject subject;
    private final DataFields data;

    SeenFields(Subject subject) {
        this.subject = subject;
        this.data = new DataFields(subject);
    }

    /// Where fields can be added.
    enum Origin { SCHEMA, MAPPING, FIXED }

    /// What is known of the value that a path begins with.
    ///
    /// @param schema one that says nothing where nothing is known
    /// @param names how many of the path's names lead to the value
    record Seen(Json.Obj schema, int names, Origin origin) {}

    Seen at(Code code, Path path) {
        return switch (path.names().getFirst()) {
            case "input" -> new Seen(subject.flow().inputSchema(), 1, Origin.SCHEMA);
            case "data" -> new Seen(data.of(code), 1, Origin.MAPPING);
            case "steps" -> new Seen(given(path.names()), 2, Origin.MAPPING);
            case "error" -> fixed(ERROR);
            case "undo" -> undo(code, path.names());
            case "lock" -> fixed(LOCK);
            case "run" -> fixed(RUN);
            case "loop" -> fixed(loop(code));
            case "result" -> new Seen(code.node() instanceof Node.SubFlow call
                    ? data.resultOf(call)
                    : Json.Obj.EMPTY, 1, Origin.MAPPING);
            default -> fixed(Json.Obj.EMPTY);
        };
    }

    private Seen undo(Code code, List<String> names) {
        return switch (names.size() > 1 ? names.get(1) : "") {
            case "input" -> new Seen(data.inputOfUndone(code.node()), 2, Origin.MAPPING);
            case "output" -> new Seen(data.outputOfUndone(code.node()), 2, Origin.MAPPING);
            default -> fixed(UNDO);
        };
    }

    private Json.Obj given(List<String> names) {
        var step = names.size() > 2 && NodeId.isValid(names.get(1)) ? new NodeId(names.get(1)) : null;
        return step != null && subject.seesOutputOf(step)
                ? data.givenBy(subject.flow().graph().node(step))
                : Json.Obj.EMPTY;
    }

    /// Of several loops the innermost is seen, and that is its own for the condition of a loop.
    private Json.Obj loop(Code code) {
        var own = code.field().equals("/while") || code.field().equals("/until")
                ? Stream.of(code.node())
                : Stream.<Node>empty();
        return Stream.concat(own, subject.around().stream())
                .filter(Node.Loop.class::isInstance).map(Node.Loop.class::cast).findFirst()
                .map(loop -> loop.repeat() instanceof Node.Repeat.ForEach
                        ? Json.Obj.of("properties", ITEM.with("item", data.itemOf(loop)))
                        : TIME)
                .orElse(Json.Obj.EMPTY);
    }

    private static Seen fixed(Json.Obj schema) {
        return new Seen(schema, 1, Origin.FIXED);
    }

    /// A schema of an object with these fields, of which nothing else is known.
    static Json.Obj fields(String... names) {
        var properties = Json.Obj.EMPTY;
        for (var name : names) {
            properties = properties.with(name, Json.Obj.EMPTY);
        }
        return Json.Obj.of("properties", properties);
    }
}
