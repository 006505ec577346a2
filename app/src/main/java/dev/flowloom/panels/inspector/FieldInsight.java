package dev.flowloom.panels.inspector;

import java.util.List;
import java.util.function.Consumer;

import dev.flowloom.assist.Completion;
import dev.flowloom.assist.Completion.Offer;
import dev.flowloom.assist.Look;
import dev.flowloom.assist.Look.Sample;
import dev.flowloom.assist.Script;
import dev.flowloom.assist.Seen;
import dev.flowloom.assist.Seen.Place;
import dev.flowloom.assist.Syntax;
import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.expression.Template;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.form.Insight;
import dev.flowloom.panels.run.Excerpt;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// What the flow and its last run say of the expressions in one field of a node.
final class FieldInsight implements Insight {
    private static final int LONGEST_VALUE = 240;

    private final Assistance assistance;
    private final NodeId id;
    private final Place place;
    private final Consumer<Runnable> news;
    /// Written where it is worked out, read by the user interface.
    private volatile @Nullable Mapped mapped;

    /// @param news is given what is to be run when expressions may give something else
    FieldInsight(Assistance assistance, NodeId id, Place place, Consumer<Runnable> news) {
        this.assistance = assistance;
        this.id = id;
        this.place = place;
        this.news = news;
    }

    @Override
    public Script read(String text, Syntax syntax) {
        var language = language();
        return language == null ? new Script(text, List.of(), List.of()) : Script.of(text, syntax, language);
    }

    @Override
    public Offer offer(Script script, int caret) {
        var language = language();
        var node = node();
        if (language == null || node == null) {
            return Offer.NONE;
        }
        var arrived = sample();
        var context = arrived == null ? null : known(node, arrived).context();
        return Completion.at(script, caret, Seen.from(flow(), node, place, context), language);
    }

    @Override
    public void look(Script script, Syntax syntax, Consumer<Finding> found) {
        var language = language();
        var node = node();
        var arrived = sample();
        assistance.worker().work(() -> {
            if (language == null || node == null) {
                return Finding.NOTHING;
            }
            return finding(Look.at(script, syntax, language, arrived == null ? null : seen(node, arrived, language)));
        }, found);
    }

    @Override
    public void onNews(Runnable listener) {
        news.accept(listener);
    }

    @Override
    public boolean hasSecret(String name) {
        return assistance.secrets().find(name) != null;
    }

    /// The settings and the output of a step see what its input makes.
    private Sample seen(Node node, Sample arrived, ExpressionLanguage language) {
        var input = mapping(node);
        if (input == null) {
            return arrived;
        }
        var last = mapped;
        if (last != null && last.is(input, arrived)) {
            return last.seen;
        }
        var seen = new Sample(arrived.context().with("data", data(input, arrived, language)), arrived.moment());
        mapped = new Mapped(input, arrived, seen);
        return seen;
    }

    private static Json data(Json input, Sample arrived, ExpressionLanguage language) {
        try {
            return Template.compile(input, language).render(arrived.context(), arrived.moment());
        } catch (ExpressionException e) {
            return Json.NULL;
        }
    }

    /// What of it was worked out already. Evaluating what makes the input may take a while, and this is asked at each
    /// letter; until then, what the input's source says has to do.
    private Sample known(Node node, Sample arrived) {
        var input = mapping(node);
        if (input == null) {
            return arrived;
        }
        var last = mapped;
        return last != null && last.is(input, arrived)
                ? last.seen
                : new Sample(arrived.context().with("data", Json.NULL), arrived.moment());
    }

    /// What makes the input that the field's expressions see; null where they see what arrived.
    private @Nullable Json mapping(Node node) {
        return place != Place.ARRIVED && node instanceof Node.Invocation call ? call.input() : null;
    }

    /// What a step's input made of what arrived.
    private record Mapped(Json input, Sample arrived, Sample seen) {
        boolean is(Json source, Sample sample) {
            return input.equals(source) && arrived.equals(sample);
        }
    }

    private static Finding finding(Look look) {
        if (!look.failure().isEmpty()) {
            return new Finding(look.wrong(), tr("No value with the last run's data: %s", look.failure()), true);
        }
        var value = look.value();
        return new Finding(look.wrong(), value == null ? "" : line(value), false);
    }

    private static String line(Json value) {
        var text = JsonText.compact(Excerpt.of(value, LONGEST_VALUE));
        return text.length() <= 2 * LONGEST_VALUE ? text : text.substring(0, 2 * LONGEST_VALUE) + " …";
    }

    private @Nullable Sample sample() {
        var run = assistance.run().get();
        var seen = run == null ? null : run.seenFrom(flow().graph(), id, place == Place.OUTPUT);
        return seen == null ? null : new Sample(seen.context(), seen.moment());
    }

    private @Nullable ExpressionLanguage language() {
        return ExpressionLanguages.find(flow().expressions());
    }

    private @Nullable Node node() {
        return flow().graph().node(id);
    }

    private Flow flow() {
        return assistance.editor().diagram().flow();
    }
}
