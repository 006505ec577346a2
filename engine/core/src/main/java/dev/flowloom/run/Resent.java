package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import org.jspecify.annotations.Nullable;

/// Items for which a loop failed in an earlier run, and which are sent again: the run that begins so does nothing but go
/// through that loop, for these items.
///
/// @param of the earlier run
/// @param loop the loop
/// @param data what had arrived at it
/// @param scene what expressions in it saw beside their data
/// @param items as they were, or mended
/// @param origin which ones they are; null where an earlier release sent them
/// @param by who asked for it
public record Resent(RunId of, NodeId loop, Json data, Scene scene, List<Json> items, @Nullable Origin origin,
        String by,
        String reason) {
    /// Where items failed.
    ///
    /// @param loop the visit at the loop
    /// @param indexes which items, or batches, they were in it
    /// @param sizes how many items each of these is
    public record Origin(VisitId loop, List<Integer> indexes, List<Integer> sizes) {
        public Origin {
            indexes = List.copyOf(indexes);
            sizes = List.copyOf(sizes);
            if (indexes.size() != sizes.size()) {
                throw new IllegalArgumentException("%d items with %d sizes".formatted(indexes.size(), sizes.size()));
            }
        }
    }

    public Resent {
        items = List.copyOf(items);
    }
}
