package dev.flowloom.panels.letters;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import static dev.flowloom.language.Texts.tr;

/// Dead letters, a line each.
final class LetterTable extends TableView<Letter> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    /// A line shows no more of an item.
    private static final int LONGEST = 300;

    LetterTable() {
        setId("letters");
        getStyleClass().addAll("letters", "dense");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        // They stand in the order in which they were kept, whatever the columns say.
        getColumns().add(column("number", tr("Number"), 64, letter -> Long.toString(letter.number())));
        getColumns().add(column("at", tr("Failed"), 140, letter -> TIME.format(letter.at())));
        getColumns().add(column("flow", tr("Flow"), 140, Letter::flow));
        getColumns().add(column("run", tr("Run"), 120, letter -> letter.run().value()));
        getColumns().add(column("what", tr("What"), 200, LetterTable::what));
        getColumns().add(column("why", tr("Why"), 240, letter -> line(letter.message())));
        var empty = new Label(tr("There are no dead letters: nothing failed for good, or it was dealt with."));
        empty.setWrapText(true);
        empty.getStyleClass().add("hint");
        setPlaceholder(empty);
    }

    private static TableColumn<Letter, String> column(String id, String title, double width,
            Function<Letter, String> text) {
        var column = new TableColumn<Letter, String>(title);
        column.setId("letters-" + id);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 60));
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    private static String what(Letter letter) {
        var item = letter.item();
        return item == null ? tr("the run itself") : line(item.json());
    }

    private static String line(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("\\s+", " ");
    }

    /// Shows others; selected stays what is among them, or else is the first.
    void show(List<Letter> letters) {
        if (letters.equals(getItems())) {
            return;
        }
        var before = selected().stream().map(Letter::number).toList();
        getItems().setAll(letters);
        getSelectionModel().clearSelection();
        for (int row = 0; row < letters.size(); row++) {
            if (before.contains(letters.get(row).number())) {
                getSelectionModel().select(row);
            }
        }
        if (getSelectionModel().isEmpty() && !letters.isEmpty()) {
            getSelectionModel().select(0);
        }
    }

    /// From the first to the last.
    List<Letter> selected() {
        var rows = new ArrayList<>(getSelectionModel().getSelectedIndices());
        return rows.stream().sorted().filter(row -> row >= 0 && row < getItems().size()).map(getItems()::get).toList();
    }
}
