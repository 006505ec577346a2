package dev.flowloom.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import dev.flowloom.expression.Functions.Args;
import dev.flowloom.expression.Functions.Definition;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Functions of chance, numbers and arrays.
final class OtherFunctions {
    static final List<Definition> ALL = List.of(new Definition("random", "<:n>", OtherFunctions::random),
            new Definition("shuffle", "<a:a>", OtherFunctions::shuffle),
            new Definition("sort", "<af?:a>", OtherFunctions::sort),
            new Definition("number", "<(nsb)-:n>", OtherFunctions::number),
            new Definition("round", "<n-n?:n>", OtherFunctions::round),
            new Definition("formatNumber", "<n-so?:s>", OtherFunctions::formatNumber),
            new Definition("formatBase", "<n-n?:s>", OtherFunctions::formatBase),
            new Definition("parseInteger", "<s-s:n>", OtherFunctions::parseInteger),
            new Definition("eval", "<sx?:x>", "functionEval", OtherFunctions::eval));

    /// A double has no digits beyond these.
    private static final int MOST_DIGITS = 400;

    private OtherFunctions() {}

    private static Object random(Evaluation evaluation, Args args) {
        return evaluation.random().nextDouble();
    }

    private static @Nullable Object shuffle(Evaluation evaluation, Args args) {
        var items = args.list(0);
        if (items == null) {
            return null;
        }
        evaluation.guard().spend(items.size());
        var shuffled = new ArrayList<Object>(items);
        Collections.shuffle(shuffled, evaluation.random());
        return shuffled;
    }

    private static @Nullable Object sort(Evaluation evaluation, Args args) {
        var items = args.list(0);
        if (items == null || items.size() < 2) {
            return items;
        }
        evaluation.guard().spend(items.size());
        var comparator = args.at(1);
        return merged(new ArrayList<Object>(items), comparator == null
                ? OtherFunctions::isAfter
                : (a, b) -> Jsonata.boolize(Regex.apply(comparator, a, b)));
    }

    /// A stable merge sort: unlike Java's own it doesn't fail on a comparison that contradicts itself.
    private static List<Object> merged(List<Object> items, BiPredicate<Object, Object> after) {
        if (items.size() < 2) {
            return items;
        }
        var left = merged(items.subList(0, items.size() / 2), after);
        var right = merged(items.subList(items.size() / 2, items.size()), after);
        var merged = new ArrayList<Object>(items.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            merged.add(after.test(left.get(l), right.get(r)) ? right.get(r++) : left.get(l++));
        }
        merged.addAll(left.subList(l, left.size()));
        merged.addAll(right.subList(r, right.size()));
        return merged;
    }

    private static boolean isAfter(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue()) > 0;
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y) > 0;
        }
        throw Functions.failure(
                Sentence.of("$sort needs a function that compares, unless all items are numbers or all are texts."));
    }

    private static @Nullable Object number(Evaluation evaluation, Args args) {
        try {
            return com.dashjoin.jsonata.Functions.number(args.at(0));
        } catch (NumberFormatException e) {
            throw Functions.failure(Sentence.of("$number is given %s, which is not a number.",
                    JsonataMessages.quote(args.text(0))));
        }
    }

    // The library's own computes as many digits as it is asked for.
    private static @Nullable Object round(Evaluation evaluation, Args args) {
        var number = args.number(0);
        if (number == null) {
            return null;
        }
        var wanted = args.number(1);
        int digits = wanted == null ? 0 : Math.clamp(wanted.longValue(), -MOST_DIGITS, MOST_DIGITS);
        return Utils.convertNumber(
                new BigDecimal(number.toString()).setScale(digits, RoundingMode.HALF_EVEN).doubleValue());
    }

    private static @Nullable Object formatNumber(Evaluation evaluation, Args args) {
        var options = args.at(2) instanceof Map<?, ?> given ? given : null;
        return com.dashjoin.jsonata.Functions.formatNumber(args.number(0), args.text(1), options);
    }

    private static @Nullable Object formatBase(Evaluation evaluation, Args args) {
        var number = args.number(0);
        if (number == null) {
            return null;
        }
        var base = args.number(1);
        if (base != null && (base.intValue() < Character.MIN_RADIX || base.intValue() > Character.MAX_RADIX)) {
            throw Functions.failure(Sentence.of("The base of $formatBase must be from %d to %d, and is %s.",
                    Character.MIN_RADIX, Character.MAX_RADIX, base.toString()));
        }
        return com.dashjoin.jsonata.Functions.formatBase(Numbers.requireInteger(number, "formatBase"), base);
    }

    private static @Nullable Object parseInteger(Evaluation evaluation, Args args) {
        try {
            return com.dashjoin.jsonata.Functions.parseInteger(args.text(0), args.text(1));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object eval(Evaluation evaluation, Args args) {
        throw Functions
                .failure(Sentence.of("$eval is not available: what a flow does must be readable in its definition."));
    }
}
