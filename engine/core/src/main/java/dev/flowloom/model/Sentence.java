package dev.flowloom.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Something said to people, in English until it is shown: the text stays apart from the values in it, so that it can be
/// found in a translation.
///
/// @param pattern what is said in English, with places for the values as [String#format] has them; without values it is
///        the text as it stands
/// @param values what stands at those places; a sentence among them is said in the same language as this one
public record Sentence(String pattern, List<Object> values) {
    public Sentence {
        values = List.copyOf(values);
    }

    /// A sentence with values in it.
    ///
    /// @param pattern written where it is said and not put together, since translations are found by it
    public static Sentence of(String pattern, Object... values) {
        return new Sentence(pattern, List.of(values));
    }

    /// What somebody else says, such as a library: shown as it is.
    public static Sentence verbatim(String text) {
        return new Sentence(text, List.of());
    }

    /// Several values, with commas between them.
    public static Sentence listed(Collection<?> values) {
        return new Sentence(String.join(", ", Collections.nCopies(values.size(), "%s")), List.copyOf(values));
    }

    /// This and another one behind it.
    public Sentence then(Sentence next) {
        return new Sentence("%s %s", List.of(this, next));
    }

    public String english() {
        return values.isEmpty() ? pattern : String.format(Locale.ENGLISH, pattern, values.toArray());
    }

    /// As [#english()].
    @Override
    public String toString() {
        return english();
    }
}
