package dev.flowloom.run;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// What became of the items of a run's loops: which were done, and which failed and became dead letters.
final class DoneLoops {
    /// Items of one loop that failed at one visit.
    private record Failed(VisitId visit, ItemBook items) {}

    private final SortedMap<Place, ItemBook> done = new TreeMap<>();
    private final SortedMap<Place, Failed> failed = new TreeMap<>();
    /// The passes in which an item of an inner loop failed.
    private final SortedSet<PassId> marred = new TreeSet<>();

    /// The run begins anew.
    ///
    /// @param kept what it doesn't do again
    /// @param isWhole of which loops items are still kept as a whole
    void begin(List<DoneItems> kept, Predicate<Place> isWhole) {
        var split = kept.stream().filter(each -> !isWhole.test(each.loop())).toList();
        done.keySet().removeIf(loop -> split.stream().noneMatch(loop::isIn));
        marred.clear();
        for (var items : kept) {
            if (isWhole.test(items.loop())) {
                book(items.loop()).putAll(items);
            }
        }
    }

    /// The run goes on anew at some of the loops: of what was done there before nothing is kept, here or by another run.
    void begin(Predicate<Place> anew) {
        done.keySet().removeIf(anew);
        failed.replaceAll((loop, items) -> anew.test(loop) ? new Failed(items.visit(), new ItemBook()) : items);
    }

    private ItemBook book(Place loop) {
        return done.computeIfAbsent(loop, _ -> new ItemBook());
    }

    /// A loop is gone through again: what failed in it before is tried again.
    void enter(Place loop) {
        failed.remove(loop);
    }

    void complete(Place loop, int index, long print, @Nullable Json output) {
        book(loop).put(index, print, output);
    }

    void fail(Place loop, VisitId visit, int index, long print) {
        failed.computeIfAbsent(loop, _ -> new Failed(visit, new ItemBook())).items().put(index, print, null);
    }

    /// What another run did of what failed.
    ///
    /// @param isKept of which loops items are kept as a whole
    /// @param gathers whether it is kept what they gave
    void doneElsewhere(VisitId loop, int index, Json output, Predicate<Place> isKept, Predicate<Place> gathers) {
        failed.forEach((place, items) -> {
            var print = items.visit().equals(loop) ? items.items().print(index) : null;
            if (print != null && isKept.test(place)) {
                book(place).put(index, print, gathers.test(place) ? output : null);
            }
        });
    }

    void mar(PassId pass) {
        marred.add(pass);
    }

    boolean isMarred(PassId pass) {
        return marred.contains(pass);
    }

    void end(PassId pass) {
        marred.remove(pass);
    }

    /// What is known of the loops whose places begin so.
    void forget(String begin) {
        done.keySet().removeIf(loop -> loop.text().startsWith(begin));
    }

    void forget(Place loop) {
        done.remove(loop);
        forget(loop.inside());
    }

    List<DoneItems> done() {
        return done.entrySet().stream().map(each -> each.getValue().items(each.getKey())).toList();
    }

    /// The visits at which items failed last.
    SortedMap<Place, VisitId> failed() {
        var visits = new TreeMap<Place, VisitId>();
        failed.forEach((place, items) -> visits.put(place, items.visit()));
        return visits;
    }
}
