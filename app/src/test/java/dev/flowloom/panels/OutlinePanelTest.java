package dev.flowloom.panels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Outline;
import dev.flowloom.document.Selection;
import dev.flowloom.main.Fx;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

class OutlinePanelTest {
    private final StepTypes types = StepTypes.installed();
    private final Editor editor = new Editor(Diagrams.empty().start(0, 0).step("ask", "Ask", "http.request", 100, 0)
            .condition("check", 300, 0, "big").end("end", 500, 0).chain("start", "ask", "check")
            .wire("check", "big", "end").diagram());
    private final List<String> revealed = new ArrayList<>();
    private boolean hasBug;
    private final OutlinePanel panel = make();

    private OutlinePanel make() {
        return Fx.make(() -> new OutlinePanel(editor, types, this::work,
                new OutlinePanel.Reveal() {
                    @Override
                    public void node(NodeId node) {
                        revealed.add(node.value());
                        editor.select(Selection.of(node));
                    }

                    @Override
                    public void wire(Wire wire) {
                        revealed.add(wire.id().value());
                    }

                    @Override
                    public void note(NoteId note) {
                        revealed.add(note.value());
                    }
                }));
    }

    private void work(Supplier<Outline> work, Consumer<Outline> then, Runnable failed) {
        if (hasBug) {
            failed.run();
        } else {
            then.accept(work.get());
        }
    }

    @BeforeEach
    void open() throws Exception {
        Fx.onStage(stage -> {
            panel.setRead(true);
            stage.setScene(new Scene(panel, 300, 600));
            stage.show();
        });
        Fx.settle();
    }

    @AfterEach
    void close() throws Exception {
        Fx.closeAll();
        types.close();
    }

    @Test
    void theFlowIsReadAsText() {
        assertThat(lines()).containsExactly("start — start", "  → Ask", "Ask — HTTP request", "  → check",
                "check — condition", "  big = 1 → end", "end — end");
    }

    @Test
    void notesAreReadAtTheEndFromTheTop() {
        var note = Note.of(Note.Kind.NOTE, Diagrams.point(0, 200), 208, 96, "Mind\nthis", Note.Color.RED);
        onFx(() -> {
            editor.apply(new Edit.AddNote(new NoteId("below"), note));
            editor.apply(new Edit.AddNote(new NoteId("above"),
                    note.withKind(Note.Kind.GROUP).withPlace(Diagrams.point(0, 0))));
        });
        assertThat(lines()).endsWith("end — end", "Notes", "  Mind this — group", "  Mind this");
        onFx(() -> editor.apply(new Edit.Delete(
                Selection.of(new NoteId("below")).plus(Selection.of(new NoteId("above"))), true)));
        assertThat(lines()).endsWith("end — end");
    }

    @Test
    void whatIsEditedIsReadAtOnce() {
        onFx(() -> editor.apply(new Edit.Rename(id("ask"), "Ask the price")));

        assertThat(lines()).contains("Ask the price — HTTP request", "  → Ask the price");
    }

    @Test
    void afterABugTheNextEditIsRead() {
        onFx(() -> {
            hasBug = true;
            editor.apply(new Edit.Rename(id("ask"), "Ask again"));
            hasBug = false;
            editor.apply(new Edit.Rename(id("ask"), "Ask the price"));
        });
        assertThat(lines()).contains("Ask the price — HTTP request");
    }

    @Test
    void whatIsChosenHereIsShownAndWhatIsSelectedThereIsChosenHere() {
        onFx(() -> tree().getSelectionModel().select(tree().getRoot().getChildren().get(1)));
        assertThat(revealed).containsExactly("ask");

        onFx(() -> editor.select(Selection.of(id("check"))));
        assertThat(tree().getSelectionModel().getSelectedItem().getValue().toString()).contains("condition");
        assertThat(revealed).as("following reveals nothing").containsExactly("ask");

        onFx(() -> tree().getSelectionModel()
                .select(tree().getRoot().getChildren().get(2).getChildren().getFirst()));
        assertThat(revealed).containsExactly("ask", "check-end");
    }

    @SuppressWarnings("unchecked") // The tree's id says what it holds.
    private TreeView<Object> tree() {
        return (TreeView<Object>) panel.lookup("#outline");
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (var item : tree().getRoot().getChildren()) {
            lines.add(text(item));
            item.getChildren().forEach(way -> lines.add("  " + text(way)));
        }
        return lines;
    }

    private static String text(TreeItem<Object> item) {
        var text = item.getValue().toString();
        return text.substring(text.indexOf("text=") + 5, text.indexOf(", node="));
    }

    private static void onFx(Runnable action) {
        Fx.on(action);
    }
}
