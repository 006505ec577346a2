package dev.flowloom.check.soundness;

import java.util.function.BiConsumer;

/// What happens when nothing goes on any more and joins wait whose waiting in vain a wire catches: their tokens leave by it.
final class GivingUp {
    private final BiConsumer<Exit, Trail> log;

    /// @param log is told of each token that leaves
    GivingUp(BiConsumer<Exit, Trail> log) {
        this.log = log;
    }

    Content after(Content content) {
        var next = content;
        for (int i = 0; i < content.frames.size(); i++) {
            next = next.with(i, after(content.frames.get(i)));
        }
        return next;
    }

    private Frame after(Frame frame) {
        var next = frame;
        for (var branch : frame.branches.entrySet()) {
            next = next.with(branch.getKey(), after(branch.getValue()));
        }
        for (var arrived : frame.joins.values()) {
            var failed = arrived.join().failed;
            next = failed == null ? next : release(next, arrived, failed);
        }
        return next;
    }

    private Frame release(Frame frame, Arrived arrived, Exit failed) {
        var next = frame.without(arrived.join());
        for (var arrival : arrived.arrivals()) {
            var there = next.branches.getOrDefault(arrival.branch(), Content.NOTHING);
            log.accept(failed, arrival.trail());
            next = next.with(arrival.branch(), there.plus(new Live(failed, arrival.trail())));
        }
        return next;
    }
}
