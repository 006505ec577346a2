package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.Sentence;

/// A JSON value whose texts may hold expressions, `{{ like.this }}`. A text that is nothing but one expression becomes
/// what the expression gives, of whatever type; otherwise the results are spliced into the text.
public final class Template {
    private final TemplatePart root;
    private final List<Expression> expressions;

    private Template(TemplatePart root, List<Expression> expressions) {
        this.root = root;
        this.expressions = List.copyOf(expressions);
    }

    /// Makes a template of a value.
    ///
    /// @throws ExpressionException what is wrong with the first expression that can't be compiled, and where
    public static Template compile(Json value, ExpressionLanguage language) throws ExpressionException {
        return compile(value, language, "");
    }

    /// Makes a template of a value that stands in something else.
    ///
    /// @param pointer where it stands, a JSON pointer (RFC 6901), for those who are told what goes wrong
    /// @throws ExpressionException what is wrong with the first expression that can't be compiled, and where
    public static Template compile(Json value, ExpressionLanguage language, String pointer)
            throws ExpressionException {
        var reader = new TemplateReader(language);
        var root = reader.read(value, pointer);
        if (!reader.problems().isEmpty()) {
            throw reader.problems().getFirst();
        }
        return new Template(root, reader.expressions().stream().map(Placed::expression).toList());
    }

    /// All that is to be said of a value's expressions without evaluating them.
    public static Review review(Json value, ExpressionLanguage language) {
        var reader = new TemplateReader(language);
        reader.read(value, "");
        return new Review(reader.expressions(), reader.problems());
    }

    /// The expressions of a text, which may be half-typed, from their words alone.
    public static List<Reading> read(String text, ExpressionLanguage language) {
        var readings = new ArrayList<Reading>();
        int at = 0;
        for (int open = text.indexOf(TemplateReader.OPENING); open >= 0; open = text.indexOf(TemplateReader.OPENING,
                at)) {
            var inner = language.read(text, open + TemplateReader.OPENING.length(), TemplateReader.CLOSING);
            var words = new ArrayList<Word>();
            words.add(new Word(Word.Kind.BRACE, open, open + TemplateReader.OPENING.length()));
            words.addAll(inner.words());
            at = inner.end();
            if (text.startsWith(TemplateReader.CLOSING, at)) {
                words.add(new Word(Word.Kind.BRACE, at, at + TemplateReader.CLOSING.length()));
                at += TemplateReader.CLOSING.length();
            }
            readings.add(new Reading(words, inner.paths(), at));
        }
        return List.copyOf(readings);
    }

    /// Whether a text holds an expression, or means to.
    public static boolean isIn(String text) {
        return text.contains(TemplateReader.OPENING);
    }

    /// The value with every expression replaced by what it gives. Parts without expressions are shared, not copied.
    ///
    /// @throws ExpressionException what went wrong in which expression; also where what is made is larger than
    ///     [JsonLimit#USUAL]: a few places that share a value can stand for endless text
    public Json render(Json.Obj context, Moment moment) throws ExpressionException {
        var made = root.render(context, moment);
        if (root instanceof TemplatePart.Fields || root instanceof TemplatePart.Items) {
            var excess = JsonLimit.USUAL.excess(made);
            if (excess != null) {
                throw new ExpressionException(
                        Sentence.of("What is made here %s. Make less, such as where the rest is.", excess), -1);
            }
        }
        return made;
    }

    public List<Expression> expressions() {
        return expressions;
    }

    /// Whether it holds no expression, and so renders to itself.
    public boolean isLiteral() {
        return expressions.isEmpty();
    }

    /// The expressions of a template that compile, and what is wrong with the others.
    public record Review(List<Placed> expressions, List<ExpressionException> problems) {
        public Review {
            expressions = Collections.unmodifiableList(new ArrayList<>(expressions));
            problems = Collections.unmodifiableList(new ArrayList<>(problems));
        }
    }

    /// An expression and where it stands.
    ///
    /// @param pointer a JSON pointer (RFC 6901) to the text that holds it, inside what the template was compiled in
    /// @param offset where in that text its source begins
    public record Placed(Expression expression, String pointer, int offset) {
        /// What the expression gives.
        ///
        /// @throws ExpressionException what went wrong, and where it stands
        public Json evaluate(Json.Obj context, Moment moment) throws ExpressionException {
            try {
                return expression.evaluate(context, moment);
            } catch (ExpressionException e) {
                throw e.within(this);
            }
        }

        /// Whether the text is nothing but the expression, and so becomes what it gives.
        ///
        /// @param text what it stands in
        public boolean isAlone(String text) {
            return offset == TemplateReader.OPENING.length()
                    && text.length() == offset + expression.source().length() + TemplateReader.CLOSING.length();
        }
    }
}
