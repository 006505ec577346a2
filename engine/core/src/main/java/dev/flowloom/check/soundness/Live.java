package dev.flowloom.check.soundness;

import org.jspecify.annotations.Nullable;

/// A token that can go on. Two at the same exit can do the same, whatever way they came.
record Live(Exit exit, Trail trail) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Live(var there, _) && there == exit;
    }

    @Override
    public int hashCode() {
        return exit.number;
    }
}
