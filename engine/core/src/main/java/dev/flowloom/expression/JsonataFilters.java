package dev.flowloom.expression;

import java.util.List;
import java.util.stream.IntStream;

import dev.flowloom.expression.Expression.TextFilter;
import dev.flowloom.expression.JsonataToken.Kind;

/// Finds texts that stand in brackets behind a value, as other languages name a field.
final class JsonataFilters {
    private final JsonataSource source;

    JsonataFilters(JsonataSource source) {
        this.source = source;
    }

    List<TextFilter> ofTexts() {
        return IntStream.range(1, source.tokens().size() - 2).filter(this::isText).mapToObj(this::filter).toList();
    }

    private boolean isText(int at) {
        var tokens = source.tokens();
        return tokens.get(at).isOperator("[") && isValue(tokens.get(at - 1))
                && tokens.get(at + 1).kind() == Kind.STRING && tokens.get(at + 2).isOperator("]");
    }

    /// What looks like a wildcard or a parent may be an operator, with a list behind it.
    private static boolean isValue(JsonataToken token) {
        return token.endsOperand() && !List.of("*", "**", "%").contains(token.text());
    }

    private TextFilter filter(int bracket) {
        var tokens = source.tokens();
        int first = bracket;
        while (first > 0 && (isName(tokens.get(first - 1)) || tokens.get(first - 1).isOperator("."))) {
            first--;
        }
        int start = tokens.get(first).start();
        int opens = tokens.get(bracket).start();
        return new TextFilter(source.text().substring(start, tokens.get(bracket + 2).end()),
                source.text().substring(start, opens).stripTrailing() + "."
                        + JsonataLanguage.name(tokens.get(bracket + 1).text()),
                start);
    }

    private static boolean isName(JsonataToken token) {
        return switch (token.kind()) {
            case NAME, VARIABLE, STRING -> true;
            case OPERATOR, NUMBER, REGEX -> false;
        };
    }
}
