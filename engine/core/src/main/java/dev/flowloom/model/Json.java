package dev.flowloom.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/// A JSON value (RFC 8259): immutable, fields in the order written, numbers exact.
public sealed interface Json {

    Json NULL = new Null();

    /// What kind of value it is, in words.
    static Sentence kind(Json value) {
        return switch (value) {
            case Obj _ -> Sentence.of("an object");
            case Arr _ -> Sentence.of("a list");
            case Str _ -> Sentence.of("a text");
            case Num _ -> Sentence.of("a number");
            case Bool _ -> Sentence.of("true or false");
            case Null _ -> Sentence.verbatim("null");
        };
    }

    /// Fields by name, in order. Equality does not look at the order.
    record Obj(SequencedMap<String, Json> fields) implements Json {
        public static final Obj EMPTY = new Obj(new LinkedHashMap<>());

        public Obj {
            // A persistent map is shared, so that an object that grows field by field costs no copies.
            fields = fields instanceof PSortedMap
                    ? fields
                    : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        public static Obj of(String name, Json value) {
            return EMPTY.with(name, value);
        }

        public @Nullable Json get(String name) {
            return fields.get(name);
        }

        public boolean isEmpty() {
            return fields.isEmpty();
        }

        public Obj with(String name, Json value) {
            if (fields instanceof PSortedMap<String, Json> persistent) {
                return new Obj(persistent.plus(name, value));
            }
            var copy = new LinkedHashMap<>(fields);
            copy.put(name, value);
            return new Obj(copy);
        }

        public Obj without(String name) {
            var copy = new LinkedHashMap<>(fields);
            copy.remove(name);
            return new Obj(copy);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }

        public static Arr of(Json... items) {
            return new Arr(List.of(items));
        }
    }

    record Str(String value) implements Json {}

    /// A number as it was written: 1.0 and 1.00 are different values, so that a round trip loses nothing.
    record Num(BigDecimal value) implements Json {}

    record Bool(boolean value) implements Json {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);
    }

    record Null() implements Json {}

    static Str of(String value) {
        return new Str(value);
    }

    static Num of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Num of(double value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Bool of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }
}
