package dev.flowloom.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;

import dev.flowloom.model.Problem;

/// Jackson, set up for strict JSON.
final class Jackson {
    /// Jackson's own limits are off because their messages help nobody: [TreeReader] has limits of its own, and how
    /// long a text may be is for those to say who take it in. Its table of field names is off because it gives up on
    /// names made to collide.
    static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE).build())
            .build();

    private Jackson() {}

    static Problem.Position position(JsonLocation location) {
        return new Problem.Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
