package dev.flowloom.panels.inspector;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.scene.layout.VBox;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.document.Edit;
import dev.flowloom.model.Impossible;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.Durations;
import dev.flowloom.panels.form.Insight;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The sheet of one node, of one kind.
abstract class NodeSheet<N extends Node> extends Sheet {
    private final Assistance assistance;
    private final NodeId id;
    private final Class<N> kind;

    NodeSheet(Assistance assistance, NodeId id, Class<N> kind) {
        super(assistance.editor());
        this.assistance = assistance;
        this.id = id;
        this.kind = kind;
    }

    /// The node as it is now.
    final N node() {
        return kind.cast(Objects.requireNonNull(editor().graph().node(id), "the sheet outlives its node"));
    }

    @Override
    boolean fits() {
        return id.equals(editor().selection().onlyNode()) && kind.isInstance(editor().graph().node(id));
    }

    /// Puts a changed node in the place of the present one.
    ///
    /// @param field names the field that is being typed into
    final void change(String field, UnaryOperator<N> change) {
        try {
            apply(new Edit.ReplaceNode(change.apply(node())), "%s/%s".formatted(id, field));
        } catch (Impossible e) {
            setRefusal(tr(e.sentence()));
        } catch (IllegalArgumentException e) {
            setRefusal(String.valueOf(e.getMessage()));
        }
    }

    final void addName() {
        addRow(tr("Name"), "", Controls.text("name", ""), () -> textOrNull(node().name()),
                value -> apply(new Edit.Rename(id, text(value)), id + "/name"));
        var help = node().givesOutput() ? tr("Expressions see its output as steps.%s.", id) : "";
        add(new IdRow(editor(), id, help, this::done));
    }

    /// A row with a time-out; null for none.
    final void addTimeout(VBox parent, String help, Supplier<@Nullable Duration> shown,
            Consumer<@Nullable Duration> entered) {
        row(parent, tr("Time-out"), help, Controls.duration("timeout", tr("none")), () -> print(shown.get()),
                value -> enterTimeout(value, entered));
    }

    private void enterTimeout(@Nullable Json value, Consumer<@Nullable Duration> entered) {
        var duration = Durations.parse(text(value));
        if (value != null && duration == null) {
            setRefusal(tr("A time-out is a duration such as 30 s or 2 min."));
            return;
        }
        entered.accept(duration);
    }

    private static @Nullable Json print(@Nullable Duration duration) {
        return duration == null ? null : Json.of(duration.toString());
    }

    /// What is known of the expressions in a field of the node.
    final Insight insight(Place place) {
        return new FieldInsight(assistance, id, place, this::onNews);
    }

    /// What is wrong with a part of the node, given by the names that lead to it.
    final String problemsAt(String... path) {
        var pointer = "/" + id + "/" + String.join("/", path);
        return String.join("\n",
                sentences(problems().stream().filter(problem -> leadsTo(problem.place().pointer(), pointer))));
    }

    /// What is wrong with a part of the node as a whole, and not with something in it.
    final List<String> problemsOf(String part) {
        var pointer = "/" + id + "/" + part;
        return sentences(problems().stream().filter(problem -> problem.place().pointer().endsWith(pointer)));
    }

    private static List<String> sentences(Stream<Problem> problems) {
        return problems.map(problem -> tr(problem.what()) + " " + tr(problem.cure())).distinct().toList();
    }

    private List<Problem> problems() {
        return editor().problems().stream().filter(problem -> id.equals(problem.place().node())).toList();
    }

    private static boolean leadsTo(String pointer, String path) {
        return (pointer + "/").contains(path + "/");
    }
}
