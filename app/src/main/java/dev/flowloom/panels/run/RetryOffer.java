package dev.flowloom.panels.run;

import java.util.List;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.RetryPlan.Why;
import org.jspecify.annotations.Nullable;

/// How a run can be retried.
///
/// @param flow what its flow is called
/// @param ways the best first
public record RetryOffer(String flow, List<Way> ways) {
    public RetryOffer {
        ways = List.copyOf(ways);
    }

    /// On which definition, and what becomes of what was done.
    ///
    /// @param drawn whether it is the flow as it is drawn now, and not the definition that the run has
    /// @param behind the titles of what is kept though something before it is done again; empty where nothing is
    /// @param refusal why it can't be retried so; null where it can
    public record Way(boolean drawn, List<Kept> kept, List<Again> again, String behind, @Nullable String refusal) {
        public Way {
            kept = List.copyOf(kept);
            again = List.copyOf(again);
        }

        public static Way refused(boolean drawn, String why) {
            return new Way(drawn, List.of(), List.of(), "", why);
        }
    }

    /// A node whose results stay valid.
    ///
    /// @param times how many they are
    /// @param caught how many of them are errors that an error wire caught
    public record Kept(NodeId node, String title, int times, int caught) {}

    /// Nodes that are done again, or are there no more, all for the same reason.
    ///
    /// @param titles with how many times, where that is not once
    public record Again(Why why, String titles) {}
}
