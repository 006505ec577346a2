package dev.flowloom.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.flowloom.model.Branch;
import dev.flowloom.model.Frame;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node.Repeat.ForEach;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.Resource.Breaker;
import dev.flowloom.model.Resource.Rate;
import dev.flowloom.model.Retry;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;
import org.jspecify.annotations.Nullable;

/// What a field has to hold, and how it is made of JSON.
///
/// @param noun what it has to be, for a sentence: "… must be a text"
/// @param remedy what to write instead, as a sentence
/// @param read gives null for anything else
record Want<T>(Sentence noun, Sentence remedy, Function<Json, @Nullable T> read) {

    static final Want<Json> ANYTHING = new Want<>(Sentence.of("any value"), Sentence.of("Write any JSON value."),
            json -> json);

    static final Want<String> TEXT = new Want<>(Sentence.of("a text"), Sentence.of("Write it in double quotes."),
            json -> json instanceof Json.Str(var text) ? text : null);

    static final Want<String> NAME = TEXT.where(Sentence.of("a text that is not empty"), text -> !text.isBlank());

    /// What names one of several, as a run takes it: a number is the same as its text.
    static final Want<String> KEY = new Want<>(Sentence.of("a text or a number"), TEXT.remedy, Want::key);

    static final Want<Boolean> FLAG = new Want<>(Sentence.of("true or false"),
            Sentence.of("Write true or false, without quotes."),
            json -> json instanceof Json.Bool(var flag) ? flag : null);

    static final Want<Json.Obj> OBJECT = new Want<>(Sentence.of("an object"),
            Sentence.of("Write it as { \"name\": value, … }."),
            json -> json instanceof Json.Obj object ? object : null);

    static final Want<List<Json>> LIST = new Want<>(Sentence.of("a list"), Sentence.of("Write it as [ … ]."),
            json -> json instanceof Json.Arr array ? array.items() : null);

    static final Want<Integer> WHOLE = new Want<>(Sentence.of("a whole number"),
            Sentence.of("Write a number such as 3."), Want::whole);

    static final Want<Integer> COUNT = upTo(Integer.MAX_VALUE);

    static final Want<Integer> RATE = upTo(Rate.MOST);

    static final Want<Integer> TRIALS = upTo(Breaker.MOST);

    static final Want<Integer> ITEMS = WHOLE.where(
            Sentence.of("a whole number from 1 to %d", ForEach.LARGEST),
            number -> number >= 1 && number <= ForEach.LARGEST);

    static final Want<Integer> FRAME_WIDTH = atLeast(Frame.LEAST_WIDTH);

    static final Want<Integer> FRAME_HEIGHT = atLeast(Frame.LEAST_HEIGHT);

    static final Want<Integer> NOTE_SIZE = atLeast(Note.LEAST);

    static final Want<Double> NUMBER = new Want<Double>(Sentence.of("a number"),
            Sentence.of("Write a number such as 2 or 0.5."),
            json -> json instanceof Json.Num(var value) ? value.doubleValue() : null)
            .where(Sentence.of("a number"), Double::isFinite);

    static final Want<Duration> DURATION = new Want<>(Sentence.of("a duration as ISO 8601 has it"),
            Sentence.of("Write PT30S for thirty seconds, PT5M for five minutes, PT24H for a day."), Want::duration);

    static final Want<Duration> TIME = DURATION.where(
            Sentence.of("a duration as ISO 8601 has it, longer than nothing and at most 366 days"),
            time -> time.isPositive() && time.compareTo(Retry.LONGEST) <= 0);

    static final Want<Severity> SEVERITY = oneOf(Sentence.of("a severity"), Severity.values());

    static final Want<ItemErrors> ITEM_ERRORS = oneOf(Sentence.of("what becomes of a loop where an item fails"),
            ItemErrors.values());

    static final Want<WireKind> WIRE_KIND = oneOf(Sentence.of("a kind of wire"), WireKind.values());

    static final Want<NodeId> NODE_ID = new Want<>(Sentence.of("the id of a node"),
            Sentence.of("Write the name under which the node stands in \"nodes\"."),
            json -> json instanceof Json.Str(var text) && NodeId.isValid(text) ? new NodeId(text) : null);

    static final Want<String> BRANCH_ID = new Want<>(Sentence.of("the id of a branch"),
            Sentence.of("Begin with a letter, go on with letters, digits, - and _; \"otherwise\" is taken."), TEXT.read)
            .where(Sentence.of("the id of a branch"), Branch::isValidId);

    static final Want<JoinRule> JOIN_RULE = new Want<>(Sentence.of("what a join waits for"),
            Sentence.of("Write \"all\", \"any\", or how many as a number."), Want::joinRule);

    static final Want<List<Point>> POINTS = new Want<>(Sentence.of("a list of points"),
            Sentence.of("Write it as [[96, 160], [96, 320]]."),
            Want::points);

    static final Want<Point> POINT = new Want<>(Sentence.of("two whole numbers"),
            Sentence.of("Write them as [96, 160]."), Want::point);

    static final Want<Note.Kind> NOTE_KIND = oneOf(Sentence.of("a kind of note"), Note.Kind.values());

    static final Want<Note.Color> NOTE_COLOR = oneOf(Sentence.of("a colour of notes"), Note.Color.values());

    private static Want<Integer> upTo(int most) {
        return WHOLE.where(Sentence.of("a whole number from 1 to %,d", most), number -> number >= 1 && number <= most);
    }

    private static Want<Integer> atLeast(int least) {
        return new Want<>(Sentence.of("a whole number of at least %d", least),
                Sentence.of("Write a number such as %d.", 2 * least),
                json -> {
                    var number = whole(json);
                    return number != null && number >= least ? number : null;
                });
    }

    private Want<T> where(Sentence noun, Predicate<T> allowed) {
        return new Want<>(noun, remedy, json -> {
            var value = read.apply(json);
            return value != null && allowed.test(value) ? value : null;
        });
    }

    private static <E extends Enum<E>> Want<E> oneOf(Sentence noun, E[] values) {
        return new Want<>(noun,
                Sentence.of("Write one of %s.", Sentence.listed(Arrays.stream(values).map(Words::of).toList())),
                json -> json instanceof Json.Str(var word)
                        ? Arrays.stream(values).filter(value -> Words.of(value).equals(word)).findFirst().orElse(null)
                        : null);
    }

    private static @Nullable String key(Json json) {
        return switch (json) {
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> number.stripTrailingZeros().toPlainString();
            case Json.Null(),Json.Bool _,Json.Arr _,Json.Obj _ -> null;
        };
    }

    private static @Nullable Integer whole(Json json) {
        try {
            return json instanceof Json.Num(BigDecimal value) ? value.intValueExact() : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Duration duration(Json json) {
        try {
            return json instanceof Json.Str(var text) ? Duration.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable JoinRule joinRule(Json json) {
        if (json instanceof Json.Str(var word)) {
            return switch (word) {
                case "all" -> JoinRule.ALL;
                case "any" -> JoinRule.ANY;
                default -> null;
            };
        }
        var count = COUNT.read.apply(json);
        return count == null ? null : new JoinRule.Count(count);
    }

    private static @Nullable List<Point> points(Json json) {
        if (!(json instanceof Json.Arr(var items))) {
            return null;
        }
        var points = new ArrayList<Point>();
        for (var item : items) {
            var point = point(item);
            if (point == null) {
                return null;
            }
            points.add(point);
        }
        return points;
    }

    private static @Nullable Point point(Json json) {
        if (!(json instanceof Json.Arr(var pair)) || pair.size() != 2) {
            return null;
        }
        var x = whole(pair.getFirst());
        var y = whole(pair.getLast());
        return x == null || y == null ? null : new Point(x, y);
    }
}
