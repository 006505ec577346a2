package dev.flowloom.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.flowloom.expression.Expression.Path;
import dev.flowloom.expression.JsonataToken.Kind;

/// Reads the paths that a source spells out from its words alone. Where the words don't say what a name belongs to,
/// it is taken to belong to something else than the context: rather one path too few than one that isn't there.
final class JsonataPaths {
    private static final JsonataToken NOTHING = new JsonataToken(Kind.OPERATOR, "", 0, 0);

    private final List<JsonataToken> tokens;
    private final List<List<JsonataToken>> found = new ArrayList<>();
    /// For each open bracket, whether names outside of it belong to the context.
    private final Deque<Boolean> outside = new ArrayDeque<>();
    private boolean inContext = true;

    private JsonataPaths(List<JsonataToken> tokens) {
        this.tokens = tokens;
    }

    static List<Path> of(List<JsonataToken> tokens) {
        return read(tokens).stream()
                .map(path -> new Path(path.stream().map(JsonataToken::text).toList(), path.getFirst().start()))
                .toList();
    }

    /// The words of each path.
    static List<List<JsonataToken>> read(List<JsonataToken> tokens) {
        // What the parts of a transformation belong to can't be told from words.
        if (tokens.stream().anyMatch(token -> token.isOperator("|"))) {
            return List.of();
        }
        var paths = new JsonataPaths(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            paths.read(at);
        }
        return List.copyOf(paths.found);
    }

    private void read(int at) {
        var token = tokens.get(at);
        switch (token.kind()) {
            case NAME -> {
                if (inContext && !token(at - 1).isOperator(".") && !isWord(at)) {
                    addPath(at);
                }
            }
            case VARIABLE -> {
                boolean root = token.text().equals("$") || (token.text().isEmpty() && inContext);
                if (root && token(at + 1).isOperator(".") && token(at + 2).kind() == Kind.NAME) {
                    addPath(at + 2);
                }
            }
            case OPERATOR -> follow(token.text(), at);
            case STRING, NUMBER, REGEX -> {
            }
        }
    }

    private void addPath(int first) {
        var names = new ArrayList<JsonataToken>();
        names.add(token(first));
        int at = first + 1;
        while (token(at).isOperator(".") && isName(token(at + 1))) {
            names.add(token(at + 1));
            at += 2;
        }
        found.add(names);
    }

    private static boolean isName(JsonataToken token) {
        return token.kind() == Kind.NAME || token.kind() == Kind.STRING;
    }

    /// Whether what looks like a name is a value or begins a function.
    private boolean isWord(int at) {
        return switch (token(at).text()) {
            case "true", "false", "null" -> true;
            default -> token(at + 1).isOperator("(");
        };
    }

    private void follow(String operator, int at) {
        switch (operator) {
            case "(" -> open(callsOrGroupsInContext(at));
            case "[", "{" -> open(!token(at - 1).endsOperand() && !token(at - 1).isOperator("."));
            case ")", "]", "}" -> inContext = outside.isEmpty() ? inContext : outside.pop();
            default -> {
            }
        }
    }

    private void open(boolean staysInContext) {
        outside.push(inContext);
        inContext = inContext && staysInContext;
    }

    private boolean callsOrGroupsInContext(int at) {
        var before = token(at - 1);
        return switch (before.kind()) {
            case OPERATOR -> switch (before.text()) {
                case ".", "^", ")", "]", "}" -> false;
                default -> true;
            };
            case NAME, VARIABLE -> !token(at - 2).isOperator(".");
            case STRING, NUMBER, REGEX -> false;
        };
    }

    private JsonataToken token(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at) : NOTHING;
    }
}
