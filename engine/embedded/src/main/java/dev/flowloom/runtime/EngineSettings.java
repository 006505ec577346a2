package dev.flowloom.runtime;

import java.time.Duration;
import java.time.InstantSource;

import dev.flowloom.model.JsonLimit;
import dev.flowloom.step.Secrets;

/// What an engine can be given besides its journal and step types.
///
/// @param clock tells the time that events get and that timers wait for
/// @param clockCheck how often a waiting timer looks at the clock, which may be set or have slept
/// @param largestResult of a step, in characters of JSON
/// @param grace how long closing waits for attempts that were interrupted, and then for runs to keep what came of these
/// @param secrets where the values come from that the settings of steps refer to
public record EngineSettings(InstantSource clock, Duration clockCheck, int largestResult, Duration grace,
        EngineListener listener, Secrets secrets) {
    public static final EngineSettings DEFAULT = new EngineSettings(InstantSource.system(), Duration.ofSeconds(1),
            JsonLimit.USUAL.largest(), Duration.ofSeconds(5), new LoggingListener(), Secrets.ENVIRONMENT);

    public EngineSettings withClock(InstantSource clock, Duration clockCheck) {
        return new EngineSettings(clock, clockCheck, largestResult, grace, listener, secrets);
    }

    public EngineSettings withLargestResult(int largestResult) {
        return new EngineSettings(clock, clockCheck, largestResult, grace, listener, secrets);
    }

    public EngineSettings withGrace(Duration grace) {
        return new EngineSettings(clock, clockCheck, largestResult, grace, listener, secrets);
    }

    public EngineSettings withListener(EngineListener listener) {
        return new EngineSettings(clock, clockCheck, largestResult, grace, listener, secrets);
    }

    public EngineSettings withSecrets(Secrets secrets) {
        return new EngineSettings(clock, clockCheck, largestResult, grace, listener, secrets);
    }
}
