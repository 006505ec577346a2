package dev.flowloom.expression;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.flowloom.model.Json;

/// A JSONata expression. Programs serve one evaluation at a time, so each evaluation borrows one; there are as many
/// as evaluations were ever under way at once.
final class JsonataExpression implements Expression {
    private final JsonataSource source;
    private final Queue<JsonataProgram> idle = new ConcurrentLinkedQueue<>();

    JsonataExpression(JsonataSource source) throws ExpressionException {
        this.source = source;
        idle.add(JsonataProgram.of(source));
        source.refuseUnknownVariables();
    }

    @Override
    public Json evaluate(Json.Obj context, Moment moment) throws ExpressionException {
        var program = idle.poll();
        if (program == null) {
            program = JsonataProgram.of(source);
        }
        try {
            return program.run(context, moment);
        } finally {
            idle.add(program);
        }
    }

    @Override
    public String source() {
        return source.text();
    }

    @Override
    public List<Path> paths() {
        return JsonataPaths.of(source.tokens());
    }

    @Override
    public List<TextFilter> textFilters() {
        return new JsonataFilters(source).ofTexts();
    }

    @Override
    public boolean isConstant() {
        return source.tokens().stream().allMatch(token -> switch (token.kind()) {
            // In backquotes they are names.
            case NAME -> List.of("true", "false", "null").contains(token.text())
                    && token.end() - token.start() == token.text().length();
            case VARIABLE, REGEX -> false;
            // A path, a wildcard or a parent, or a mere product or remainder: words don't say which.
            case OPERATOR -> !List.of(".", "*", "**", "%").contains(token.text());
            case STRING, NUMBER -> true;
        });
    }
}
