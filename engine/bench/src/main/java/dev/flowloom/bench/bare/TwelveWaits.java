package dev.flowloom.bench.bare;

import java.util.Collections;
import java.util.List;

import dev.flowloom.bench.Shape;

/// A row of 200 characters for the begin and one for the end of a run and of each of its steps: what an engine writes that
/// puts nothing together.
public final class TwelveWaits extends BareSubject {
    private static final int CHARACTERS = 200;

    @Override
    List<Integer> sizes(Shape shape) {
        return Collections.nCopies(2 * (shape.steps() + 1), CHARACTERS);
    }
}
