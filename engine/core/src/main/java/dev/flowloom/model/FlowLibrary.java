package dev.flowloom.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Where sub-flows are found by the flows that use them.
public interface FlowLibrary {
    /// Has none.
    FlowLibrary EMPTY = new FlowLibrary() {
        @Override
        public @Nullable Flow find(FlowReference reference) {
            return null;
        }

        @Override
        public List<String> ids() {
            return List.of();
        }
    };

    /// The flow that is meant; null where it isn't here, or can't be read.
    @Nullable
    Flow find(FlowReference reference);

    /// Why a flow isn't here, where more can be said of that: its file can't be read, or not all was looked at.
    default @Nullable Sentence whyMissing(FlowReference reference) {
        return null;
    }

    /// The ids of the flows that are here, sorted.
    List<String> ids();
}
