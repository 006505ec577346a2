package dev.flowloom.document;

import org.jspecify.annotations.Nullable;

/// Whether two things are one and the same object. Immutable values that share what did not change are compared so:
/// in no time, where comparing the values would look at the whole flow.
public final class Identity {
    private Identity() {}

    @SuppressWarnings("ReferenceEquality") // which is what is asked here
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }
}
