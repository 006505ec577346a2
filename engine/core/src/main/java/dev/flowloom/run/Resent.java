package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;

/// Items for which a loop failed in an earlier run, and which are sent again: the run that begins so does nothing but go
/// through that loop, for these items.
///
/// @param of the earlier run
/// @param loop the loop
/// @param data what had arrived at it
/// @param scene what expressions in it saw beside their data
/// @param items as they were, or mended
/// @param by who asked for it
public record Resent(RunId of, NodeId loop, Json data, Scene scene, List<Json> items, String by, String reason) {
    public Resent {
        items = List.copyOf(items);
    }
}
