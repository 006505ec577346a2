package dev.flowloom.tool;

import java.util.ArrayList;
import java.util.List;

/// The parts of the paper that were looked at before and after jumps, to go back to and forward again.
///
/// @param places the oldest first
/// @param at which of them was gone to last; as many as there are places while none was
public record Visited(List<Camera> places, int at) {
    public static final Visited NONE = new Visited(List.of(), 0);
    private static final int MOST = 50;

    public Visited {
        places = List.copyOf(places);
    }

    /// After a jump away from what was seen. What lay ahead is forgotten.
    public Visited jumped(Camera from) {
        var kept = new ArrayList<>(places.subList(0, at));
        if (kept.isEmpty() || !kept.getLast().equals(from)) {
            kept.add(from);
        }
        if (kept.size() > MOST) {
            kept.removeFirst();
        }
        return new Visited(kept, kept.size());
    }

    public boolean hasBack() {
        return at > 0;
    }

    public boolean hasForward() {
        return at < places.size() - 1;
    }

    /// One back; what is seen now is kept to go forward to.
    public Visited back(Camera now) {
        if (at < places.size()) {
            return new Visited(places, at - 1);
        }
        var all = new ArrayList<>(places);
        all.add(now);
        return new Visited(all, at - 1);
    }

    public Visited forward() {
        return new Visited(places, at + 1);
    }

    /// What was gone to last.
    public Camera camera() {
        return places.get(at);
    }
}
