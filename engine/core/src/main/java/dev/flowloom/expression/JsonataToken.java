package dev.flowloom.expression;

/// A word of a JSONata source.
///
/// @param text what it means: of a string or a quoted name the text inside, of a variable its name without `$`, of a
///     regular expression the pattern
/// @param start where it begins in the source
/// @param end where the source goes on after it
record JsonataToken(Kind kind, String text, int start, int end) {
    enum Kind { OPERATOR, STRING, NUMBER, NAME, VARIABLE, REGEX }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /// Whether an operand ends here, so that a `/` after it divides, a `[` filters and a `{` groups.
    boolean endsOperand() {
        return switch (kind) {
            case STRING, NUMBER, NAME, VARIABLE, REGEX -> true;
            // A wildcard may stand before a division; a multiplication never stands before a regular expression.
            case OPERATOR -> switch (text) {
                case ")", "]", "}", "*", "**", "%" -> true;
                default -> false;
            };
        };
    }
}
