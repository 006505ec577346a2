package dev.flowloom.expression;

import java.time.Instant;
import java.util.Random;

/// What the functions of one evaluation share.
final class Evaluation {
    private final Guard guard = new Guard();
    private Moment moment = new Moment(Instant.EPOCH, 0);
    private Random random = new Random(0);

    void begin(Moment moment) {
        guard.begin();
        this.moment = moment;
        // Its sequence is part of Java's specification, and so the same everywhere.
        random = new Random(moment.seed());
    }

    Guard guard() {
        return guard;
    }

    Instant now() {
        return moment.now();
    }

    Random random() {
        return random;
    }
}
