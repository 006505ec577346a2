/// What a flow is: an immutable definition of nodes and wires, and how it is laid out on paper.
///
/// Nothing here reads, writes, checks or runs. The package knows no other package of Flowloom and no library but
/// persistent collections, which let an edited flow share all it did not change with the flow before the edit.
@NullMarked
package dev.flowloom.model;

import org.jspecify.annotations.NullMarked;
