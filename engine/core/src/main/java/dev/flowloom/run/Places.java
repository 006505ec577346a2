package dev.flowloom.run;

import java.util.SortedMap;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Tells the places of visits, as a run goes on.
///
/// @param entered how often each node was entered, by what its places begin with; of passes that are under way
/// @param visits the places of what is under way
/// @param passes what the places in each pass begin with
public record Places(PSortedMap<String, Integer> entered, PSortedMap<VisitId, Place> visits,
        PSortedMap<PassId, String> passes) {
    static final Places NONE = new Places(TreePMap.empty(), TreePMap.empty(), TreePMap.singleton(PassId.RUN, ""));

    @Nullable
    Place of(VisitId visit) {
        return visits.get(visit);
    }

    /// What the places in a pass begin with; null where the pass isn't under way.
    @Nullable
    String begin(PassId pass) {
        return passes.get(pass);
    }

    Places entered(Visit visit) {
        var way = new StringBuilder(passes.getOrDefault(visit.pass(), ""));
        var path = visit.token().path();
        for (int i = path.size() - 1; i >= 0; i--) {
            way.append(path.get(i).node()).append('.').append(path.get(i).branch()).append('/');
        }
        var node = way.append(visit.node()).append('#').toString();
        int count = entered.getOrDefault(node, 0) + 1;
        return new Places(entered.plus(node, count), visits.plus(visit.id(), new Place(node + count)), passes);
    }

    Places left(VisitId visit) {
        return new Places(entered, visits.minus(visit), passes);
    }

    /// Which item it is must not depend on the list being the same: it is told by the item as well.
    Places begun(Node container, Event.PassStarted started) {
        var place = visits.get(started.of());
        if (place == null) {
            throw new IllegalStateException("visit %s has no place".formatted(started.of()));
        }
        var item = container instanceof Node.Loop loop && loop.repeat() instanceof Node.Repeat.ForEach
                ? "~" + fingerprint(started.data())
                : "";
        return new Places(entered, visits,
                passes.plus(started.pass(), place.inside() + started.index() + item + "]/"));
    }

    /// Without what is of a pass alone.
    Places ended(PassId pass) {
        var begin = passes.get(pass);
        if (begin == null || begin.isEmpty()) {
            return this;
        }
        var nodes = entered;
        for (var node : within(entered, begin).keySet()) {
            nodes = nodes.minus(node);
        }
        return new Places(nodes, visits, passes.minus(pass));
    }

    private static <V> SortedMap<String, V> within(PSortedMap<String, V> all, String begin) {
        return all.subMap(begin, begin + Character.MAX_VALUE);
    }

    private static String fingerprint(Json data) {
        return Long.toHexString(Fingerprint.of(data));
    }
}
