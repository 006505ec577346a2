package dev.flowloom.panels.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

import dev.flowloom.model.NodeId;
import dev.flowloom.panels.run.RetryOffer.Way;
import dev.flowloom.run.RetryPlan.Why;

import static dev.flowloom.language.Texts.tr;

/// Asks how a run is to be retried, and says what of it stays valid.
public final class RetrySheet extends RestartSheet {
    private final VBox consequences = new VBox();
    private final SortedMap<NodeId, CheckBox> kept = new TreeMap<>();
    private Way way = new Way(false, List.of(), List.of(), "", "");
    private Order order = (_, _, _) -> {};

    /// Has the run retried.
    public interface Order {
        /// Does it.
        ///
        /// @param drawn whether on the flow as it is drawn now
        /// @param redo what is to be done again although it stays valid
        void retry(boolean drawn, SortedSet<NodeId> redo, String reason);
    }

    public RetrySheet() {
        super("retry-sheet", tr("Retry"));
        consequences.getStyleClass().add("restart-content");
    }

    public void open(RetryOffer offer, Order then, Runnable whenClosed) {
        order = then;
        var parts = new ArrayList<Node>();
        if (offer.ways().size() > 1) {
            parts.addAll(choices(offer.ways()));
        }
        parts.add(consequences);
        show(offer.ways().getFirst());
        open(tr("Retry the run of “%s”?", offer.flow()), parts, whenClosed);
    }

    private List<RadioButton> choices(List<Way> ways) {
        var group = new ToggleGroup();
        return ways.stream().map(each -> {
            var choice = new RadioButton(each.drawn()
                    ? tr("On the flow as it is drawn now")
                    : tr("On the definition that the run has"));
            choice.setId(each.drawn() ? "retry-drawn" : "retry-same");
            choice.setToggleGroup(group);
            choice.setSelected(each.equals(ways.getFirst()));
            choice.setOnAction(_ -> show(each));
            return choice;
        }).toList();
    }

    private void show(Way next) {
        way = next;
        kept.clear();
        consequences.getChildren().clear();
        var refusal = next.refusal();
        allow(refusal == null);
        if (refusal != null) {
            add(refusal, "form-problem");
            return;
        }
        add(next.kept().isEmpty()
                ? tr("Nothing stays valid: all of it is done again.")
                : tr("This stays valid and is not done again. Tick what is to be done again nevertheless:"),
                "form-help");
        for (var each : next.kept()) {
            var box = new CheckBox(words(each));
            box.setId("redo-" + each.node());
            kept.put(each.node(), box);
            consequences.getChildren().add(box);
        }
        if (!next.behind().isEmpty()) {
            add(tr("Kept, though something before it is done again: %s. Tick what depends on that.", next.behind()),
                    "form-problem");
        }
        next.again().forEach(again -> add(words(again.why(), again.titles()), "event-what"));
    }

    private void add(String words, String style) {
        consequences.getChildren().add(text(words, style));
    }

    private static String words(RetryOffer.Kept kept) {
        var title = kept.times() == 1 ? kept.title() : tr("%s (%d times)", kept.title(), kept.times());
        if (kept.caught() == 0) {
            return title;
        }
        return kept.caught() == kept.times()
                ? tr("%s, with the error that an error wire caught", title)
                : tr("%s, of them %d with the error that an error wire caught", title, kept.caught());
    }

    private static String words(Why why, String titles) {
        return switch (why) {
            case FAILED -> tr("Done again, because it failed: %s", titles);
            case CUT_OFF -> tr("Done again, because it was cut off before it had ended: %s", titles);
            case UNDONE -> tr("Done again, because it was undone: %s", titles);
            case JUMPED -> tr("Done again, because the run was sent to it, or to something before it: %s", titles);
            case NOT_UNDONE -> tr(
                    "Done again, though undoing it failed or was cut off, and what it did may still be there: %s",
                    titles);
            case CHANGED -> tr("Done again, because the flow says something else of it now: %s", titles);
            case GONE -> tr("Not done again, because the flow doesn’t have it any more: %s", titles);
            case ASKED -> tr("Done again, as was asked for: %s", titles);
        };
    }

    @Override
    String act(String why) {
        var redo = new TreeSet<NodeId>();
        kept.forEach((node, box) -> {
            if (box.isSelected()) {
                redo.add(node);
            }
        });
        order.retry(way.drawn(), redo, why);
        return "";
    }
}
