package dev.flowloom.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// Which flows are open, from the first to the last, and which of them is looked at.
public record Session(List<Place> places, int selected) {
    /// One without flows.
    public static final Session NONE = new Session(List.of(), 0);

    public Session {
        places = List.copyOf(places);
    }

    /// An open flow.
    ///
    /// @param file null where it was never saved
    /// @param draft what its draft is called, as long as it has one
    public record Place(@Nullable Path file, String draft) {}

    /// A flow that comes back.
    ///
    /// @param file null where it was never saved
    /// @param left the work in it that wasn't saved; null where there is none
    public record Comeback(@Nullable Path file, Drafts.@Nullable Left left) {}

    /// What comes back, in order.
    ///
    /// @param selected the one to look at first; null where it doesn't come back
    public record Comebacks(List<Comeback> all, @Nullable Comeback selected) {}

    /// What comes back of these flows, given the drafts that were left: each draft in the place of its flow, and those that
    /// have none after the others.
    public Comebacks comebacks(List<Drafts.Left> left) {
        var rest = new ArrayList<>(left);
        var byPlace = new LinkedHashMap<Integer, Drafts.Left>();
        // A draft that is known by its name comes before one that only has the same file.
        take(rest, byPlace, (place, draft) -> place.draft.equals(draft.name()));
        take(rest, byPlace, (place, draft) -> place.file != null && place.file.equals(draft.draft().file()));
        var all = new ArrayList<Comeback>();
        Comeback first = null;
        for (int i = 0; i < places.size(); i++) {
            var file = places.get(i).file;
            var draft = byPlace.get(i);
            if (file != null || draft != null) {
                all.add(new Comeback(file, draft));
                first = i == selected ? all.getLast() : first;
            }
        }
        rest.forEach(draft -> all.add(new Comeback(draft.draft().file(), draft)));
        return new Comebacks(all, first);
    }

    private interface Match {
        boolean holds(Place place, Drafts.Left draft);
    }

    private void take(List<Drafts.Left> rest, Map<Integer, Drafts.Left> byPlace, Match match) {
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            var found = byPlace.containsKey(i)
                    ? null
                    : rest.stream().filter(draft -> match.holds(place, draft)).findFirst().orElse(null);
            if (found != null) {
                rest.remove(found);
                byPlace.put(i, found);
            }
        }
    }

    String print() {
        var open = places.stream().<Json>map(place -> {
            var fields = new LinkedHashMap<String, Json>();
            fields.put("file", place.file == null ? Json.NULL : Json.of(place.file.toString()));
            fields.put("draft", Json.of(place.draft));
            return new Json.Obj(fields);
        }).toList();
        var fields = new LinkedHashMap<String, Json>();
        fields.put("open", new Json.Arr(open));
        fields.put("selected", Json.of(selected));
        return JsonText.pretty(new Json.Obj(fields));
    }

    /// Reads what [#print()] wrote; null where it is anything else.
    static @Nullable Session parse(String printed) {
        try {
            return JsonText.parse(printed) instanceof Json.Obj fields
                    && fields.get("open") instanceof Json.Arr(var open)
                    && fields.get("selected") instanceof Json.Num(var selected)
                            ? new Session(open.stream().map(Session::place).filter(Objects::nonNull).toList(),
                                    selected.intValueExact())
                            : null;
        } catch (MalformedJson | InvalidPathException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Place place(Json json) {
        return json instanceof Json.Obj fields && fields.get("draft") instanceof Json.Str(var draft)
                ? new Place(fields.get("file") instanceof Json.Str(var file) ? Path.of(file) : null, draft)
                : null;
    }
}
