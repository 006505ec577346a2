package dev.flowloom.json;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// The words of the format, and what was probably meant by a word that is none of them.
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// The known word nearest to a wrong one; null where none is near.
    static @Nullable String nearest(String wrong, Collection<String> known) {
        if (wrong.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int best = Math.max(2, (wrong.length() + 1) / 2);
        for (var word : known) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    // Levenshtein's distance, with two neighbours swapped counting as one change.
    private static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, i, b, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, int i, String b, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
