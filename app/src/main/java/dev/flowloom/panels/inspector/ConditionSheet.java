package dev.flowloom.panels.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Icon;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;

import static dev.flowloom.language.Texts.tr;

/// A condition: its branches, in the order in which they are tried.
final class ConditionSheet extends NodeSheet<Node.Condition> {
    private final VBox rows = new VBox();
    private List<String> shown = List.of();
    private List<Row> branches = List.of();

    ConditionSheet(Assistance assistance, NodeId id) {
        super(assistance, id, Node.Condition.class);
        addHeader(Tiles.of(node()), tr("Condition"), tr("Goes along the first branch whose expression is true."));
        addName();
        rows.getStyleClass().add("branches");
        var add = new Button(tr("Add a branch"));
        add.setId("add-branch");
        add.getStyleClass().addAll("flat", "small", "accent");
        add.setOnAction(_ -> addBranch());
        var otherwise = new Label(tr("Otherwise: when no branch is true."));
        otherwise.getStyleClass().add("form-help");
        add(rows, add, otherwise);
        onRefresh(this::showBranches);
    }

    private void showBranches() {
        var ids = node().branches().stream().map(Branch::id).toList();
        if (!ids.equals(shown)) {
            shown = ids;
            branches = IntStream.range(0, ids.size()).mapToObj(Row::new).toList();
            rows.getChildren().setAll(branches);
        }
        branches.forEach(Row::showBranch);
    }

    private void addBranch() {
        var taken = node().branches().stream().map(Branch::id).toList();
        int n = IntStream.iterate(taken.size() + 1, i -> i + 1).filter(i -> !taken.contains("branch" + i)).findFirst()
                .orElseThrow();
        var more = new ArrayList<>(node().branches());
        more.add(new Branch("branch" + n, "", "true", Json.Obj.EMPTY));
        become("add", more);
    }

    private void become(String field, List<Branch> next) {
        change("branches/" + field, node -> new Node.Condition(node.id(), node.name(), next, node.extras()));
    }

    private void replace(int index, Branch branch, String field) {
        var next = new ArrayList<>(node().branches());
        next.set(index, branch);
        become(branch.id() + "/" + field, next);
    }

    /// One branch.
    private final class Row extends VBox {
        private final int index;
        private final FormRow name;
        private final FormRow when;

        Row(int index) {
            this.index = index;
            getStyleClass().add("branch");
            name = new FormRow(tr("Name"), false, "", Controls.text("branch-name-" + index, tr("its expression")));
            name.onChange(value -> replace(index, new Branch(branch().id(), text(value), branch().when(),
                    branch().extras()), "name"));
            when = new FormRow(tr("When"), false, "",
                    Controls.expression("branch-when-" + index, "data.total > 100", insight(Place.ARRIVED)));
            when.onChange(value -> replace(index, new Branch(branch().id(), branch().name(), text(value),
                    branch().extras()), "when"));
            getChildren().setAll(header(), when, name);
            addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        }

        private HBox header() {
            var title = new Label(tr("Branch %d", index + 1));
            title.getStyleClass().add("branch-title");
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var up = small(Icon.Shape.UP, tr("Try earlier"), () -> move(-1, "#try-earlier-"));
            var down = small(Icon.Shape.DOWN, tr("Try later"), () -> move(1, "#try-later-"));
            up.setDisable(index == 0);
            down.setDisable(index == shown.size() - 1);
            var header = new HBox(title, gap, up, down,
                    small(Icon.Shape.TRASH, tr("Remove this branch"), this::remove));
            header.getStyleClass().add("branch-header");
            return header;
        }

        private Button small(String icon, String meaning, Runnable action) {
            var button = new Button("", new Icon(icon, 14));
            button.setAccessibleText(meaning);
            button.setTooltip(new Tooltip(meaning));
            button.getStyleClass().addAll("flat", "small", "button-icon");
            button.setId(meaning.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + index);
            button.setOnAction(_ -> action.run());
            return button;
        }

        private Branch branch() {
            return node().branches().get(index);
        }

        private void onKey(KeyEvent event) {
            int by = event.getCode() == KeyCode.UP ? -1 : event.getCode() == KeyCode.DOWN ? 1 : 0;
            if (by != 0 && event.isAltDown()) {
                event.consume();
                var focused = getScene().getFocusOwner();
                var id = focused == null || focused.getId() == null ? "" : focused.getId();
                move(by, "#" + id.replaceFirst("-\\d+$", "-"));
            }
        }

        /// The control that the row was moved with goes along.
        private void move(int by, String focused) {
            int other = index + by;
            if (other >= 0 && other < shown.size()) {
                swap(other);
                var control = rows.lookup(focused + other);
                if (control != null && !control.isDisabled()) {
                    control.requestFocus();
                }
            }
        }

        private void swap(int other) {
            var next = new ArrayList<>(node().branches());
            next.set(index, next.get(other));
            next.set(other, branch());
            become("order", next);
        }

        private void remove() {
            var next = new ArrayList<>(node().branches());
            next.remove(index);
            become("remove", next);
        }

        void showBranch() {
            name.show(textOrNull(branch().name()));
            when.show(textOrNull(branch().when()));
            when.showProblem(problemsAt("branches", String.valueOf(index)));
        }
    }
}
