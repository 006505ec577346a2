package dev.flowloom.run;

import java.util.List;

import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What a retried run need not do again, as far as it hasn't come there. Nothing is kept when nothing is left, so that
/// other runs pay nothing for it.
///
/// @param left by where it stands in the run
/// @param places where what is under way stands
/// @param undoable which numbers the things have that were done before and can be undone, by the visits
public record Reuse(PSortedMap<Place, Reused> left, Places places, PSortedMap<VisitId, Integer> undoable) {
    static final Reuse NONE = new Reuse(TreePMap.empty(), Places.NONE, TreePMap.empty());

    static Reuse of(List<Reused> reused, Saga before) {
        var left = TreePMap.<Place, Reused>empty();
        for (var each : reused) {
            left = left.plus(each.place(), each);
        }
        var undoable = TreePMap.<VisitId, Integer>empty();
        for (var done : before.undoable().values()) {
            undoable = undoable.plus(done.visit(), done.number());
        }
        return left.isEmpty() ? NONE : new Reuse(left, Places.NONE, undoable);
    }

    /// What stays valid of what a visit would do; null where it has to do it.
    @Nullable
    Reused find(VisitId visit) {
        var place = places.of(visit);
        return place == null ? null : left.get(place);
    }

    Reuse without(Reused taken) {
        var rest = left.minus(taken.place());
        return rest.isEmpty() ? NONE : new Reuse(rest, places, undoable);
    }

    Reuse entered(Visit visit) {
        return left.isEmpty() || visit.undoes() != null ? this : in(places.entered(visit));
    }

    Reuse left(Visit visit) {
        return left.isEmpty() ? this : in(places.left(visit.id()));
    }

    Reuse begun(Node container, Event.PassStarted started) {
        return left.isEmpty() ? this : in(places.begun(container, started));
    }

    Reuse ended(PassId pass) {
        return left.isEmpty() ? this : in(places.ended(pass));
    }

    private Reuse in(Places next) {
        return new Reuse(left, next, undoable);
    }
}
