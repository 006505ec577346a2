package dev.flowloom.panels.inspector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.json.ResourceJson;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The flow as a whole: its names, what it takes, how severe its errors are, and what its steps use.
final class FlowSheet extends Sheet {
    FlowSheet(Editor editor) {
        super(editor);
        addHeader(Tiles.flow(), tr("Flow"), tr("Select a step or a wire to see its own settings."));
        addRow(tr("Name"), "", Controls.text("flow-name", ""), () -> textOrNull(flow().name()),
                value -> change("name", flow().withName(text(value))));
        addRow(tr("Id"), tr("Names the flow among flows. Runs are found by it."), Controls.text("flow-id", ""),
                () -> Json.of(flow().id()), this::enterId);
        addRow(tr("Version"), tr("Told by the flows that call it. Empty: none."), Controls.text("flow-version", ""),
                () -> textOrNull(flow().version()),
                value -> change("version", flow().withVersion(text(value))));
        addRow(tr("Description"), "", Controls.prose("flow-description", tr("What it is for")),
                () -> textOrNull(flow().description()),
                value -> change("description", flow().withDescription(text(value))));
        addRow(tr("Input schema"), tr("A JSON Schema that each run's input is checked against. Empty: anything goes."),
                Controls.json("flow-input-schema", "{ \"type\": \"object\" }"),
                () -> flow().inputSchema().isEmpty() ? null : flow().inputSchema(), this::enterSchema);
        addRow(tr("Error rules"), tr("Say how severe errors are, by code: the first that matches holds."),
                Controls.json("flow-error-rules", "[{ \"code\": \"http.*\", \"severity\": \"recoverable\" }]"),
                () -> print(flow().errorRules()), this::enterRules);
        addRow(tr("Resources"),
                tr("What steps use that can be overloaded or down, and what is kept to in using it. Steps choose them by name."),
                Controls.json("flow-resources",
                        "{ \"bank\": { \"breaker\": { \"failures\": 5 }, \"rate\": { \"limit\": 10, \"per\": \"PT1S\" }, \"concurrency\": 4 } }"),
                () -> flow().resources().isEmpty() ? null : ResourceJson.write(flow().resources()),
                this::enterResources);
    }

    private Flow flow() {
        return editor().diagram().flow();
    }

    @Override
    boolean fits() {
        return editor().selection().isEmpty();
    }

    private void change(String field, Flow flow) {
        apply(new Edit.ChangeFlow(flow), "flow/" + field);
    }

    private void enterId(@Nullable Json value) {
        if (text(value).isBlank()) {
            setRefusal(tr("A flow needs an id."));
        } else {
            change("id", flow().withId(text(value)));
        }
    }

    private void enterSchema(@Nullable Json value) {
        if (value != null && !(value instanceof Json.Obj)) {
            setRefusal(tr("A JSON Schema is an object, such as { \"type\": \"object\" }."));
            return;
        }
        change("inputSchema", flow().withInputSchema(value instanceof Json.Obj schema ? schema : Json.Obj.EMPTY));
    }

    private void enterRules(@Nullable Json value) {
        var rules = rules(value);
        if (rules == null) {
            setRefusal(tr(
                    "Error rules are a list of { \"code\", \"severity\" }; a severity is recoverable, partial, critical or corruption."));
            return;
        }
        change("errorRules", flow().withErrorRules(rules));
    }

    private void enterResources(@Nullable Json value) {
        if (value != null && !(value instanceof Json.Obj)) {
            setRefusal(tr("Resources are an object, { \"name\": { \"concurrency\": 4 } }."));
            return;
        }
        var read = ResourceJson.read(value instanceof Json.Obj resources ? resources : Json.Obj.EMPTY);
        var problem = read.problem();
        if (problem == null) {
            change("resources", flow().withResources(read.resources()));
        } else {
            setRefusal(tr(problem.what()) + " " + tr(problem.cure()));
        }
    }

    /// The rules that were entered; null where they are none.
    private static @Nullable List<ErrorRule> rules(@Nullable Json value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Arr(var items))) {
            return null;
        }
        var rules = items.stream().map(FlowSheet::rule).flatMap(Stream::ofNullable).toList();
        return rules.size() == items.size() ? rules : null;
    }

    private static @Nullable ErrorRule rule(Json item) {
        if (!(item instanceof Json.Obj fields) || text(fields.get("code")).isBlank()) {
            return null;
        }
        var type = text(fields.get("type"));
        return Stream.of(Severity.values()).filter(s -> word(s).equals(text(fields.get("severity")))).findFirst()
                .map(severity -> new ErrorRule(text(fields.get("code")), type.isBlank() ? null : type, severity,
                        fields.without("code").without("type").without("severity")))
                .orElse(null);
    }

    private static @Nullable Json print(List<ErrorRule> rules) {
        return rules.isEmpty() ? null : new Json.Arr(rules.stream().map(FlowSheet::print).toList());
    }

    private static Json print(ErrorRule rule) {
        var fields = new LinkedHashMap<String, Json>();
        fields.put("code", Json.of(rule.code()));
        if (rule.type() != null) {
            fields.put("type", Json.of(rule.type()));
        }
        fields.put("severity", Json.of(word(rule.severity())));
        fields.putAll(rule.extras().fields());
        return new Json.Obj(fields);
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
