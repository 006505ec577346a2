package dev.flowloom.run;

import dev.flowloom.model.Node;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What a retried run need not do again, as far as it hasn't come there. Nothing is kept when nothing is left, so that
/// other runs pay nothing for it.
///
/// @param left by where it stands in the run
/// @param items those of loops that are kept as a whole, by where the loop stands
/// @param places where what is under way stands
/// @param undoable which numbers the things have that were done before and can be undone, by the visits
public record Reuse(PSortedMap<Place, Reused> left, PSortedMap<Place, DoneItems> items, Places places,
        PSortedMap<VisitId, Integer> undoable) {
    static final Reuse NONE = new Reuse(TreePMap.empty(), TreePMap.empty(), Places.NONE, TreePMap.empty());

    static Reuse of(Event.RunRetried retried, Saga before) {
        var left = TreePMap.<Place, Reused>empty();
        for (var each : retried.reused()) {
            left = left.plus(each.place(), each);
        }
        var items = TreePMap.<Place, DoneItems>empty();
        for (var each : retried.items()) {
            items = items.plus(each.loop(), each);
        }
        var undoable = TreePMap.<VisitId, Integer>empty();
        for (var done : before.undoable().values()) {
            undoable = undoable.plus(done.visit(), done.number());
        }
        return orNone(left, items, Places.NONE, undoable);
    }

    private static Reuse orNone(PSortedMap<Place, Reused> left, PSortedMap<Place, DoneItems> items, Places places,
            PSortedMap<VisitId, Integer> undoable) {
        return left.isEmpty() && items.isEmpty() ? NONE : new Reuse(left, items, places, undoable);
    }

    boolean isEmpty() {
        return left.isEmpty() && items.isEmpty();
    }

    /// What stays valid of what a visit would do; null where it has to do it.
    @Nullable
    Reused find(VisitId visit) {
        var place = places.of(visit);
        return place == null ? null : left.get(place);
    }

    /// The items that a loop need not go through; null where there are none.
    @Nullable
    DoneItems items(VisitId loop) {
        var place = places.of(loop);
        return place == null ? null : items.get(place);
    }

    Reuse without(Reused taken) {
        return orNone(left.minus(taken.place()), items, places, undoable);
    }

    Reuse entered(Visit visit) {
        return isEmpty() || visit.undoes() != null ? this : in(places.entered(visit));
    }

    /// A place is come to once, and so nothing more is asked about the items of a loop that was left.
    Reuse left(Visit visit) {
        var place = places.of(visit.id());
        var rest = place == null ? items : items.minus(place);
        return isEmpty() ? this : orNone(left, rest, places.left(visit.id()), undoable);
    }

    Reuse begun(Node container, Event.PassStarted started) {
        return isEmpty() ? this : in(places.begun(container, started));
    }

    Reuse ended(PassId pass) {
        return isEmpty() ? this : in(places.ended(pass));
    }

    private Reuse in(Places next) {
        return new Reuse(left, items, next, undoable);
    }
}
