package dev.flowloom.expression;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import com.dashjoin.jsonata.Jsonata;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;

/// A JSON value as the library sees one: read through, never copied, so that an expression costs what it touches.
sealed interface View {
    /// What the view shows.
    Json json();

    /// The library's form of a value: views of objects and arrays, else plain Java values.
    static Object of(Json json, Guard guard) {
        return switch (json) {
            case Json.Obj object -> new Fields(object, guard);
            // The library adds to empty lists it meets.
            case Json.Arr(var items) when items.isEmpty() -> new ArrayList<>();
            case Json.Arr array -> new Items(array, guard);
            case Json.Str(var text) -> {
                guard.spend(text.length() / 16);
                yield text;
            }
            case Json.Num number -> Numbers.toLibrary(number);
            case Json.Bool(var value) -> value;
            case Json.Null _ -> Jsonata.NULL_VALUE;
        };
    }

    /// An object's fields.
    final class Fields extends AbstractMap<String, Object> implements View {
        private final Json.Obj object;
        private final Guard guard;

        Fields(Json.Obj object, Guard guard) {
            this.object = object;
            this.guard = guard;
        }

        @Override
        public Json json() {
            return object;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return name instanceof String text && object.get(text) != null;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            guard.spend(1);
            var value = name instanceof String text ? object.get(text) : null;
            return value == null ? null : View.of(value, guard);
        }

        @Override
        public int size() {
            return object.fields().size();
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return Fields.this.size();
                }

                @Override
                public Iterator<Map.Entry<String, Object>> iterator() {
                    return object.fields().entrySet().stream().map(Fields.this::entry).iterator();
                }
            };
        }

        private Map.Entry<String, Object> entry(Map.Entry<String, Json> field) {
            guard.spend(1);
            return Map.entry(field.getKey(), View.of(field.getValue(), guard));
        }
    }

    /// An array's items.
    final class Items extends AbstractList<Object> implements View {
        private final Json.Arr array;
        private final Guard guard;

        Items(Json.Arr array, Guard guard) {
            this.array = array;
            this.guard = guard;
        }

        @Override
        public Json json() {
            return array;
        }

        @Override
        public Object get(int index) {
            guard.spend(1);
            return View.of(array.items().get(index), guard);
        }

        @Override
        public int size() {
            return array.items().size();
        }
    }
}
