package dev.flowloom.model;

import java.util.List;

import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// The definition of a flow: its logic, without how it is drawn. What runs is pinned to the hash of this alone.
///
/// @param id names the flow among flows; the file's name by habit
/// @param version tells it from earlier and later ones of its id; empty where nobody has to
/// @param expressions the language its expressions are written in; `jsonata`
/// @param inputSchema a JSON Schema that a run's input must meet; empty where anything goes
/// @param resources what its steps use, by names that steps refer to
/// @param extras the fields this version does not know
public record Flow(String id, String version, String name, String description, String expressions, Json.Obj inputSchema,
        List<ErrorRule> errorRules, PSortedMap<String, Resource> resources, Graph graph, Json.Obj extras) {
    public static final String JSONATA = "jsonata";

    public Flow {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a flow needs an id");
        }
        errorRules = List.copyOf(errorRules);
    }

    public static Flow of(String id, String name, Graph graph) {
        return new Flow(id, "", name, "", JSONATA, Json.Obj.EMPTY, List.of(), TreePMap.empty(), graph,
                Json.Obj.EMPTY);
    }

    public Flow withId(String id) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withVersion(String version) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withName(String name) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withDescription(String description) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withInputSchema(Json.Obj inputSchema) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withErrorRules(List<ErrorRule> errorRules) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withResources(PSortedMap<String, Resource> resources) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }

    public Flow withGraph(Graph graph) {
        return new Flow(id, version, name, description, expressions, inputSchema, errorRules, resources, graph,
                extras);
    }
}
