package dev.flowloom.panels.inspector;

import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.Loose;
import dev.flowloom.panels.form.SchemaForm;
import dev.flowloom.step.StepDescription;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A step: the settings its type asks for, what it takes from the data and gives back, and what happens on failure.
final class StepSheet extends InvocationSheet<Node.Step> {
    private static String nothingWords() {
        return tr("(none)");
    }

    private final String type;
    /// What can be chosen.
    private final Set<String> resources;

    /// @param description null where no such type is installed
    StepSheet(Assistance assistance, NodeId id, String type, @Nullable StepDescription description) {
        super(assistance, id, Node.Step.class);
        this.type = type;
        resources = choices();
        if (description == null) {
            addHeader(Tiles.unknown(), type, tr("This step type isn't installed. Its settings are kept as they are."));
        } else {
            addHeader(Tiles.of(description), tr(description.title()), tr(description.help()));
        }
        addName();
        if (description == null) {
            addRawSettings(this);
        } else {
            addSettings(description);
        }
        addMappings(tr("What the settings see as data. Empty: what arrives."));
        addPolicy();
        addResource();
        if (description != null) {
            addRawSettings(addSection(tr("Settings as JSON"), false));
        }
        addRow(tr("Disabled"), tr("A run passes it by, and its data go on as they came."), Controls.flag("disabled"),
                () -> node().disabled() ? Json.Bool.TRUE : null,
                value -> change("disabled", step -> step.withDisabled(Json.Bool.TRUE.equals(value))));
    }

    @Override
    boolean fits() {
        return super.fits() && node().type().equals(type) && choices().equals(resources);
    }

    private void addSettings(StepDescription description) {
        var form = new SchemaForm(description.settings(), insight(Place.SETTINGS),
                settings -> change("settings", step -> step.withSettings(settings)));
        onRefresh(() -> {
            form.show(node().settings());
            form.showProblems(name -> problemsAt("settings", name), problemsOf("settings"));
        });
        add(form);
    }

    /// The same settings as in the form, all of them as they stand in the file.
    private void addRawSettings(VBox parent) {
        row(parent, tr("Settings"), "", Controls.json("settings", "{ }", insight(Place.SETTINGS)),
                () -> node().settings(),
                value -> {
                    switch (value) {
                        case null -> change("settings", step -> step.withSettings(Json.Obj.EMPTY));
                        case Json.Obj settings -> change("settings", step -> step.withSettings(settings));
                        default ->
                            setRefusal(tr("Settings are an object, { \"name\": value }, so this was not taken over."));
                    }
                });
    }

    private void addPolicy() {
        var section = addSection(tr("When it fails"), node().retry() != null || node().timeout() != null);
        var retry = new SchemaForm(Retries.SCHEMA, null,
                values -> change("retry", step -> step.withRetry(Retries.read(values))));
        var times = new Label();
        times.setId("retry-times");
        times.setWrapText(true);
        times.getStyleClass().add("form-help");
        section.getChildren().addAll(retry, times);
        onRefresh(() -> {
            retry.show(Retries.print(node().retry()));
            times.setText(Retries.times(node().retryOrDefault()));
        });
        addTimeout(section, tr("An attempt that takes longer has failed. Empty: none."), () -> node().timeout(),
                duration -> change("timeout", step -> step.withTimeout(duration)));
    }

    /// Those of the flow, and the one that is chosen, be it there or not.
    private Set<String> choices() {
        var names = new TreeSet<>(editor().diagram().flow().resources().keySet());
        if (node().resource() != null) {
            names.add(node().resource());
        }
        return names;
    }

    private void addResource() {
        var choices = new ArrayList<String>();
        choices.add(nothingWords());
        resources.forEach(name -> choices.add(Loose.print(Json.of(name))));
        var row = row(addSection(tr("What it uses"), !resources.isEmpty()), tr("Resource"),
                tr("Its circuit breaker and limits hold for all steps that use it. Resources are described in the flow's own settings."),
                Controls.choice("resource", choices), () -> Json.of(resourceOrNothing()),
                value -> change("resource",
                        step -> step.withResource(text(value).equals(nothingWords()) ? null : textOrNone(value))));
        onRefresh(() -> row.showProblem(problemsAt("resource")));
    }

    private String resourceOrNothing() {
        return Objects.requireNonNullElse(node().resource(), nothingWords());
    }

    private static @Nullable String textOrNone(@Nullable Json value) {
        return text(value).isBlank() ? null : text(value);
    }
}
