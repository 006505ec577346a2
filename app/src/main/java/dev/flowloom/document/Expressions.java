package dev.flowloom.document;

import java.util.ArrayList;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;

/// Changes the expressions of a node, wherever it has some. What a container holds is left as it is.
final class Expressions {
    private Expressions() {}

    /// What becomes of an expression.
    interface Change {
        /// An expression as a whole.
        ///
        /// @param seesArrived whether `data` in it is what arrived at the node
        String expression(String source, boolean seesArrived);

        /// A text that may hold expressions.
        String template(String text, boolean seesArrived);
    }

    static Node mapped(Node node, Change change) {
        return switch (node) {
            case Node.Step step -> step.withSettings((Json.Obj) mapped(step.settings(), change, step.input() == null))
                    .withInput(mappedOrNull(step.input(), change, true))
                    .withOutput(mappedOrNull(step.output(), change, step.input() == null));
            case Node.SubFlow call -> call.withInput(mappedOrNull(call.input(), change, true))
                    .withOutput(mappedOrNull(call.output(), change, call.input() == null));
            case Node.Condition condition -> new Node.Condition(condition.id(), condition.name(),
                    condition.branches().stream().map(branch -> new Branch(branch.id(), branch.name(),
                            change.expression(branch.when(), true), branch.extras())).toList(),
                    condition.extras());
            case Node.Wait wait -> wait.withDelay(switch (wait.delay()) {
                case Node.Delay.For(var duration) -> new Node.Delay.For(change.template(duration, true));
                case Node.Delay.Until(var moment) -> new Node.Delay.Until(change.template(moment, true));
            });
            case Node.Receive receive -> receive.withMessage(change.template(receive.message(), true))
                    .withKey(receive.key() == null ? null : change.template(receive.key(), true));
            case Node.Approval approval -> approval.withQuestion(change.template(approval.question(), true))
                    .withWho(change.template(approval.who(), true));
            case Node.End end -> new Node.End(end.id(), end.name(), switch (end.outcome()) {
                case Node.Outcome.Completed(var output) -> new Node.Outcome.Completed(
                        mappedOrNull(output, change, true));
                case Node.Outcome.Failed(var code, var message) -> new Node.Outcome.Failed(code,
                        change.template(message, true));
            }, end.extras());
            case Node.Loop loop -> new Node.Loop(loop.id(), loop.name(), switch (loop.repeat()) {
                case Node.Repeat.ForEach each -> each.withItems(switch (each.items()) {
                    case Items.Listed(var expression) -> new Items.Listed(change.expression(expression, true));
                    case Items.Streamed source ->
                        source.withSettings((Json.Obj) mapped(source.settings(), change, true));
                });
                case Node.Repeat.While(var condition, int limit) -> new Node.Repeat.While(
                        change.expression(condition, true), limit);
                // It is tested with what the loop's content gave.
                case Node.Repeat.Until(var condition, int limit) -> new Node.Repeat.Until(
                        change.expression(condition, false), limit);
            }, loop.extras());
            case Node.Scope scope -> scope.lock() == null
                    ? scope
                    : scope.withLock(new Lock(change.template(scope.lock().name(), true), scope.lock().lease(),
                            scope.lock().patience()));
            case Node.Start _,Node.Fork _,Node.Join _,Node.Foreign _ -> node;
        };
    }

    private static @Nullable Json mappedOrNull(@Nullable Json template, Change change, boolean seesArrived) {
        return template == null ? null : mapped(template, change, seesArrived);
    }

    private static Json mapped(Json template, Change change, boolean seesArrived) {
        return switch (template) {
            case Json.Str(var text) -> Json.of(change.template(text, seesArrived));
            case Json.Arr(var items) -> {
                var mapped = new ArrayList<Json>(items.size());
                items.forEach(item -> mapped.add(mapped(item, change, seesArrived)));
                yield new Json.Arr(mapped);
            }
            case Json.Obj object -> {
                var mapped = object;
                for (var field : object.fields().entrySet()) {
                    mapped = mapped.with(field.getKey(), mapped(field.getValue(), change, seesArrived));
                }
                yield mapped;
            }
            case Json.Num _,Json.Bool _,Json.Null _ -> template;
        };
    }
}
