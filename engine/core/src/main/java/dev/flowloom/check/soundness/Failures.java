package dev.flowloom.check.soundness;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.Items;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.Wire.Catch;
import org.jspecify.annotations.Nullable;

/// The errors that a node can fail with.
///
/// @param any whether it can be any: what steps fail with is known to their types alone
/// @param codes those that it can be otherwise, and how severe each is
record Failures(boolean any, SortedMap<String, Severity> codes) {
    static final Failures NONE = of();
    static final Failures ANY = new Failures(true, Collections.emptySortedMap());
    static final String JOIN = "join.incomplete";
    /// What joins and loops can fail with, since they bring together what many others gave.
    static final Failures GATHERED = of("flow.too-much-data");
    /// What a container fails with in which tokens go round, or become more, without end.
    static final Failures ENDLESS = of("flow.endless", "flow.too-many-tokens");
    private static final String EXPRESSION = "expression.failed";
    private static final Failures CONDITIONAL_LOOP = of(EXPRESSION, "loop.limit", "loop.not-boolean");

    static Failures of(String... codes) {
        var all = new TreeMap<String, Severity>();
        List.of(codes).forEach(code -> all.put(code, Severity.CRITICAL));
        return new Failures(false, all);
    }

    /// What the node itself can fail with, whatever a container holds and a join waits for.
    static Failures of(Node node) {
        return switch (node) {
            case Node.Step step when step.disabled() -> NONE;
            case Node.Invocation _,Node.Foreign _ -> ANY;
            case Node.Condition _ -> of(EXPRESSION, "condition.not-boolean");
            case Node.Wait wait when isFixed(wait.delay().text()) -> NONE;
            case Node.Wait wait -> of(EXPRESSION, switch (wait.delay()) {
                case Node.Delay.For _ -> "wait.duration";
                case Node.Delay.Until _ -> "wait.moment";
            });
            case Node.Receive receive -> late("receive.timeout", receive.timeout(),
                    isFixed(receive.message()) && (receive.key() == null || isFixed(receive.key()))
                            ? NONE
                            : of(EXPRESSION, "receive.message", "receive.key"));
            case Node.Approval approval -> late("approval.timeout", approval.timeout(),
                    isFixed(approval.question()) && isFixed(approval.who()) ? NONE : of(EXPRESSION));
            case Node.Loop(_, _, Repeat.ForEach(Items.Listed _, _, _, _), _) ->
                of(EXPRESSION, "loop.items").plus(GATHERED);
            // What may go wrong in reading is known to the type of source alone.
            case Node.Loop(_, _, Repeat.ForEach(Items.Streamed _, _, _, _), _) -> ANY;
            case Node.Loop(_, _, Repeat.While _, _) -> CONDITIONAL_LOOP;
            case Node.Loop(_, _, Repeat.Until _, _) -> CONDITIONAL_LOOP;
            case Node.End(_, _, Node.Outcome.Completed(var output), _) -> output == null ? NONE : of(EXPRESSION);
            case Node.End(_, _, Node.Outcome.Failed(var code, _), _) -> of(EXPRESSION, code);
            case Node.Scope scope -> late("scope.timeout", scope.timeout(), of(scope.lock()));
            case Node.Start _,Node.Fork _,Node.Join _ -> NONE;
        };
    }

    private static Failures of(@Nullable Lock lock) {
        return lock == null
                ? NONE
                : late("lock.timeout", lock.patience(), isFixed(lock.name())
                        ? of("lock.lost")
                        : of("lock.lost", EXPRESSION, "lock.name"));
    }

    private static Failures late(String code, @Nullable Duration timeout, Failures others) {
        return timeout == null
                ? others
                : others.plus(new Failures(false, new TreeMap<>(Collections.singletonMap(code, Severity.RECOVERABLE))));
    }

    // A text without expressions that won't do is another problem.
    private static boolean isFixed(String text) {
        return !text.contains("{{");
    }

    Failures plus(Failures other) {
        var all = new TreeMap<>(codes);
        all.putAll(other.codes);
        return new Failures(any || other.any, all);
    }

    /// What remains of them where these wires leave the node.
    Failures uncaughtBy(List<Wire.OnError> wires) {
        var left = new TreeMap<>(codes);
        left.entrySet().removeIf(code -> wires.stream()
                .anyMatch(wire -> catches(wire.caught(), code.getKey(), code.getValue())));
        boolean all = wires.stream()
                .anyMatch(wire -> wire.caught() instanceof Catch.Anything || wire.caught().equals(new Catch.Code("*")));
        return new Failures(any && !all, left);
    }

    boolean canTake(Wire.OnError wire) {
        return any || codes.entrySet().stream()
                .anyMatch(code -> catches(wire.caught(), code.getKey(), code.getValue()));
    }

    private static boolean catches(Catch caught, String code, Severity severity) {
        return switch (caught) {
            case Catch.Anything() -> true;
            case Catch.Code(var pattern) -> ErrorCodes.matches(pattern, code);
            case Catch.OfSeverity(var wanted) -> wanted == severity;
        };
    }
}
