package dev.flowloom.resource;

import java.time.Instant;

import dev.flowloom.model.Json;
import dev.flowloom.model.Resource;
import org.jspecify.annotations.Nullable;

/// How it stands with a resource.
///
/// @param breaker of its circuit breaker; closed where it has none
/// @param since when the breaker came into that state
/// @param until when an open breaker lets attempts through again on trial; null while it isn't open
/// @param failures how many attempts in a row failed lately
/// @param waiting how many attempts wait for their turn
/// @param running how many attempts are under way
public record ResourceState(String name, Resource resource, Breaker breaker, Instant since, @Nullable Instant until,
        int failures, int waiting, int running) {

    /// The states of a circuit breaker.
    public enum Breaker {
        /// Attempts are made.
        CLOSED,
        /// They aren't.
        OPEN,
        /// A few are made, to find out.
        HALF_OPEN
    }

    /// Whether it is the resource that a flow means by a name: one of the same name that is used otherwise is another one.
    public boolean isOf(String otherName, Resource other) {
        return name.equals(otherName) && resource.equals(plain(other));
    }

    /// What is kept to in using it, without what this version does not know.
    static Resource plain(Resource resource) {
        return new Resource(resource.breaker(), resource.rate(), resource.concurrency(), Json.Obj.EMPTY);
    }
}
