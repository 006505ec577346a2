package dev.flowloom.runtime;

import java.math.BigDecimal;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Input;
import dev.flowloom.run.VisitId;

/// What can be asked of a run that goes on in another process, as text.
final class RequestText {
    private RequestText() {}

    /// @throws IllegalArgumentException where that can't be asked there
    static String write(Input request) {
        return JsonText.compact(switch (request) {
            case Input.CancelRequested(var by, var reason, var undo) ->
                asked("cancel", by, reason).with("undo", Json.of(undo));
            case Input.PauseRequested(var by, var reason) -> asked("pause", by, reason);
            case Input.UnpauseRequested(var by, var reason) -> asked("unpause", by, reason);
            case Input.ApprovalAnswered(var visit, var by, var approved, var comment) ->
                asked("answer", by, comment).with("visit", Json.of(visit.number())).with("approved", Json.of(approved));
            case Input.JumpRequested(var by, var reason, var node, var data) -> {
                var asked = asked("jump", by, reason).with("node", Json.of(node.value()));
                yield data == null ? asked : asked.with("data", data);
            }
            default -> throw new IllegalArgumentException("that can't be asked of another process");
        });
    }

    private static Json.Obj asked(String kind, String by, String reason) {
        return Json.Obj.of("kind", Json.of(kind)).with("by", Json.of(by)).with("reason", Json.of(reason));
    }

    /// @throws IllegalArgumentException where the text isn't what [#write] gives, as that of another version
    static Input read(String text) {
        try {
            if (JsonText.parse(text) instanceof Json.Obj request) {
                return read(request);
            }
        } catch (MalformedJson | ClassCastException e) {
            throw new IllegalArgumentException("the request can't be read", e);
        }
        throw new IllegalArgumentException("the request can't be read");
    }

    private static Input read(Json.Obj request) {
        var by = text(request, "by");
        var reason = text(request, "reason");
        return switch (text(request, "kind")) {
            case "cancel" -> new Input.CancelRequested(by, reason, truth(request, "undo"));
            case "pause" -> new Input.PauseRequested(by, reason);
            case "unpause" -> new Input.UnpauseRequested(by, reason);
            case "answer" -> new Input.ApprovalAnswered(new VisitId(number(request, "visit").intValueExact()), by,
                    truth(request, "approved"), reason);
            case "jump" -> new Input.JumpRequested(by, reason, new NodeId(text(request, "node")), request.get("data"));
            default -> throw new IllegalArgumentException("this version doesn't know what is asked");
        };
    }

    private static String text(Json.Obj request, String name) {
        return request.get(name) instanceof Json.Str(var value) ? value : "";
    }

    private static boolean truth(Json.Obj request, String name) {
        return request.get(name) instanceof Json.Bool(var value) && value;
    }

    private static BigDecimal number(Json.Obj request, String name) {
        return request.get(name) instanceof Json.Num(var value) ? value : BigDecimal.ZERO;
    }
}
