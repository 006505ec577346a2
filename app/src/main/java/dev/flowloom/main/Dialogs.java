package dev.flowloom.main;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.Stage;

import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Questions;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Asks the user in dialogs.
final class Dialogs implements Questions {
    private final Stage owner;

    Dialogs(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Unsaved unsaved(String title) {
        var answers = new LinkedHashMap<ButtonType, Unsaved>();
        answers.put(new ButtonType(tr("Save"), ButtonData.YES), Unsaved.SAVE);
        answers.put(new ButtonType(tr("Don’t save"), ButtonData.NO), Unsaved.DONT_SAVE);
        answers.put(new ButtonType(tr("Cancel"), ButtonData.CANCEL_CLOSE), Unsaved.CANCEL);
        return ask(tr("Save the changes to “%s”?", title), tr("What isn’t saved is lost when you go on."), answers,
                Unsaved.CANCEL);
    }

    @Override
    public Changed changedOnDisk(String title) {
        var answers = new LinkedHashMap<ButtonType, Changed>();
        answers.put(new ButtonType(tr("Save under another name"), ButtonData.YES), Changed.SAVE_AS);
        answers.put(new ButtonType(tr("Overwrite"), ButtonData.OTHER), Changed.OVERWRITE);
        answers.put(new ButtonType(tr("Load it again"), ButtonData.OTHER), Changed.RELOAD);
        answers.put(new ButtonType(tr("Cancel"), ButtonData.CANCEL_CLOSE), Changed.CANCEL);
        return ask(tr("“%s” was changed by something else.", title),
                tr("Overwriting loses the other change. After loading it again, Undo brings yours back."), answers,
                Changed.CANCEL);
    }

    @Override
    public boolean overwrite(Path file) {
        var answers = new LinkedHashMap<ButtonType, Boolean>();
        answers.put(new ButtonType(tr("Replace"), ButtonData.YES), true);
        answers.put(new ButtonType(tr("Cancel"), ButtonData.CANCEL_CLOSE), false);
        return ask(tr("Replace “%s”?", file.getFileName()),
                tr("The name you chose got an ending, and there is a file of that name. What is in it is lost."),
                answers,
                false);
    }

    @Override
    public boolean leaveDone(String title) {
        var answers = new LinkedHashMap<ButtonType, Boolean>();
        answers.put(new ButtonType(tr("Stop without undoing"), ButtonData.YES), true);
        answers.put(new ButtonType(tr("Cancel"), ButtonData.CANCEL_CLOSE), false);
        return ask(tr("Stop the run of “%s” and leave what it did?", title),
                tr("Nothing is undone, now or later, and what is under way is interrupted."), answers, false);
    }

    private <T> T ask(String question, String explanation, Map<ButtonType, T> answers, T otherwise) {
        var alert = new Alert(Alert.AlertType.CONFIRMATION, explanation,
                answers.keySet().toArray(ButtonType[]::new));
        alert.initOwner(owner);
        alert.setTitle("Flowloom");
        alert.setHeaderText(question);
        var pane = alert.getDialogPane();
        pane.setMinHeight(Region.USE_PREF_SIZE);
        pane.getStylesheets().setAll(owner.getScene().getStylesheets());
        pane.getStyleClass().add("question");
        pane.setGraphic(null);
        pane.getButtonTypes().forEach(type -> ((Region) pane.lookupButton(type)).setMinWidth(Region.USE_PREF_SIZE));
        return alert.showAndWait().map(answer -> answers.getOrDefault(answer, otherwise)).orElse(otherwise);
    }

    @Override
    public @Nullable Path toOpen(@Nullable Path near) {
        return path(chooser(tr("Open a flow"), near).showOpenDialog(owner));
    }

    @Override
    public @Nullable Path toSave(@Nullable Path near, String suggestedName) {
        var chooser = chooser(tr("Save the flow"), near);
        chooser.setInitialFileName(suggestedName);
        return path(chooser.showSaveDialog(owner));
    }

    @Override
    public @Nullable Path toBackUp(String suggestedName) {
        var chooser = new FileChooser();
        chooser.setTitle(tr("Back up the store"));
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("ZIP", "*.zip"));
        chooser.setInitialFileName(suggestedName);
        return path(chooser.showSaveDialog(owner));
    }

    private static @Nullable Path path(@Nullable File file) {
        return file == null ? null : file.toPath();
    }

    private static FileChooser chooser(String title, @Nullable Path near) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter(tr("Flows"), "*" + FlowDesk.ENDING),
                new FileChooser.ExtensionFilter("JSON", "*.json"),
                new FileChooser.ExtensionFilter(tr("All files"), "*"));
        if (near != null && Files.isDirectory(near)) {
            chooser.setInitialDirectory(near.toFile());
        }
        return chooser;
    }
}
