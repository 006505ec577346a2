package dev.flowloom.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flowloom.assist.Script.Part;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.FunctionHelp;
import dev.flowloom.expression.Word;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Finds what may be written at a place of an expression.
public final class Completion {
    private static final int MOST = 200;

    private final Part part;
    private final List<Word> words;
    private final Seen seen;
    private final ExpressionLanguage language;

    private Completion(Part part, Seen seen, ExpressionLanguage language) {
        this.part = part;
        this.seen = seen;
        this.language = language;
        words = part.reading().words().stream()
                .filter(word -> word.kind() != Word.Kind.BRACE && word.kind() != Word.Kind.COMMENT).toList();
    }

    /// What may take the place of a part of the text.
    ///
    /// @param start where that part begins; it may be empty
    public record Offer(int start, int end, List<Candidate> candidates) {
        public static final Offer NONE = new Offer(0, 0, List.of());

        public Offer {
            candidates = List.copyOf(candidates);
        }
    }

    /// What may be written at a place.
    ///
    /// @param caret where in the script's text something is to be written
    public static Offer at(Script script, int caret, Seen seen, ExpressionLanguage language) {
        var part = script.partAt(caret);
        return part == null ? Offer.NONE : new Completion(part, seen, language).offer(part.heldAt(caret));
    }

    private Offer offer(int caret) {
        // The word that the caret stands in or behind.
        int at = lastBefore(caret);
        boolean isName = at >= 0 && words.get(at).end() >= caret && isName(words.get(at));
        if (at >= 0 && !isName && words.get(at).end() > caret) {
            return Offer.NONE;
        }
        if (at >= 0 && words.get(at).end() == caret && isUnnameable(words.get(at))) {
            return Offer.NONE;
        }
        int start = isName ? words.get(at).start() : caret;
        int end = isName ? words.get(at).end() : caret;
        var typed = part.holder().substring(start, caret);
        return new Offer(part.shownAt(start), part.shownAt(end),
                matching(candidates(isName ? at : at + 1, typed), typed));
    }

    private List<Candidate> candidates(int at, String typed) {
        if (typed.startsWith("$")) {
            return Stream.concat(variables(at).stream(), functions(at).stream()).toList();
        }
        boolean isField = is(at - 1, ".");
        var owner = isField ? ownerBefore(at - 1) : scope(at);
        var found = new ArrayList<Candidate>();
        if (owner != null) {
            owner.fields().forEach((name, known) -> found.add(candidate(name, known)));
        } else if (!isField) {
            seen.roots().forEach((name, known) -> found.add(candidate(name, known)));
        }
        if (!isField) {
            found.addAll(variables(at));
            found.addAll(functions(at));
        }
        return found;
    }

    private Candidate candidate(String name, Known known) {
        return new Candidate(name, language.quoted(name), 0, known.detail(), known.help());
    }

    private List<Candidate> functions(int at) {
        boolean isCalled = is(at + 1, "(");
        return language.functions().stream().map(function -> candidate(function, isCalled)).toList();
    }

    private static Candidate candidate(FunctionHelp function, boolean isCalled) {
        var name = "$" + function.name();
        boolean takesNothing = isCalled || function.arguments().isEmpty();
        return new Candidate(name, isCalled ? name : name + "()", takesNothing ? 0 : 1,
                "(" + function.arguments() + ")", sentence(function.help()));
    }

    private static String sentence(String help) {
        return help.substring(0, 1).toUpperCase(Locale.ROOT) + help.substring(1);
    }

    /// The variables that the source names elsewhere.
    private List<Candidate> variables(int except) {
        var names = new TreeSet<String>();
        for (int i = 0; i < words.size(); i++) {
            var name = text(words.get(i));
            if (i != except && words.get(i).kind() == Word.Kind.VARIABLE && name.length() > 1 && !name.equals("$$")) {
                names.add(name);
            }
        }
        return names.stream().map(name -> new Candidate(name, name, 0, "variable", "")).toList();
    }

    /// What is before a dot.
    ///
    /// @param dot the index of the dot's word
    private @Nullable Known ownerBefore(int dot) {
        int at = dot - 1;
        while (is(at, "]")) {
            at = openerOf(at) - 1;
        }
        if (at < 0) {
            return null;
        }
        var word = words.get(at);
        if (word.kind() == Word.Kind.VARIABLE) {
            return switch (text(word)) {
                case "$$" -> root();
                case "$" -> scope(at) == null ? root() : scope(at);
                default -> null;
            };
        }
        if (!isName(word) && word.kind() != Word.Kind.TEXT) {
            return null;
        }
        var name = unquoted(text(word));
        if (is(at - 1, ".")) {
            var owner = ownerBefore(at - 1);
            return owner == null ? null : owner.field(name);
        }
        var scope = scope(at);
        return scope == null ? seen.roots().get(name) : scope.field(name);
    }

    private Known root() {
        return new Known("", seen.roots(), Json.Obj.EMPTY, null);
    }

    /// What names stand for inside of brackets that filter, map or group; null where that is the context itself.
    private @Nullable Known scope(int at) {
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            var text = text(words.get(i));
            if (isOperator(i) && (text.equals(")") || text.equals("]") || text.equals("}"))) {
                depth++;
            } else if (isOperator(i) && (text.equals("(") || text.equals("[") || text.equals("{"))) {
                if (depth-- > 0) {
                    continue;
                }
                depth = 0;
                boolean maps = is(i - 1, ".");
                boolean filters = !text.equals("(") && i > 0 && endsOperand(i - 1);
                if (maps || filters) {
                    var owner = ownerBefore(maps ? i - 1 : i);
                    return owner == null ? Known.of("", Json.Obj.EMPTY, null) : owner;
                }
            }
        }
        return null;
    }

    private int openerOf(int closer) {
        int depth = 0;
        for (int i = closer; i >= 0; i--) {
            depth += is(i, "]") ? 1 : is(i, "[") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return 0;
    }

    private boolean endsOperand(int at) {
        return isName(words.get(at)) || words.get(at).kind() == Word.Kind.TEXT || is(at, "]") || is(at, ")")
                || is(at, "}");
    }

    private int lastBefore(int caret) {
        int found = -1;
        for (int i = 0; i < words.size() && words.get(i).start() < caret; i++) {
            found = i;
        }
        return found;
    }

    private static boolean isName(Word word) {
        return switch (word.kind()) {
            case NAME, FIELD, VARIABLE, FUNCTION, KEYWORD -> true;
            case TEXT, NUMBER, OPERATOR, REGEX, COMMENT, BRACE -> false;
        };
    }

    /// Whether nothing can be named right behind it.
    private static boolean isUnnameable(Word word) {
        return switch (word.kind()) {
            case TEXT, NUMBER, REGEX -> true;
            case NAME, FIELD, VARIABLE, FUNCTION, KEYWORD, OPERATOR, COMMENT, BRACE -> false;
        };
    }

    private boolean isOperator(int at) {
        return at >= 0 && at < words.size() && words.get(at).kind() == Word.Kind.OPERATOR;
    }

    private boolean is(int at, String operator) {
        return isOperator(at) && text(words.get(at)).equals(operator);
    }

    private String text(Word word) {
        return part.holder().substring(word.start(), word.end());
    }

    private static String unquoted(String name) {
        boolean isQuoted = name.length() > 1 && "`\"'".indexOf(name.charAt(0)) >= 0;
        return isQuoted ? name.substring(1, name.length() - 1) : name;
    }

    /// Those that begin with what was typed, then those that have it in them.
    private static List<Candidate> matching(List<Candidate> all, String typed) {
        var wanted = unquotedStart(typed).toLowerCase(Locale.ROOT);
        var begins = all.stream().filter(c -> c.name().toLowerCase(Locale.ROOT).startsWith(wanted));
        var has = all.stream().filter(c -> c.name().toLowerCase(Locale.ROOT).indexOf(wanted) > 0);
        return Stream.concat(begins, has).limit(MOST).toList();
    }

    private static String unquotedStart(String typed) {
        return typed.startsWith("`") ? typed.substring(1) : typed;
    }
}
