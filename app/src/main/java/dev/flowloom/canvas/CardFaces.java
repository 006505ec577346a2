package dev.flowloom.canvas;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flowloom.model.DurationText;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.step.StepDescription;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Makes the faces of cards from what nodes hold and what their step types say of themselves.
///
/// @param describe finds a step type's description; null for one that is not installed
public record CardFaces(Function<String, @Nullable StepDescription> describe) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    public CardFace of(Node node) {
        return switch (node) {
            case Node.Step step -> step(step);
            case Node.Start _ -> control(node, "", Icons.START);
            case Node.End(_, _, Node.Outcome.Failed(var code, _), _) -> control(node, code, Icons.FAILED);
            case Node.End _ -> control(node, "", Icons.END);
            case Node.SubFlow call -> control(titled(call, call.flow().flow()),
                    call.flow().version() == null
                            ? tr("the flow %s", call.flow().flow())
                            : tr("the flow %s, version %s", call.flow().flow(), call.flow().version()),
                    Icons.SUB_FLOW);
            case Node.Condition condition ->
                control(titled(condition, tr("Condition")), branches(condition), Icons.CONDITION);
            case Node.Fork _ -> control(node, "", Icons.FORK);
            case Node.Join join -> control(node, rule(join.rule()), Icons.FORK);
            case Node.Wait wait -> control(titled(wait, tr("Wait")), delay(wait.delay()), Icons.CLOCK);
            case Node.Receive receive -> control(titled(receive, tr("Receive")), receive.key() == null
                    ? tr("message %s", receive.message())
                    : tr("message %s, key %s", receive.message(), receive.key()), Icons.ENVELOPE);
            case Node.Approval approval -> control(titled(approval, tr("Approval")), approval.who().isBlank()
                    ? approval.question()
                    : approval.who() + ": " + approval.question(), Icons.PERSON);
            case Node.Scope scope -> control(titled(scope, tr("Scope")), scope(scope), Icons.FRAME);
            case Node.Loop loop -> control(titled(loop, tr("Loop")), repeat(loop.repeat()), icon(loop.repeat()));
            case Node.Foreign foreign -> control(titled(foreign, foreign.kind()),
                    tr("made by a newer version: %s", foreign.kind()), Icons.UNKNOWN);
        };
    }

    /// The title alone, which takes much less than all of the face.
    String title(Node node) {
        return node instanceof Node.Step step ? title(step, describe.apply(step.type())) : of(node).title();
    }

    /// The tone alone.
    CardFace.Tone tone(Node node) {
        return node instanceof Node.Step step ? tone(describe.apply(step.type())) : CardFace.Tone.CONTROL;
    }

    private static CardFace.Tone tone(@Nullable StepDescription description) {
        return description == null
                ? CardFace.Tone.UTILITY
                : CardFace.Tone.valueOf(description.category().name());
    }

    private static String title(Node.Step step, @Nullable StepDescription description) {
        return titled(step, description == null ? step.type() : description.title());
    }

    private CardFace step(Node.Step step) {
        var description = describe.apply(step.type());
        if (description == null) {
            return new CardFace(title(step, description), tr("not installed: %s", step.type()), Icons.UNKNOWN,
                    tone(description));
        }
        return new CardFace(title(step, description),
                (step.disabled() ? tr("Disabled") + " · " : "")
                        + summary(description.summary(), withDefaults(step.settings(), description.settings())),
                description.icon(), tone(description));
    }

    private static Json.Obj withDefaults(Json.Obj settings, Json.Obj schema) {
        var all = settings;
        if (schema.get("properties") instanceof Json.Obj(var properties)) {
            for (var property : properties.entrySet()) {
                var usual = property.getValue() instanceof Json.Obj about ? about.get("default") : null;
                if (usual != null && all.get(property.getKey()) == null) {
                    all = all.with(property.getKey(), usual);
                }
            }
        }
        return all;
    }

    /// The summary with each `{name}` replaced by that setting.
    static String summary(String pattern, Json.Obj settings) {
        return PLACEHOLDER.matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(text(settings.get(match.group(1)))))
                .replaceAll("\\s+", " ").strip();
    }

    private static String text(@Nullable Json value) {
        return switch (value) {
            case null -> "…";
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> number.toPlainString();
            case Json.Bool(var truth) -> Boolean.toString(truth);
            case Json.Null _,Json.Arr _,Json.Obj _ -> "…";
        };
    }

    private static CardFace control(Node node, String summary, String icon) {
        return control(node.name(), summary, icon);
    }

    private static CardFace control(String title, String summary, String icon) {
        return new CardFace(title, summary, icon, CardFace.Tone.CONTROL);
    }

    private static String titled(Node node, String otherwise) {
        return node.name().isBlank() ? otherwise : node.name();
    }

    private static String rule(JoinRule rule) {
        return switch (rule) {
            case JoinRule.All _ -> tr("all");
            case JoinRule.Any _ -> tr("any");
            case JoinRule.Count(var count) -> String.format(Locale.ROOT, "%d", count);
        };
    }

    private static String branches(Node.Condition condition) {
        var branches = condition.branches();
        if (branches.isEmpty()) {
            return tr("no branch yet");
        }
        var first = branches.getFirst().when().strip().replaceAll("\\s+", " ");
        return branches.size() == 1 ? first : tr("%s, %d more", first, branches.size() - 1);
    }

    private static String delay(Node.Delay delay) {
        return switch (delay) {
            case Node.Delay.For(var duration) -> time(duration);
            case Node.Delay.Until(var moment) -> tr("until %s", moment);
        };
    }

    private static String time(String duration) {
        try {
            return DurationText.of(Duration.parse(duration));
        } catch (DateTimeException e) {
            return duration;
        }
    }

    private static String scope(Node.Scope scope) {
        if (scope.lock() != null) {
            return tr("holds the lock %s", scope.lock().name());
        }
        return scope.timeout() == null
                ? tr("succeeds or fails as one")
                : tr("as one, within %s", DurationText.of(scope.timeout()));
    }

    private String batched(Node.Repeat.ForEach each) {
        return switch (each.items()) {
            case Items.Listed(var items) -> each.batch() == 1
                    ? tr("every item of %s", items)
                    : tr("every %,d items of %s", each.batch(), items);
            case Items.Streamed source ->
                each.batch() == 1 ? source(source) : tr("%s, %,d at a time", source(source), each.batch());
        };
    }

    private String source(Items.Streamed source) {
        var description = describe.apply(source.source());
        return description == null
                ? tr("not installed: %s", source.source())
                : summary(tr(description.summary()), withDefaults(source.settings(), description.settings()));
    }

    /// Of what is gone through, where that is known.
    private String icon(Node.Repeat repeat) {
        var description = repeat instanceof Node.Repeat.ForEach(Items.Streamed(var source, _, _), _, _, _)
                ? describe.apply(source)
                : null;
        return description == null ? Icons.LOOP : description.icon();
    }

    private static String atOnce(String items, int concurrency) {
        return concurrency == 1 ? items : tr("%s, %,d at once", items, concurrency);
    }

    private String repeat(Node.Repeat repeat) {
        return switch (repeat) {
            case Node.Repeat.ForEach each -> atOnce(batched(each), each.concurrency());
            case Node.Repeat.While(var condition, _) -> tr("while %s", condition);
            case Node.Repeat.Until(var condition, _) -> tr("until %s", condition);
        };
    }
}
