package dev.flowloom.run;

import java.time.Duration;
import java.time.Instant;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Program.Code.ApprovalCode;
import dev.flowloom.run.Program.Code.ReceiveCode;
import dev.flowloom.run.Visit.Phase;
import org.jspecify.annotations.Nullable;

/// How a token waits for what somebody outside sends or says, and goes on with it.
final class AnswerRules {
    /// More than any sensible name or key; what a journal keeps has an end.

    private final Turn turn;

    AnswerRules(Turn turn) {
        this.turn = turn;
    }

    void await(Visit visit, Node.Receive receive) throws ExpressionException {
        var code = (ReceiveCode) turn.program().code(visit.node());
        var message = name(turn.sight(visit).see(code.message(), Json.NULL), Node.Receive.LONGEST_NAME);
        var own = Json.of(turn.state().startedOrThrow().run().value());
        var key = name(turn.sight(visit).see(code.key(), own), Node.Receive.LONGEST_NAME);
        if (message == null) {
            turn.fail(visit, "receive.message", "The name of the message must be a text of 1 to %,d characters."
                    .formatted(Node.Receive.LONGEST_NAME));
        } else if (key == null) {
            turn.fail(visit, "receive.key",
                    "The key of the message %s must be a text of 1 to %,d characters or a number."
                            .formatted(message, Node.Receive.LONGEST_NAME));
        } else {
            turn.emit(new Event.ReceiveStarted(visit.id(), message, key, turn.now(), due(receive.timeout())));
        }
    }

    /// What can name something: a text, or a number, which is written the same however it came, so that 7.0 is 7; null for
    /// anything else.
    static @Nullable String name(Json value, int longest) {
        var text = switch (value) {
            case Json.Str(var string) -> string;
            case Json.Num(var number) -> number.stripTrailingZeros().toPlainString();
            case Json.Null(),Json.Bool _,Json.Arr _,Json.Obj _ -> "";
        };
        return text.isBlank() || text.length() > longest ? null : text;
    }

    private @Nullable Instant due(@Nullable Duration timeout) {
        return timeout == null ? null : turn.now().plus(timeout);
    }

    void receive(Input.MessageArrived arrived) {
        var visit = turn.state().find(arrived.visit());
        if (visit != null && visit.phase() instanceof Phase.Receiving(_, _, _, var due) && !turn.state().paused()
                && isInTime(arrived.sent(), due)) {
            turn.emit(new Event.MessageReceived(visit.id(), arrived.number(), arrived.data()));
            turn.complete(turn.visit(visit.id()), null, turn.ways(visit));
        }
    }

    void ask(Visit visit, Node.Approval approval) throws ExpressionException {
        var code = (ApprovalCode) turn.program().code(visit.node());
        var who = shown(turn.sight(visit).see(code.who(), Json.NULL));
        var question = shown(turn.sight(visit).see(code.question(), Json.NULL));
        turn.emit(new Event.ApprovalRequested(visit.id(), who, question, due(approval.timeout())));
    }

    /// For people to read: whatever it is, it is no reason not to ask them.
    private static String shown(Json value) {
        return switch (value) {
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> number.toPlainString();
            case Json.Bool(var truth) -> Boolean.toString(truth);
            case Json.Null(),Json.Arr _,Json.Obj _ -> "";
        };
    }

    /// By the clock, and not by whether the timer was heard first.
    private static boolean isInTime(Instant at, @Nullable Instant due) {
        return due == null || at.isBefore(due);
    }

    void answer(Input.ApprovalAnswered answered) {
        var visit = turn.state().find(answered.visit());
        if (visit != null && visit.phase() instanceof Phase.Asking(_, _, var due) && isInTime(turn.now(), due)) {
            turn.emit(new Event.ApprovalGiven(visit.id(), answered.by(), answered.approved(), answered.comment()));
            turn.completeBy(turn.visit(visit.id()),
                    answered.approved() ? Node.Approval.APPROVED : Node.Approval.REJECTED, "approval.no-way");
        }
    }

    /// Leaves as with an answer that was given before.
    void goOn(Visit visit, Json answer) {
        boolean approved = answer instanceof Json.Obj given && Json.Bool.TRUE.equals(given.get("approved"));
        turn.completeBy(visit, approved ? Node.Approval.APPROVED : Node.Approval.REJECTED, "approval.no-way");
    }

    void timeOut(Timer timer) {
        var visit = turn.state().find(timer.visit());
        if (visit == null) {
            return;
        }
        switch (visit.phase()) {
            case Phase.Receiving(var message, var key, _, _) -> fail(visit, "receive.timeout",
                    "The message %s with the key %s did not come in time.".formatted(message, key));
            case Phase.Asking _ -> fail(visit, "approval.timeout", "Nobody answered in time.");
            case Phase.Entered(),Phase.Attempting _,Phase.Succeeded _,Phase.Failed _,Phase.BackingOff _,Phase.Waiting _,Phase.Answered _,Phase.Locking _,Phase.Locked _,Phase.Joining(),Phase.Calling _,Phase.Holding _ ->
                {
                }
        }
    }

    /// It may come later, so it is no reason to raise an alert; and yet nothing is tried again.
    private void fail(Visit visit, String code, String message) {
        turn.fail(visit, new RunError(code, message, Severity.RECOVERABLE, visit.node(), Json.Obj.EMPTY));
    }
}
