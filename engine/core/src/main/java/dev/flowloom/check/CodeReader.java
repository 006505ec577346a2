package dev.flowloom.check;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Knows which fields of which nodes hold expressions.
final class CodeReader {
    private final ExpressionLanguage language;
    private final List<Code> found = new ArrayList<>();

    CodeReader(ExpressionLanguage language) {
        this.language = language;
    }

    List<Code> read(Graph graph) {
        graph.nodes().values().forEach(this::read);
        return found;
    }

    private void read(Node node) {
        switch (node) {
            case Node.Step step -> {
                template(step, "/settings", step.settings());
                template(step, "/input", step.input());
                template(step, "/output", step.output());
            }
            case Node.SubFlow call -> {
                template(call, "/input", call.input());
                template(call, "/output", call.output());
            }
            case Node.Condition condition -> {
                for (int i = 0; i < condition.branches().size(); i++) {
                    bare(condition, "/branches/" + i + "/when", condition.branches().get(i).when());
                }
            }
            case Node.Wait wait -> template(wait, switch (wait.delay()) {
                case Node.Delay.For _ -> "/for";
                case Node.Delay.Until _ -> "/until";
            }, Json.of(wait.delay().text()));
            case Node.Receive receive -> {
                template(receive, "/message", Json.of(receive.message()));
                template(receive, "/key", receive.key() == null ? null : Json.of(receive.key()));
            }
            case Node.Approval approval -> {
                template(approval, "/question", Json.of(approval.question()));
                template(approval, "/who", Json.of(approval.who()));
            }
            case Node.End end -> {
                switch (end.outcome()) {
                    case Node.Outcome.Completed(var output) -> template(end, "/output", output);
                    case Node.Outcome.Failed(_, var message) -> template(end, "/error/message", Json.of(message));
                }
            }
            case Node.Loop loop -> {
                switch (loop.repeat()) {
                    case Node.Repeat.ForEach(Items.Listed(var items), _, _, _) -> bare(loop, "/forEach", items);
                    case Node.Repeat.ForEach(Items.Streamed(_, var settings, _), _, _, _) ->
                        template(loop, "/settings", settings);
                    case Node.Repeat.While(var condition, _) -> bare(loop, "/while", condition);
                    case Node.Repeat.Until(var condition, _) -> bare(loop, "/until", condition);
                }
            }
            case Node.Scope(_, _, _, var lock, _) when lock != null ->
                template(node, "/lock/name", Json.of(lock.name()));
            case Node.Start _,Node.Fork _,Node.Join _,Node.Scope _,Node.Foreign _ -> {
            }
        }
    }

    private void template(Node node, String field, @Nullable Json value) {
        if (value == null) {
            return;
        }
        var review = Template.review(value, language);
        if (!review.expressions().isEmpty() || !review.problems().isEmpty()) {
            found.add(new Code(node, field, review.expressions(), review.problems()));
        }
    }

    private void bare(Node node, String field, String source) {
        try {
            found.add(new Code(node, field, List.of(new Placed(language.compile(source), "", 0)), List.of()));
        } catch (ExpressionException e) {
            var problem = Template.isIn(source)
                    ? new ExpressionException(
                            Sentence.of("This field is an expression as a whole. Leave out {{ and }}."),
                            source.indexOf("{{"))
                    : e;
            found.add(new Code(node, field, List.of(), List.of(problem)));
        }
    }
}
