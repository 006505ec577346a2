package dev.flowloom.resource;

import java.time.Instant;
import java.util.ArrayDeque;

import dev.flowloom.model.Resource;

/// Remembers when attempts were begun, as far as a rate limit asks for it. So the limit holds for every span of its length,
/// also for one that lies across two others.
final class RateWindow {
    private final Resource.Rate rate;
    private final ArrayDeque<Instant> begun = new ArrayDeque<>();

    RateWindow(Resource.Rate rate) {
        this.rate = rate;
    }

    /// When the next attempt may be begun; not after now where at once.
    Instant next(Instant now) {
        // A clock that was set back must not hold attempts up for as long as that.
        if (!begun.isEmpty() && begun.getLast().isAfter(now)) {
            begun.clear();
        }
        while (!begun.isEmpty() && !begun.getFirst().plus(rate.per()).isAfter(now)) {
            begun.removeFirst();
        }
        return begun.size() < rate.limit() ? now : begun.getFirst().plus(rate.per());
    }

    void begin(Instant now) {
        begun.addLast(now);
    }
}
