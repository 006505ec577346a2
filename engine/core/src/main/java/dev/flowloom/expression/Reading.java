package dev.flowloom.expression;

import java.util.List;

/// What can be said of a source from its words alone, be it half-typed or wrong.
///
/// @param paths into the context, as far as the source spells them out
/// @param end where the expression ends in the text that holds it
public record Reading(List<Word> words, List<Path> paths, int end) {
    public Reading {
        words = List.copyOf(words);
        paths = List.copyOf(paths);
    }

    /// Names from the context inwards.
    public record Path(List<Name> names) {
        public Path {
            names = List.copyOf(names);
        }
    }

    /// A name and its place in the text, quotes included.
    public record Name(String text, int start, int end) {}
}
