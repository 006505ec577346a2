package dev.flowloom.main;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;

import static dev.flowloom.language.Texts.tr;

/// Lets the user choose where runs are kept. A store that can't be opened changes nothing.
final class StoreSheet extends VBox {
    private static final double WIDTH = 560;
    private static final double WHEEL = 18;

    private final Services services;
    private final Consumer<StoreLocation> chosen;
    private final RadioButton own = new RadioButton(tr("My own store on this computer"));
    private final RadioButton file = new RadioButton(tr("A file on this computer"));
    private final RadioButton server = new RadioButton(tr("A PostgreSQL database, which several computers can share"));
    private final TextField path = new TextField();
    private final TextField url = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final Label state = new Label();
    private final ProgressIndicator wheel = new ProgressIndicator();
    private final Button open = new Button(tr("Use this store"));

    /// @param chosen is told when runs are kept elsewhere
    StoreSheet(Services services, Consumer<StoreLocation> chosen) {
        this.services = services;
        this.chosen = chosen;
        getStyleClass().add("store-sheet");
        setPrefWidth(WIDTH);
        var now = services.engines().location();
        var present = new Label(tr("Runs are kept in %s.", StoreChoice.nameOf(now)));
        present.setId("store-now");
        present.setWrapText(true);
        var hint = new Label(tr(
                "Runs that are under way stop where they are, and go on when their store is used again. The password is kept nowhere: without one, it is taken from the environment variable PGPASSWORD or from ~/.pgpass."));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        getChildren().addAll(present, own, file, path, server, fields(), hint, line());
        name("store-own", own);
        name("store-file", file);
        name("store-server", server);
        connectFields(now);
    }

    /// Its texts are wrapped: how high they are depends on how wide it is.
    @Override
    protected double computePrefHeight(double width) {
        return super.computePrefHeight(width < 0 ? WIDTH : width);
    }

    private static void name(String id, RadioButton choice) {
        choice.setId(id);
    }

    private GridPane fields() {
        var fields = new GridPane();
        fields.getStyleClass().add("store-fields");
        field(fields, 0, tr("URL"), url, "store-url");
        field(fields, 1, tr("User"), user, "store-user");
        field(fields, 2, tr("Password, not kept"), password, "store-password");
        url.setPromptText("jdbc:postgresql://host/database");
        path.setPromptText("/home/me/orders");
        path.setId("store-path");
        path.setAccessibleText(tr("A file on this computer"));
        return fields;
    }

    private static void field(GridPane fields, int row, String name, TextField field, String id) {
        var label = new Label(name);
        label.setLabelFor(field);
        field.setId(id);
        GridPane.setHgrow(field, Priority.ALWAYS);
        fields.addRow(row, label, field);
    }

    private HBox line() {
        state.setId("store-state");
        state.setWrapText(true);
        HBox.setHgrow(state, Priority.ALWAYS);
        state.setMaxWidth(Double.MAX_VALUE);
        wheel.setPrefSize(WHEEL, WHEEL);
        wheel.setVisible(false);
        wheel.managedProperty().bind(wheel.visibleProperty());
        open.setId("store-open");
        open.setDefaultButton(true);
        open.setMinWidth(USE_PREF_SIZE);
        open.setOnAction(_ -> open());
        var line = new HBox(wheel, state, open);
        line.getStyleClass().add("store-line");
        return line;
    }

    private void connectFields(StoreLocation now) {
        var group = new ToggleGroup();
        group.getToggles().setAll(own, file, server);
        path.disableProperty().bind(file.selectedProperty().not());
        url.disableProperty().bind(server.selectedProperty().not());
        user.disableProperty().bind(server.selectedProperty().not());
        password.disableProperty().bind(server.selectedProperty().not());
        switch (now) {
            case StoreLocation.InPostgres postgres -> {
                server.setSelected(true);
                url.setText(postgres.toString());
            }
            case StoreLocation.OnDisk disk when !disk.equals(StoreLocation.ofUser()) -> {
                file.setSelected(true);
                path.setText(disk.toString());
            }
            case StoreLocation.OnDisk _,StoreLocation.InMemory _ -> own.setSelected(true);
        }
    }

    private void open() {
        StoreLocation where;
        try {
            where = location();
        } catch (StoreException e) {
            failed(e);
            return;
        }
        busy(true);
        state.setText(tr("Opening %s …", where));
        services.aside().run(() -> {
            services.engines().use(where);
            return where;
        }, this::opened, this::failed);
    }

    private StoreLocation location() {
        return own.isSelected()
                ? StoreLocation.ofUser()
                : file.isSelected()
                        ? StoreChoice.named(path.getText(), "", "")
                        : postgres(StoreChoice.named(url.getText(), user.getText(), password.getText()));
    }

    private static StoreLocation postgres(StoreLocation location) {
        if (location instanceof StoreLocation.InPostgres) {
            return location;
        }
        throw new StoreException(StoreException.Kind.BAD_LOCATION, tr("This is no URL of PostgreSQL."),
                tr("Give one such as jdbc:postgresql://host/database."));
    }

    private void opened(StoreLocation where) {
        busy(false);
        state.setText("");
        StoreChoice.keep(where, services.settings());
        chosen.accept(where);
    }

    private void failed(Throwable reason) {
        busy(false);
        state.setText(EngineWords.of(reason));
        if (!state.getStyleClass().contains("wrong")) {
            state.getStyleClass().add("wrong");
        }
    }

    private void busy(boolean whether) {
        wheel.setVisible(whether);
        open.setDisable(whether);
        state.getStyleClass().remove("wrong");
    }
}
