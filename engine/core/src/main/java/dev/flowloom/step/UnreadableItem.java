package dev.flowloom.step;

import java.util.Objects;

import dev.flowloom.model.Json;

/// What stands in a source where an item should, and is none. Expected, and so data rather than a bug: the loop fails for it alone,
/// as if what is done for it had.
public final class UnreadableItem extends Exception {
    private final transient Json found;
    private final transient StepFailure failure;

    /// @param found what stands there, as near to an item as it can be, for a person to mend
    /// @param failure what is wrong with it, and where it stands
    public UnreadableItem(Json found, StepFailure failure) {
        super(failure.message(), failure);
        this.found = Objects.requireNonNull(found, "found");
        this.failure = failure;
    }

    public Json found() {
        return found;
    }

    public StepFailure failure() {
        return failure;
    }
}
