package dev.flowloom.run;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;

/// A step or a container that had its effect, as its compensation sees it.
///
/// @param number counts what was done in the run, in the order of completion
/// @param input the data it saw
/// @param output what it gave
/// @param scene what expressions saw where it stands, when it was done
public record Done(int number, VisitId visit, NodeId node, Json input, Json output, Scene scene) {}
