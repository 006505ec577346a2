package dev.flowloom.model;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Guesses which name was meant by one that isn't known.
public final class Nearest {
    /// A longer name is no slip of the hand, and comparing it would take long.
    private static final int LONGEST = 100;

    private Nearest() {}

    /// The candidate that the fewest slips separate from a name, in fewer than half of its letters; null where none is
    /// that near. Case doesn't matter.
    public static @Nullable String to(String name, Collection<String> candidates) {
        String nearest = null;
        int most = Math.max(1, (name.length() - 1) / 2);
        for (var candidate : candidates) {
            if (Math.max(name.length(), candidate.length()) <= LONGEST
                    && Math.abs(name.length() - candidate.length()) <= most) {
                int slips = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (slips <= most) {
                    nearest = candidate;
                    most = slips - 1;
                }
            }
        }
        return nearest;
    }

    /// How many letters were put in, left out, changed, or swapped with their neighbour (optimal string alignment:
    /// Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964).
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
