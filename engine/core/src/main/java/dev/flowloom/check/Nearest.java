package dev.flowloom.check;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/// Guesses which name was meant by one that isn't known.
final class Nearest {
    private Nearest() {}

    /// The candidate that the fewest typing mistakes separate from a name; null where all are too far away to be meant.
    static @Nullable String to(String name, Collection<String> candidates) {
        String nearest = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (var candidate : candidates) {
            if (Math.abs(candidate.length() - name.length()) < least) {
                int distance = distance(name, candidate);
                if (distance < least) {
                    nearest = candidate;
                    least = distance;
                }
            }
        }
        return nearest;
    }

    /// How many characters must be put in, taken out or changed (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
