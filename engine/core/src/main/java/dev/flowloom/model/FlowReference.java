package dev.flowloom.model;

import org.jspecify.annotations.Nullable;

/// Says which flow is meant.
///
/// @param flow the flow's id
/// @param version the version that it must have; null where any will do
public record FlowReference(String flow, @Nullable String version) {
    public FlowReference {
        if (flow.isBlank()) {
            throw new Impossible(Sentence.of("a sub-flow needs the id of a flow"));
        }
    }

    /// Whether that flow is meant.
    public boolean fits(Flow other) {
        return other.id().equals(flow) && (version == null || version.equals(other.version()));
    }

    @Override
    public String toString() {
        return version == null ? flow : flow + " " + version;
    }
}
