package dev.flowloom.run;

import java.math.BigDecimal;
import java.util.TreeMap;

import dev.flowloom.model.Json;

/// Tells values apart by a number that is the same in every process and release. FNV-1a (Fowler, Noll, Vo), 64 bits.
final class Fingerprint {
    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private long hash = OFFSET;

    private Fingerprint() {}

    static long of(Json value) {
        var fingerprint = new Fingerprint();
        fingerprint.add(value);
        return fingerprint.hash;
    }

    private void add(Json value) {
        switch (value) {
            case Json.Null() -> add('n');
            case Json.Bool(var truth) -> add(truth ? 't' : 'f');
            case Json.Num(BigDecimal number) -> add('0', number.stripTrailingZeros().toString());
            case Json.Str(var text) -> add('"', text);
            case Json.Arr(var items) -> {
                add('[');
                items.forEach(this::add);
                add(']');
            }
            case Json.Obj object -> {
                add('{');
                new TreeMap<>(object.fields()).forEach((name, field) -> {
                    add('"', name);
                    add(field);
                });
                add('}');
            }
        }
    }

    private void add(char kind, String text) {
        add(kind);
        text.chars().forEach(this::add);
        // No text holds half of a character pair alone and then this, so that two can't be taken for one.
        add(0x10FFFF);
    }

    private void add(int unit) {
        hash = (hash ^ unit) * PRIME;
    }
}
