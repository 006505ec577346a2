package dev.flowloom.doctor;

import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Items;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.SecretReference;

/// The secrets that a flow refers to.
final class ReferredSecrets {
    private ReferredSecrets() {}

    static SortedSet<String> of(Flow flow) {
        var names = new TreeSet<String>();
        for (var node : flow.graph().nodes().values()) {
            SecretReference.allIn(settings(node)).forEach(reference -> names.add(reference.name()));
        }
        return names;
    }

    private static Json.Obj settings(Node node) {
        return switch (node) {
            case Node.Step step -> step.disabled() ? Json.Obj.EMPTY : step.settings();
            case Node.Loop(_, _, Node.Repeat.ForEach each, _) when each.items() instanceof Items.Streamed source ->
                source.settings();
            case Node.Start _,Node.End _,Node.SubFlow _,Node.Condition _,Node.Fork _,Node.Join _,Node.Wait _,Node.Receive _,Node.Approval _,Node.Container _,Node.Foreign _ ->
                Json.Obj.EMPTY;
        };
    }
}
