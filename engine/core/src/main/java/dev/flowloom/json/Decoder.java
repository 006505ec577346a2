package dev.flowloom.json;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.ErrorRule;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import org.jspecify.annotations.Nullable;

/// Makes a diagram of a definition's JSON value. [Encoder] is its inverse.
final class Decoder {
    private final Findings findings;

    Decoder(Findings findings) {
        this.findings = findings;
    }

    /// The diagram, as much of it as can be made; null where nothing can.
    @Nullable
    Diagram diagram(FieldReader in) {
        in.ignore("$schema");
        var id = in.required("id", Want.NAME);
        var version = in.optional("version", Want.TEXT, "");
        var name = in.optional("name", Want.TEXT, "");
        var description = in.optional("description", Want.TEXT, "");
        var expressions = in.optional("expressions", Want.TEXT, Flow.JSONATA);
        var inputSchema = in.optional("inputSchema", Want.OBJECT, Json.Obj.EMPTY);
        var rules = rules(in);
        var resources = ResourceJson.read(in, findings);
        var graph = new GraphDecoder(findings).graph(in);
        var layout = layout(in);
        var extras = in.rest();
        return id == null
                ? null
                : new Diagram(
                        new Flow(id, version, name, description, expressions, inputSchema, rules, resources, graph,
                                extras),
                        layout);
    }

    // What is left of the layout is the layout's, not the flow's. A flow can run without, so nothing is an error there.
    private Layout layout(FieldReader in) {
        var layout = in.optional("layout", Want.OBJECT, Json.Obj.EMPTY);
        return LayoutDecoder.layout(new FieldReader(layout, in.spot().field("layout").harmless(), findings));
    }

    private List<ErrorRule> rules(FieldReader in) {
        var rules = new ArrayList<ErrorRule>();
        for (var each : in.items("errorRules")) {
            var code = each.required("code", Want.TEXT);
            var type = each.optional("type", Want.TEXT);
            var severity = each.required("severity", Want.SEVERITY);
            var extras = each.rest();
            if (code == null || severity == null) {
                findings.lose();
            } else {
                rules.add(new ErrorRule(code, type, severity, extras));
            }
        }
        return rules;
    }
}
