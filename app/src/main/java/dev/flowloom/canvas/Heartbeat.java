package dev.flowloom.canvas;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Lets durations grow as long as one is to be seen that does. Between two beats nothing is drawn: a run may wait for days,
/// and an animation would ask for sixty frames a second all the time.
final class Heartbeat {
    private static final Duration BEAT = Duration.ofMillis(200);

    private final CanvasRequests requests;
    private final BooleanSupplier beat;
    private boolean beating;

    /// @param beat shows what time it is, and says whether that will look different later
    Heartbeat(CanvasRequests requests, BooleanSupplier beat) {
        this.requests = requests;
        this.beat = beat;
    }

    /// Is to be called when something new is to be seen. Ends by itself.
    void start() {
        if (!beating) {
            beating = true;
            next();
        }
    }

    private void next() {
        requests.later(BEAT, () -> {
            beating = beat.getAsBoolean();
            if (beating) {
                next();
            }
        });
    }
}
