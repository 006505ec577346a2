package dev.flowloom.panels.inspector;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Uses;
import dev.flowloom.model.NodeId;

import static dev.flowloom.language.Texts.tr;

/// A node's id. It becomes another when the typing ends, since half an id is no id; where expressions name the node, it
/// is asked whether they are to name it by the new id.
final class IdRow extends VBox {
    /// The id of the text field, which sees to its keys itself.
    static final String FIELD = "field-id";
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Editor editor;
    private final NodeId id;
    private final Runnable done;
    private final TextField field;
    private final Label problem = new Label();
    private final Label question = new Label();
    private final Button both = button(tr("Rename them too"), "rename-uses", true);
    private final Button only = button(tr("Only the id"), "rename-only", false);
    private final Button cancel = button(tr("Cancel"), "rename-cancel", false);
    private final VBox offer = new VBox(question, new FlowPane(4, 4, both, only, cancel));

    /// @param done is run when the user has ended typing
    IdRow(Editor editor, NodeId id, String help, Runnable done) {
        this.editor = editor;
        this.id = id;
        this.done = done;
        field = new TextField(id.value());
        field.setId(FIELD);
        getStyleClass().add("form-row");
        var label = new Label(tr("Id"));
        label.getStyleClass().add("form-label");
        label.setLabelFor(field);
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        question.setWrapText(true);
        question.setId("rename-question");
        offer.getStyleClass().add("form-offer");
        getChildren().setAll(label, field, problem, offer);
        if (!help.isEmpty()) {
            var explained = new Label(help);
            explained.getStyleClass().add("form-help");
            explained.setWrapText(true);
            getChildren().add(2, explained);
        }
        both.setOnAction(_ -> become(true));
        only.setOnAction(_ -> become(false));
        cancel.setOnAction(_ -> giveUp());
        field.textProperty().addListener(_ -> showState(false));
        field.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        offer.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                giveUp();
            }
        });
        field.focusedProperty().subscribe(focused -> {
            // Where it is gone with its sheet, something else is selected, and nobody would see the question.
            if (!focused && getScene() != null) {
                enter();
            }
        });
        showState(false);
    }

    private static Button button(String text, String id, boolean isFirst) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("small", isFirst ? "accent" : "flat");
        return button;
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            if (isAnother()) {
                enter();
                if (offer.isVisible()) {
                    both.requestFocus();
                }
            } else {
                done.run();
            }
        } else if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            giveUp();
        }
    }

    /// What was typed is to be the id.
    private void enter() {
        if (isAnother() && problem.getText().isEmpty() && !offer.isVisible()) {
            int uses = Uses.count(editor.diagram().flow(), id);
            if (uses == 0) {
                become(false);
            } else {
                both.setText(uses == 1 ? tr("Rename it there too") : tr("Rename them too"));
                question.setText(uses == 1
                        ? tr("1 expression names it %s.", id)
                        : tr("%d expressions name it %s.", uses, id));
                showState(true);
            }
        }
    }

    private boolean isAnother() {
        return !field.getText().equals(id.value());
    }

    private void become(boolean uses) {
        if (NodeId.isValid(field.getText())) {
            var result = editor.apply(new Edit.ChangeId(id, new NodeId(field.getText()), uses));
            if (result instanceof EditResult.Refused(var reason)) {
                showState(false);
                complain(reason);
            } else {
                done.run();
            }
        }
    }

    private void giveUp() {
        field.setText(id.value());
        showState(false);
        done.run();
    }

    private void showState(boolean offered) {
        offer.setVisible(offered);
        offer.setManaged(offered);
        var typed = field.getText();
        complain(!isAnother()
                ? ""
                : !NodeId.isValid(typed)
                        ? tr("An id begins with a letter or _ and goes on with letters, digits and _, so that an expression can say it; at most 100 characters.")
                        : editor.graph().node(new NodeId(typed)) != null ? taken(typed) : "");
    }

    private static String taken(String typed) {
        return tr("There is already a node with the id %s. Choose another.", typed);
    }

    private void complain(String sentence) {
        problem.setText(sentence);
        problem.setVisible(!sentence.isEmpty());
        problem.setManaged(!sentence.isEmpty());
        field.pseudoClassStateChanged(WRONG, !sentence.isEmpty());
    }
}
