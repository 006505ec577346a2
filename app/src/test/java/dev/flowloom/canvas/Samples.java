package dev.flowloom.canvas;

import java.time.Instant;
import java.util.List;

import dev.flowloom.document.Diagrams;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Frame;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Note;
import dev.flowloom.model.Wire;
import dev.flowloom.overlay.NodeState;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.overlay.Phase;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.step.StepDescription;
import org.jspecify.annotations.Nullable;

/// A flow with one of everything, and a run of it.
public final class Samples {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    public static Diagram order() {
        return ordering().diagram();
    }

    private static Diagrams ordering() {
        var check = new Node.Condition(Diagrams.id("check"), "Worth checking?", List.of(
                new Branch("big", "", "order.total > 500", Json.Obj.EMPTY),
                new Branch("foreign", "abroad", "order.country != \"DE\"", Json.Obj.EMPTY)), Json.Obj.EMPTY);
        var loop = new Node.Loop(Diagrams.id("parcels"), "Each parcel",
                new Node.Repeat.ForEach("order.lines", 4), Json.Obj.EMPTY);
        return Diagrams.empty().start(48, 172)
                .step("reserve", "Reserve stock", "sql", 144, 160)
                .step("release", "Release stock", "sql", 144, 304)
                .step("charge", "Charge the card", "http", 416, 160)
                .step("refund", "Refund", "http", 416, 304)
                .failingEnd("declined", 728, 316)
                .node(check, 688, 148)
                .step("ask", "Ask a person", "message", 1072, 24)
                .step("customs", "Declare at customs", "http", 1072, 160)
                .fork("split", 1072, 304)
                .step("pack", "Pack", "log", 1136, 256)
                .step("mail", "Write to the customer", "message", 1136, 352)
                .join("both", 1392, 304)
                .end("done", 1456, 316)
                .node(loop, 1136, 464)
                .end("alsoDone", 1408, 172)
                .chain("start", "reserve", "charge", "check")
                .wire("check", "big", "ask").wire("check", "foreign", "customs").wire("check", "otherwise", "split")
                .chain("ask", "check").chain("customs", "alsoDone")
                .chain("split", "pack", "both", "done").chain("split", "mail", "both")
                .compensation("reserve", "release").compensation("charge", "refund")
                .error("charge", new Wire.Catch.Code("payment.declined"), "declined");
    }

    /// The same with groups, notes and a label that was moved.
    public static Diagram annotated() {
        return ordering()
                .group("payment", 112, 96, 544, 304, "Payment", Note.Color.BLUE)
                .group("shipping", 1040, 232, 536, 464, "배송 준비", Note.Color.GREEN)
                .note("declined", 688, 416, 208, 112, """
                        When the bank declines, nothing is shipped.
                        Ask finance before you change this.""", Note.Color.RED)
                .note("stock", 112, -32, 240, 104, """
                        Stock is reserved first, so that a customer never pays for what isn’t there.""",
                        Note.Color.YELLOW)
                .note("korean", 416, -32, 240, 104, """
                        결제가 실패하면 재고를 되돌립니다. 환불은 영업일 기준 3일 안에 처리해 주세요.""", Note.Color.GREEN)
                .note("violet", 1536, 112, 208, 96, "Ask Ms Klein about Swiss customs", Note.Color.VIOLET)
                .note("grey", 1616, 464, 208, 64, "Nobody uses this way yet.", Note.Color.GREY)
                .note("blue", 1616, 552, 208, 64, "TODO: parcels over 30 kg", Note.Color.BLUE)
                .label("charge-declined", 208, 64).diagram();
    }

    /// A flow with a loop in a scope, and a scope that is collapsed.
    public static Diagram nested() {
        var loop = new Node.Loop(Diagrams.id("parcels"), "Each parcel",
                new Node.Repeat.ForEach("order.lines", 4), Json.Obj.EMPTY);
        var collapsed = new Node.Scope(Diagrams.id("billing"), "Billing", Json.Obj.EMPTY);
        var drawn = Diagrams.empty().start(48, 252)
                .step("reserve", "Reserve stock", "sql", 144, 240)
                .scope("shipping", 416, 48, 904, 448).node(loop, 584, 120)
                .start("begin", 456, 252)
                .start("each", 616, 220).step("label", "Print a label", "http", 704, 208)
                .step("pack", "Pack", "log", 704, 304).end("packed", 976, 220)
                .step("hand", "Hand over to the carrier", "message", 1088, 240)
                .node(collapsed, 1384, 240).step("bill", "Write the bill", "http", 1400, 300)
                .end("done", 1656, 252)
                .in("shipping", "begin", "parcels", "hand").in("parcels", "each", "label", "pack", "packed")
                .in("billing", "bill")
                .chain("start", "reserve", "shipping", "billing", "done").chain("begin", "parcels", "hand")
                .chain("each", "label", "packed").diagram();
        return drawn.withLayout(drawn.layout().with(Diagrams.id("parcels"), Frame.of(440, 320))
                .with(Diagrams.id("billing"), Frame.USUAL.withCollapsed(true)));
    }

    public static OverlayState run() {
        var overlay = OverlayState.NONE.with(RunPhase.STOPPING);
        overlay = overlay.with(Diagrams.id("start"), done(0));
        overlay = overlay.with(Diagrams.id("reserve"), NodeState.of(Phase.COMPENSATED));
        overlay = overlay.with(Diagrams.id("release"), done(40));
        overlay = overlay.with(Diagrams.id("charge"), new NodeState(Phase.FAILED, 3, 3, NOON, NOON.plusMillis(2340),
                "The card was declined by the bank (code 51: insufficient funds). Ask for another card."));
        overlay = overlay.with(Diagrams.id("refund"), NodeState.of(Phase.SKIPPED));
        overlay = overlay.with(Diagrams.id("check"), NodeState.of(Phase.WAITING));
        overlay = overlay.with(Diagrams.id("ask"), new NodeState(Phase.RUNNING, 1, 3, NOON, null, null));
        overlay = overlay.with(Diagrams.id("customs"), new NodeState(Phase.RETRYING, 2, 3, NOON, null,
                "Connection refused: localhost:8080. Is the service running?"));
        overlay = overlay.with(Diagrams.id("split"), done(0));
        overlay = overlay.with(Diagrams.id("pack"), NodeState.of(Phase.CANCELLED));
        overlay = overlay.with(Diagrams.id("mail"), NodeState.of(Phase.COMPENSATING));
        overlay = overlay.with(Diagrams.id("both"), NodeState.of(Phase.WAITING));
        overlay = overlay.with(Diagrams.id("parcels"), NodeState.of(Phase.PAUSED));
        for (var wire : List.of("start-reserve", "reserve-charge", "reserve-release", "check-split",
                "split-pack", "split-mail")) {
            overlay = overlay.withTaken(Diagrams.wire(wire));
        }
        return overlay;
    }

    public static CardFaces faces() {
        return new CardFaces(Samples::describe);
    }

    private static @Nullable StepDescription describe(String type) {
        return switch (type) {
            case "sql" -> description(type, "SQL", StepDescription.Category.DATABASE, "UPDATE stock SET reserved = …",
                    "M4 6 A8 3 0 1 0 20 6 A8 3 0 1 0 4 6 M4 6 V18 A8 3 0 0 0 20 18 V6 M4 12 A8 3 0 0 0 20 12");
            case "http" -> description(type, "HTTP request", StepDescription.Category.SERVICE, "POST /charges",
                    "M12 3 A9 9 0 1 0 12.01 3 M3 12 H21 M12 3 A14 14 0 0 0 12 21 M12 3 A14 14 0 0 1 12 21");
            case "message" -> description(type, "Message", StepDescription.Category.MESSAGE, "mail to customer.email",
                    "M3 6 H21 V18 H3 Z M3 7 L12 13 L21 7");
            case "log" -> description(type, "Log", StepDescription.Category.UTILITY, "packed",
                    "M5 5 H19 M5 10 H19 M5 15 H14");
            default -> null;
        };
    }

    private static StepDescription description(String type, String title, StepDescription.Category category,
            String summary, String icon) {
        return new StepDescription(type, title, category, summary, "", icon, Json.Obj.EMPTY);
    }

    private static NodeState done(long millis) {
        return new NodeState(Phase.SUCCEEDED, 1, 3, NOON, NOON.plusMillis(millis), null);
    }
}
