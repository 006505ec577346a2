package dev.flowloom.main;

import java.util.function.Consumer;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

import dev.flowloom.panels.run.RunBar;

import static dev.flowloom.language.Texts.tr;

/// The tab of an open flow: what it is called, whether there is something to save, and how a run fares that nobody looks at.
final class FlowTab extends Tab {
    /// The class of the tab's head.
    static final String STYLE = "flow-tab";
    private static final double MARK = 14;

    private final FlowPage page;
    private RunBar.State seen;

    /// @param id is that of no other
    /// @param changed is told when the flow is called otherwise, or fares otherwise
    /// @param close closes it, if its user lets go of what isn't saved
    FlowTab(String id, FlowPage page, Runnable changed, Consumer<FlowTab> close) {
        this.page = page;
        setId(id);
        getStyleClass().add(STYLE);
        seen = page.runBar().stateProperty().get();
        // A page that is hidden isn't managed: it is not laid out either.
        setContent(new StackPane(page.root()));
        setTooltip(new Tooltip());
        setOnCloseRequest(event -> {
            event.consume();
            close.accept(this);
        });
        selectedProperty().addListener(_ -> show());
        page.tell(() -> {
            show();
            changed.run();
        });
        show();
    }

    FlowPage page() {
        return page;
    }

    private void show() {
        // The space after the mark is wider than that between words, as the mark is.
        setText((page.desk().isChanged() ? "●\u2002" : "") + page.desk().title());
        var state = page.runBar().stateProperty().get();
        boolean isUnderWay = !page.runBar().stopDisabledProperty().get();
        seen = isSelected() ? state : seen;
        boolean isMarked = isUnderWay || !state.equals(seen);
        setGraphic(isMarked ? mark(state) : null);
        var file = page.desk().file();
        getTooltip().setText((file == null ? tr("Not saved to a file yet") : file.toString())
                + (page.desk().isChanged() && file != null ? tr("\nThere are changes that aren’t saved.") : "")
                + (isMarked ? "\n" + state.words() : ""));
    }

    private static StackPane mark(RunBar.State state) {
        var mark = new StackPane(RunBar.icon(state.mood(), MARK));
        mark.getStyleClass().add(RunBar.style(state.mood()));
        mark.setAccessibleText(state.words());
        return mark;
    }
}
