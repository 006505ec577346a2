package dev.flowloom.tool;

import java.util.List;

/// What an input led to: the tool's next state, and what is to be done, in this order.
public record Outcome(Tool next, List<Act> acts) {
    public Outcome {
        acts = List.copyOf(acts);
    }

    static Outcome of(Tool next, Act... acts) {
        return new Outcome(next, List.of(acts));
    }
}
