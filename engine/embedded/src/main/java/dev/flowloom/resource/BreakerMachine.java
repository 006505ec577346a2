package dev.flowloom.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import dev.flowloom.model.Resource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;

/// A circuit breaker that opens after failures in a row, is closed by trials that all succeed, and opened again by the first
/// that fails. Whoever has it takes care that it is asked by one at a time.
final class BreakerMachine {
    private static final float ALL = 100;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Resource.Breaker rules;
    private final InstantSource clock;
    private final CircuitBreaker machine;
    private Instant since;
    private @Nullable Instant until;
    private int failures;
    /// Of trials, since it became half-open.
    private int successes;
    private int era;

    BreakerMachine(String name, Resource.Breaker rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        since = clock.instant();
        machine = CircuitBreaker.of(name, CircuitBreakerConfig.custom()
                .slidingWindow(rules.failures(), rules.failures(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(ALL)
                .permittedNumberOfCallsInHalfOpenState(rules.successes())
                .waitDurationInOpenState(rules.open().compareTo(SHORTEST) < 0 ? SHORTEST : rules.open())
                .clock(clock(clock))
                .build());
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    ResourceState.Breaker state() {
        return switch (machine.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> ResourceState.Breaker.CLOSED;
            case OPEN, FORCED_OPEN -> ResourceState.Breaker.OPEN;
            case HALF_OPEN -> ResourceState.Breaker.HALF_OPEN;
        };
    }

    Instant since() {
        return since;
    }

    /// When it becomes half-open; null while it isn't open.
    @Nullable
    Instant until() {
        return until;
    }

    int failures() {
        return failures;
    }

    /// Tells states apart: what began in an earlier one says nothing of this one.
    int era() {
        return era;
    }

    /// Becomes half-open when it is time.
    void look() {
        if (until != null && !clock.instant().isBefore(until)) {
            machine.transitionToHalfOpenState();
            changed();
        }
    }

    /// Whether an attempt may be made, which is then one of the trials of a half-open breaker.
    boolean tryEnter() {
        return machine.tryAcquirePermission();
    }

    /// What came of an attempt that was begun in an era.
    void tell(int begun, Permit.Outcome outcome) {
        if (begun == era) {
            var before = machine.getState();
            switch (outcome) {
                case SUCCEEDED -> succeed();
                case FAILED -> fail();
                case UNTOLD -> machine.releasePermission();
            }
            if (machine.getState() != before) {
                changed();
            }
        }
    }

    // Half-open, the machine would wait for no more trials than failures open it, and close unless all of them failed. So
    // what becomes of it then is said here.

    private void succeed() {
        failures = 0;
        if (machine.getState() != CircuitBreaker.State.HALF_OPEN) {
            machine.onSuccess(0, TimeUnit.NANOSECONDS);
        } else if (++successes == rules.successes()) {
            machine.transitionToClosedState();
        }
    }

    private void fail() {
        failures++;
        if (machine.getState() == CircuitBreaker.State.HALF_OPEN) {
            machine.transitionToOpenState();
        } else {
            machine.onError(0, TimeUnit.NANOSECONDS, new Exception("an attempt failed"));
        }
    }

    private void changed() {
        era++;
        successes = 0;
        since = clock.instant();
        until = state() == ResourceState.Breaker.OPEN ? since.plus(rules.open()) : null;
    }
}
