package dev.flowloom.panels.inspector;

import java.util.List;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A loop: what it is done for, or how long.
final class LoopSheet extends NodeSheet<Node.Loop> {
    private static final String FOR_EACH = tr("For each item");
    private static final String WHILE = tr("As long as something holds");
    private static final String UNTIL = tr("Until something holds");
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_ROUNDS = 1_000_000;
    private static final int LIMIT = 1_000;

    private final FormRow items;
    private final FormRow concurrency;
    private final FormRow onError;
    private final FormRow condition;
    private final FormRow until;
    private final FormRow limit;

    LoopSheet(Assistance assistance, NodeId id) {
        super(assistance, id, Node.Loop.class);
        addHeader(Tiles.of(node()), tr("Loop"), tr("What stands in it is done several times."));
        addName();
        addRow(tr("Repeats"), "", Controls.choice("repeat", List.of(FOR_EACH, WHILE, UNTIL)),
                () -> Json.of(words(node().repeat())), value -> become("repeat", chosen(text(value))));
        items = addRow(tr("Items"), tr("An expression that gives a list."),
                Controls.expression("forEach", "data.lines", insight(Place.ARRIVED)),
                () -> node().repeat() instanceof Repeat.ForEach it ? textOrNull(it.items()) : null,
                value -> become("forEach", forEach().withItems(text(value))));
        concurrency = addRow(tr("At once"), tr("How many items are worked on at the same time."),
                Controls.json("concurrency", "1"),
                () -> node().repeat() instanceof Repeat.ForEach it ? Json.of(it.concurrency()) : null,
                value -> enterCount("concurrency", value, MOST_AT_ONCE));
        onError = addRow(tr("Where an item fails"), tr("What was done for that item is undone in any case."),
                Controls.choice("onError", List.of(ItemErrors.values()).stream().map(LoopSheet::words).toList()),
                () -> Json.of(words(forEach().onError())),
                value -> become("onError", forEach().withOnError(onError(text(value)))));
        condition = addRow(tr("While"), tr("An expression that is true as long as it goes on."),
                Controls.expression("while", "data.more", insight(Place.ARRIVED)),
                () -> node().repeat() instanceof Repeat.While it ? textOrNull(it.condition()) : null,
                value -> become("while", new Repeat.While(text(value), limit())));
        until = addRow(tr("Until"),
                tr("An expression that is true when it is done. It sees what the latest time gave."),
                Controls.expression("until", "data.done", insight(Place.ARRIVED)),
                () -> node().repeat() instanceof Repeat.Until it ? textOrNull(it.condition()) : null,
                value -> become("until", new Repeat.Until(text(value), limit())));
        limit = addRow(tr("At most"), tr("After so many rounds it fails."), Controls.json("limit", "1000"),
                () -> node().repeat() instanceof Repeat.ForEach ? null : Json.of(limit()),
                value -> enterCount("limit", value, MOST_ROUNDS));
        onRefresh(this::showWhatApplies);
    }

    private void showWhatApplies() {
        var repeat = node().repeat();
        boolean isForEach = repeat instanceof Repeat.ForEach;
        show(items, isForEach);
        show(concurrency, isForEach);
        show(onError, isForEach);
        show(condition, repeat instanceof Repeat.While);
        show(until, repeat instanceof Repeat.Until);
        show(limit, !isForEach);
        items.showProblem(problemsAt("forEach"));
        condition.showProblem(problemsAt("while"));
        until.showProblem(problemsAt("until"));
    }

    private static String words(Repeat repeat) {
        return switch (repeat) {
            case Repeat.ForEach _ -> FOR_EACH;
            case Repeat.While _ -> WHILE;
            case Repeat.Until _ -> UNTIL;
        };
    }

    private static Repeat chosen(String words) {
        if (words.equals(FOR_EACH)) {
            return new Repeat.ForEach("data.items", 1);
        }
        return words.equals(UNTIL) ? new Repeat.Until("data.done", LIMIT) : new Repeat.While("data.more", LIMIT);
    }

    private static String words(ItemErrors onError) {
        return switch (onError) {
            case STOP -> tr("the loop fails");
            case CONTINUE -> tr("go on, and give nothing for it");
            case COLLECT -> tr("go on, and give results and errors");
        };
    }

    private static ItemErrors onError(String words) {
        return List.of(ItemErrors.values()).stream().filter(each -> words(each).equals(words)).findFirst()
                .orElse(ItemErrors.STOP);
    }

    private void enterCount(String field, @Nullable Json value, int most) {
        if (!(value instanceof Json.Num(var number)) || number.scale() > 0 || number.signum() <= 0
                || number.doubleValue() > most) {
            setRefusal(tr("Give a whole number from 1 to %,d.", most));
        } else if (field.equals("limit")) {
            become(field, limited(number.intValue()));
        } else {
            become(field, forEach().withConcurrency(number.intValue()));
        }
    }

    private Repeat.ForEach forEach() {
        return node().repeat() instanceof Repeat.ForEach it ? it : new Repeat.ForEach("", 1);
    }

    private int limit() {
        return switch (node().repeat()) {
            case Repeat.ForEach _ -> LIMIT;
            case Repeat.While(_, int limit) -> limit;
            case Repeat.Until(_, int limit) -> limit;
        };
    }

    private Repeat limited(int limit) {
        return switch (node().repeat()) {
            case Repeat.ForEach forEach -> forEach;
            case Repeat.While(var condition, _) -> new Repeat.While(condition, limit);
            case Repeat.Until(var condition, _) -> new Repeat.Until(condition, limit);
        };
    }

    private void become(String field, Repeat repeat) {
        change(field, loop -> loop.withRepeat(repeat));
    }

    private static void show(FormRow row, boolean shown) {
        row.setVisible(shown);
        row.setManaged(shown);
    }
}
