/// The one place where text becomes values and values become text: JSON itself, the canonical form of a flow's file
/// with its versions, the file of events, and checks against JSON Schemas.
///
/// Jackson and the schema validator are known here and nowhere else; none of their types leaves the package. It knows
/// the model and the events of runs, and nothing of files, folders or stores: bytes come in, bytes go out. Whether a flow
/// makes sense is not asked here.
@NullMarked
package dev.flowloom.json;

import org.jspecify.annotations.NullMarked;
