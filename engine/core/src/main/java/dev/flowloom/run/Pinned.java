package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.FlowReference;
import org.jspecify.annotations.Nullable;

/// A sub-flow as it was when the outermost run started, so that all runs in it keep to that.
///
/// @param definition the hash of its definition
public record Pinned(FlowReference flow, String definition) {
    /// The definition that a flow is pinned to; null where it is to none.
    static @Nullable String find(List<Pinned> pinned, FlowReference flow) {
        return pinned.stream().filter(each -> each.flow().equals(flow)).findFirst().map(Pinned::definition)
                .orElse(null);
    }
}
