package dev.flowloom.expression;

import java.util.List;
import java.util.Locale;

import dev.flowloom.expression.Functions.Args;
import dev.flowloom.expression.Functions.Definition;
import org.jspecify.annotations.Nullable;

/// Functions of text. Characters are counted as people do, not as Java does.
final class TextFunctions {
    static final List<Definition> ALL = List.of(new Definition("lowercase", "<s-:s>", TextFunctions::lowercase),
            new Definition("uppercase", "<s-:s>", TextFunctions::uppercase),
            new Definition("substring", "<s-nn?:s>", TextFunctions::substring),
            new Definition("pad", "<s-ns?:s>", TextFunctions::pad),
            new Definition("join", "<a<s>s?:s>", TextFunctions::join),
            // The library's own, so that what they read is counted.
            new Definition("length", "<s-:n>",
                    (_, args) -> com.dashjoin.jsonata.Functions.length(args.text(0))),
            new Definition("trim", "<s-:s>", (_, args) -> com.dashjoin.jsonata.Functions.trim(args.text(0))),
            new Definition("substringBefore", "<s-s:s>",
                    (_, args) -> com.dashjoin.jsonata.Functions.substringBefore(args.text(0), args.text(1))),
            new Definition("substringAfter", "<s-s:s>",
                    (_, args) -> com.dashjoin.jsonata.Functions.substringAfter(args.text(0), args.text(1))));

    private TextFunctions() {}

    // The library's own follow the language of the machine.
    private static @Nullable Object lowercase(Evaluation evaluation, Args args) {
        var text = args.text(0);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object uppercase(Evaluation evaluation, Args args) {
        var text = args.text(0);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    // The library's own fails beyond the end of a text with characters outside the basic plane.
    private static @Nullable Object substring(Evaluation evaluation, Args args) {
        var text = args.text(0);
        var from = args.number(1);
        if (text == null || from == null) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        int start = Math.min(from.intValue() < 0 ? Math.max(0, length + from.intValue()) : from.intValue(), length);
        var wanted = args.number(2);
        int end = wanted == null ? length : Math.clamp((long) start + wanted.intValue(), start, length);
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    private static @Nullable Object pad(Evaluation evaluation, Args args) {
        var text = args.text(0);
        var width = args.number(1);
        if (text == null || width == null) {
            return text;
        }
        var given = args.text(2);
        var fill = given == null || given.isEmpty() ? " " : given;
        long missing = Math.abs(width.longValue()) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        evaluation.guard().refuseLargerThan(missing);
        int[] characters = fill.codePoints().toArray();
        var padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(characters[i % characters.length]);
        }
        return width.longValue() < 0 ? padding + text : text + padding;
    }

    private static @Nullable Object join(Evaluation evaluation, Args args) {
        var parts = args.list(0);
        if (parts == null) {
            return null;
        }
        evaluation.guard().spend(parts.size());
        var separator = args.text(1) == null ? "" : args.text(1);
        var joined = new StringBuilder();
        var between = "";
        for (var part : parts) {
            joined.append(between).append((String) part);
            evaluation.guard().refuseLargerThan(joined.length());
            between = separator;
        }
        return joined.toString();
    }
}
