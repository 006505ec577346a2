package dev.flowloom.panels;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How things are found by what a user types.
final class Words {
    private Words() {}

    /// Whether each word that was typed begins a word of the text, in any order.
    static boolean match(String typed, String text) {
        List<String> words = of(text).toList();
        return of(typed).allMatch(sought -> words.stream().anyMatch(word -> word.startsWith(sought)));
    }

    private static Stream<String> of(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)).filter(word -> !word.isEmpty());
    }
}
