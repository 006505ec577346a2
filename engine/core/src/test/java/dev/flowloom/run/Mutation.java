package dev.flowloom.run;

import java.util.List;
import java.util.Random;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;

/// Changes a flow a little, as somebody would who corrects it.
final class Mutation {
    private final Random chance;
    private Graph graph;

    private Mutation(Graph graph, Random chance) {
        this.graph = graph;
        this.chance = chance;
    }

    static Flow of(Flow flow, Random chance) {
        var mutation = new Mutation(flow.graph(), chance);
        for (int i = 1 + chance.nextInt(3); i > 0; i--) {
            mutation.change();
        }
        return flow.withGraph(mutation.graph);
    }

    private <T> T any(List<T> list) {
        return list.get(chance.nextInt(list.size()));
    }

    private void change() {
        var steps = graph.nodes().values().stream().filter(Node.Step.class::isInstance).map(Node.Step.class::cast)
                .toList();
        if (steps.isEmpty()) {
            return;
        }
        var step = any(steps);
        switch (chance.nextInt(4)) {
            case 0 -> graph = graph.with(step.withSettings(Json.Obj.of("new", Json.of(chance.nextInt(1000)))));
            case 1 -> graph = graph.with(step.withDisabled(!step.disabled()));
            case 2 -> graph.wires().values().stream().filter(Wire.Compensation.class::isInstance).findFirst()
                    .ifPresent(wire -> graph = graph.without(wire.id()));
            default -> insert();
        }
    }

    private void insert() {
        var wire = any(graph.wires().values().stream().filter(Wire.Sequence.class::isInstance)
                .map(Wire.Sequence.class::cast).toList());
        var id = new NodeId("added" + chance.nextInt(1_000_000));
        graph = graph.with(Node.Step.of(id, "", "test")).withParent(id, graph.parent(wire.from()))
                .with(new Wire.Sequence(wire.id(), wire.from(), wire.branch(), id, Json.Obj.EMPTY))
                .with(new Wire.Sequence(new WireId(wire.id() + "-" + id), id, null, wire.to(), Json.Obj.EMPTY));
    }
}
