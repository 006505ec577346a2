package dev.flowloom.expression;

import java.util.List;

import dev.flowloom.model.Json;

/// A compiled expression. Immutable; may be used from many threads.
public interface Expression {

    /// What the expression gives for a context. A path that leads nowhere gives [Json#NULL].
    ///
    /// @param context what the expression can see, by name
    /// @throws ExpressionException when it can't be evaluated or takes too long
    Json evaluate(Json.Obj context, Moment moment) throws ExpressionException;

    /// The source it was compiled from.
    String source();

    /// The paths into the context that the source spells out. Those it makes while it is evaluated are not among
    /// them, and of a path only the names up to the first that is no plain name.
    default List<Path> paths() {
        return List.of();
    }

    /// Whether its words alone say that it gives the same whatever it sees. One that calls functions is none, whatever they give.
    default boolean isConstant() {
        return false;
    }

    /// The places where a text stands as a filter, which lets everything pass: in other languages it names a field.
    default List<TextFilter> textFilters() {
        return List.of();
    }

    /// A text that stands as a filter.
    ///
    /// @param written the path and the filter
    /// @param meant how the field is named
    /// @param offset where in the source it begins
    record TextFilter(String written, String meant, int offset) {}

    /// Names from the context inwards, such as `steps`, `reserve`, `id`, and where in the source they begin.
    record Path(List<String> names, int offset) {
        public Path {
            names = List.copyOf(names);
        }
    }
}
