package dev.flowloom.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

import dev.flowloom.model.Json;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// One object of a definition while it is read. It hands out fields by name, notes those that are missing or hold the
/// wrong thing, and in the end gives what is left: fields this version does not know, and those it could not use.
final class FieldReader {
    private final Json.Obj source;
    private final Spot spot;
    private final Findings findings;
    /// The fields that were asked for, and whether they could be used.
    private final SequencedMap<String, Boolean> used = new LinkedHashMap<>();
    private final SequencedMap<String, FieldReader> inner = new LinkedHashMap<>();
    private final Function<String, List<String>> owners;
    private boolean rejected;

    FieldReader(Json.Obj source, Spot spot, Findings findings) {
        this(source, spot, findings, _ -> List.of());
    }

    private FieldReader(Json.Obj source, Spot spot, Findings findings, Function<String, List<String>> owners) {
        this.source = source;
        this.spot = spot;
        this.findings = findings;
        this.owners = owners;
    }

    Spot spot() {
        return spot;
    }

    boolean has(String name) {
        return source.get(name) != null;
    }

    /// The field; null where it is absent or unusable.
    <T> @Nullable T optional(String name, Want<T> want) {
        var value = source.get(name);
        var read = value == null ? null : want.read().apply(value);
        used.put(name, read != null);
        if (value != null && read == null) {
            wrong(name, want, value);
        }
        return read;
    }

    <T> T optional(String name, Want<T> want, T otherwise) {
        var read = optional(name, want);
        return read == null ? otherwise : read;
    }

    /// The field, or what is usual where it is absent. Where it is unusable it is null, and the whole object stays unused:
    /// for objects that are written anew as a whole.
    <T> @Nullable T orUsual(String name, Want<T> want, T usual) {
        var read = optional(name, want);
        if (read == null && has(name)) {
            reject();
        }
        return read == null && !has(name) ? usual : read;
    }

    /// The field; null, and a problem, where it is absent or unusable.
    <T> @Nullable T required(String name, Want<T> want) {
        if (!has(name) && used.putIfAbsent(name, false) == null) {
            findings.add(spot, "format.missing", Sentence.of("\"%s\" is missing: it must be %s.", name, want.noun()),
                    Sentence.of("Add \"%s\". %s", name, want.remedy()));
        }
        return optional(name, want);
    }

    /// Says that one of several fields has to be there, and nothing more of each.
    void oneMissing(List<String> names) {
        names.forEach(this::ignore);
        findings.add(spot, "format.missing", Sentence.of("One of these is missing: %s.", Sentence.listed(names)),
                Sentence.of("Add one of them."));
    }

    /// The object in the field; null where there is none. What is left of it is left of this one.
    @Nullable
    FieldReader object(String name) {
        var value = optional(name, Want.OBJECT);
        return value == null
                ? null
                : inner.computeIfAbsent(name, _ -> new FieldReader(value, spot.field(name), findings));
    }

    /// The objects in the list in the field. Unlike with [#object(String)] nothing of them is left over in this object,
    /// so what can't be read is lost.
    List<FieldReader> items(String name) {
        var items = optionalOrLost(name, Want.LIST, List.of());
        var readers = new ArrayList<FieldReader>();
        for (int i = 0; i < items.size(); i++) {
            part(items.get(i), spot.field(name).item(i)).ifPresent(readers::add);
        }
        return readers;
    }

    /// The objects in the object in the field, by their names; with what can't be read it is as with [#items(String)].
    SequencedMap<String, FieldReader> entries(String name) {
        var entries = optionalOrLost(name, Want.OBJECT, Json.Obj.EMPTY);
        var readers = new LinkedHashMap<String, FieldReader>();
        entries.fields().forEach((key, value) -> part(value, spot.field(name).field(key))
                .ifPresent(reader -> readers.put(key, reader)));
        return readers;
    }

    private <T> T optionalOrLost(String name, Want<T> want, T otherwise) {
        var read = optional(name, want);
        if (read == null && has(name)) {
            findings.lose();
        }
        return read == null ? otherwise : read;
    }

    private Optional<FieldReader> part(Json value, Spot at) {
        if (value instanceof Json.Obj object) {
            return Optional.of(new FieldReader(object, at, findings));
        }
        findings.add(at, "format.value",
                Sentence.of("Each entry here must be an object, but this is %s.", shown(value)),
                Want.OBJECT.remedy());
        findings.lose();
        return Optional.empty();
    }

    /// The same object, read as the node's or the wire's.
    FieldReader at(Spot spot) {
        return new FieldReader(source, spot, findings);
    }

    /// The same object, read as one of several kinds that have fields of their own.
    ///
    /// @param owners the kinds that have a field
    FieldReader at(Spot spot, Function<String, List<String>> owners) {
        return new FieldReader(source, spot, findings, owners);
    }

    /// The names of all fields, in their order.
    List<String> names() {
        return List.copyOf(source.fields().keySet());
    }

    /// Leaves the whole object unused.
    void reject() {
        rejected = true;
    }

    /// Leaves the whole object unused, for a reason not noted so far.
    void reject(Sentence reason) {
        reject();
        findings.add(spot, "format.value", Sentence.of("\"%s\" can't be used: %s.", spot.pointer().name(), reason),
                Sentence.of("Change its fields so that this holds."));
    }

    /// Leaves a field unused that is at odds with another one.
    void conflict(String name, String holds) {
        ignore(name);
        findings.add(spot.field(name), "format.conflict",
                Sentence.of("\"%s\" can't stand beside \"%s\", and is not used.", name, holds),
                Sentence.of("Delete one of the two."));
    }

    /// Leaves a field unused of which nothing needs to be said.
    void ignore(String name) {
        used.put(name, false);
    }

    /// The fields, in their order, that were not used, and of the objects inside what was not used there. Warns of those
    /// nobody asked for.
    Json.Obj rest() {
        source.fields().keySet().stream().filter(name -> !used.containsKey(name)).forEach(this::warnOfUnknown);
        return untouched();
    }

    /// As [#rest()], without a warning: where not all fields can be known.
    Json.Obj untouched() {
        var rest = new LinkedHashMap<String, Json>();
        source.fields().forEach((name, value) -> {
            var reader = inner.get(name);
            var left = reader == null ? value : reader.rest();
            boolean isLeft = reader == null
                    ? !used.getOrDefault(name, false)
                    : reader.rejected || !left.equals(Json.Obj.EMPTY);
            if (isLeft) {
                rest.put(name, left);
            }
        });
        return rejected ? source : new Json.Obj(rest);
    }

    private void warnOfUnknown(String name) {
        var kinds = owners.apply(name);
        if (!kinds.isEmpty()) {
            findings.add(spot.field(name).harmless(), "format.unknown",
                    Sentence.of("The field \"%s\" does nothing here: it belongs to %s.", name, Sentence.listed(kinds)),
                    Sentence.of("Delete it, or move it to where it belongs."));
            return;
        }
        var near = Nearest.to(name, used.keySet().stream().filter(known -> !has(known)).toList());
        findings.add(spot.field(name).harmless(), "format.unknown",
                Sentence.of("The field \"%s\" is not known here; it is kept, but does nothing.", name),
                near == null
                        ? Sentence.of("Delete it, or update Flowloom if a newer version wrote it.")
                        : Sentence.of("Did you mean \"%s\"? If so, rename it.", near));
    }

    private void wrong(String name, Want<?> want, Json value) {
        findings.add(spot.field(name), "format.value",
                Sentence.of("\"%s\" must be %s, but is %s.", name, want.noun(), shown(value)), want.remedy());
    }

    static String shown(Json value) {
        var text = JsonText.compact(value);
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
