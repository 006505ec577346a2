package dev.flowloom.panels.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Node.Repeat;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;
import dev.flowloom.panels.form.SchemaForm;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A loop: what it is done for, or how long.
final class LoopSheet extends NodeSheet<Node.Loop> {
    private static String forEachWords() {
        return tr("For each item of a list");
    }

    private static String sourceWords() {
        return tr("For each item of a source");
    }

    private static String whileWords() {
        return tr("As long as something holds");
    }

    private static String untilWords() {
        return tr("Until something holds");
    }

    private static final int MOST_ROUNDS = 1_000_000;
    private static final int LIMIT = 1_000;

    private final StepTypes types;
    /// The type of the source that it reads; null where it reads none.
    private final @Nullable String source;
    private final FormRow items;
    private final FormRow batch;
    private final FormRow concurrency;
    private final FormRow onError;
    private final FormRow condition;
    private final FormRow until;
    private final FormRow limit;

    LoopSheet(Assistance assistance, NodeId id, StepTypes types) {
        super(assistance, id, Node.Loop.class);
        this.types = types;
        this.source = sourceType();
        addHeader(Tiles.of(node()), tr("Loop"), tr("What stands in it is done several times."));
        addName();
        addRow(tr("Repeats"), "",
                Controls.choice("repeat", List.of(forEachWords(), sourceWords(), whileWords(), untilWords())),
                () -> Json.of(words(node().repeat())), value -> become("repeat", chosen(text(value))));
        items = addRow(tr("Items"), tr("An expression that gives a list."),
                Controls.expression("forEach", "data.lines", insight(Place.ARRIVED)),
                () -> forEach().items() instanceof Items.Listed(var expression) ? textOrNull(expression) : null,
                value -> become("forEach", forEach().withItems(new Items.Listed(text(value)))));
        addSource();
        batch = addRow(tr("Batch"),
                tr("How many items are done together. With more than one, what arrives inside is a list of them."),
                Controls.json("batch", "1"),
                () -> node().repeat() instanceof Repeat.ForEach it ? Json.of(it.batch()) : null,
                value -> enterCount("batch", value, Repeat.ForEach.LARGEST));
        concurrency = addRow(tr("At once"), tr("How many items are worked on at the same time."),
                Controls.json("concurrency", "1"),
                () -> node().repeat() instanceof Repeat.ForEach it ? Json.of(it.concurrency()) : null,
                value -> enterCount("concurrency", value, Repeat.ForEach.LARGEST));
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
        addSettingsAsJson();
        onRefresh(this::showWhatApplies);
    }

    @Override
    boolean fits() {
        return super.fits() && Objects.equals(sourceType(), source);
    }

    private @Nullable String sourceType() {
        return node().repeat() instanceof Repeat.ForEach(Items.Streamed(var type, _, _), _, _, _) ? type : null;
    }

    /// What the source is, and what its type asks for.
    private void addSource() {
        if (source == null) {
            return;
        }
        var choices = new ArrayList<>(types.sources().stream().map(StepDescription::type).toList());
        if (!choices.contains(source)) {
            choices.add(source);
        }
        var description = types.findSource(source) == null ? null : types.describe(source);
        var chosen = addRow(tr("Source"),
                description == null ? tr("This type of source isn't installed.") : tr(description.help()),
                Controls.choice("source", choices.stream().map(this::sourceWords).toList()),
                () -> Json.of(sourceWords(source)),
                value -> chooseSource(choices.stream().filter(it -> sourceWords(it).equals(text(value))).findFirst()
                        .orElse(source)));
        onRefresh(() -> chosen.showProblem(problemsAt("source")));
        if (description != null) {
            var form = new SchemaForm(description.settings(), insight(Place.ARRIVED), this::set);
            onRefresh(() -> {
                form.show(settings());
                form.showProblems(name -> problemsAt("settings", name), problemsOf("settings"));
            });
            add(form);
        }
        addTimeout(this,
                tr("How long it may take until the source gives more. Then reading is tried again. Empty: for ever."),
                () -> streamed().timeout(),
                duration -> become("timeout", forEach().withItems(streamed().withTimeout(duration))));
    }

    private void addSettingsAsJson() {
        if (source == null) {
            return;
        }
        row(addSection(tr("Settings as JSON"), types.findSource(source) == null), tr("Settings"), "",
                Controls.json("settings", "{ }", insight(Place.ARRIVED)), this::settings, value -> {
                    switch (value) {
                        case null -> set(Json.Obj.EMPTY);
                        case Json.Obj settings -> set(settings);
                        default ->
                            setRefusal(tr("Settings are an object, { \"name\": value }, so this was not taken over."));
                    }
                });
    }

    private String sourceWords(String type) {
        var description = types.findSource(type) == null ? null : types.describe(type);
        return description == null ? type : tr(description.title());
    }

    private void chooseSource(String type) {
        become("source", forEach().withItems(streamed().withSource(type)));
    }

    private Items.Streamed streamed() {
        return forEach().items() instanceof Items.Streamed streamed ? streamed : new Items.Streamed("", Json.Obj.EMPTY);
    }

    private Json.Obj settings() {
        return streamed().settings();
    }

    private void set(Json.Obj settings) {
        if (forEach().items() instanceof Items.Streamed streamed) {
            become("settings", forEach().withItems(streamed.withSettings(settings)));
        }
    }

    private void showWhatApplies() {
        var repeat = node().repeat();
        boolean isForEach = repeat instanceof Repeat.ForEach;
        show(items, isForEach && source == null);
        show(batch, isForEach);
        show(concurrency, isForEach);
        show(onError, isForEach);
        show(condition, repeat instanceof Repeat.While);
        show(until, repeat instanceof Repeat.Until);
        show(limit, !isForEach);
        items.showProblem(problemsAt("forEach"));
        onError.showProblem(problemsAt("onError"));
        condition.showProblem(problemsAt("while"));
        until.showProblem(problemsAt("until"));
    }

    private static String words(Repeat repeat) {
        return switch (repeat) {
            case Repeat.ForEach(Items.Listed _, _, _, _) -> forEachWords();
            case Repeat.ForEach(Items.Streamed _, _, _, _) -> sourceWords();
            case Repeat.While _ -> whileWords();
            case Repeat.Until _ -> untilWords();
        };
    }

    private Repeat chosen(String words) {
        if (words.equals(forEachWords())) {
            return forEach().withItems(new Items.Listed("data.items"));
        }
        if (words.equals(sourceWords())) {
            var first = types.sources().stream().findFirst().map(StepDescription::type).orElse("");
            return forEach().withItems(new Items.Streamed(first, Json.Obj.EMPTY));
        }
        return words.equals(untilWords()) ? new Repeat.Until("data.done", LIMIT) : new Repeat.While("data.more", LIMIT);
    }

    private static String words(ItemErrors onError) {
        return switch (onError) {
            case STOP -> tr("the loop fails");
            case CONTINUE -> tr("go on, and keep it as a dead letter");
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
        } else if (field.equals("batch")) {
            become(field, forEach().withBatch(number.intValue()));
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
