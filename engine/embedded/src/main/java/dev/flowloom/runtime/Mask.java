package dev.flowloom.runtime;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keeps secrets out of texts.
final class Mask {
    static final String MARK = "•••";
    /// What those put who cut a text.
    private static final Pattern CUT = Pattern.compile("\\s*(…|\\.\\.\\.)\\s*$");
    /// At the end of a text without such a mark. Less of a secret may stand there by chance.
    private static final int SHORTEST_BEGINNING = 4;

    private final List<String> secrets;

    Mask(Collection<String> secrets) {
        this.secrets = secrets.stream().flatMap(secret -> Stream.of(secret, withoutQuery(secret)))
                .filter(secret -> !secret.isEmpty()).distinct().toList();
    }

    /// What is told of a URL is mostly what stands before its query, and a web hook's secret stands there.
    private static String withoutQuery(String secret) {
        int query = secret.contains("://") ? secret.indexOf('?') : -1;
        return query < 0 ? secret : secret.substring(0, query);
    }

    /// The text without secrets, and without the beginning of one that was cut off at the text's end.
    String mask(String text) {
        var hidden = new BitSet(text.length());
        var mark = CUT.matcher(text);
        var isCut = mark.find();
        for (var secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                hidden.set(at, at + secret.length());
            }
            if (isCut) {
                hideBeginning(secret, text, mark.start(), 1, hidden);
            }
            hideBeginning(secret, text, text.length(), SHORTEST_BEGINNING, hidden);
        }
        return hidden.isEmpty() ? text : masked(text, hidden);
    }

    private static void hideBeginning(String secret, String text, int end, int shortest, BitSet hidden) {
        for (int length = Math.min(secret.length(), end); length >= shortest; length--) {
            if (text.regionMatches(end - length, secret, 0, length)) {
                hidden.set(end - length, end);
                return;
            }
        }
    }

    private static String masked(String text, BitSet hidden) {
        var masked = new StringBuilder();
        int shown = 0;
        while (shown < text.length()) {
            int from = hidden.nextSetBit(shown);
            if (from < 0) {
                break;
            }
            masked.append(text, shown, from).append(MARK);
            shown = hidden.nextClearBit(from);
        }
        return masked.append(text, shown, text.length()).toString();
    }
}
