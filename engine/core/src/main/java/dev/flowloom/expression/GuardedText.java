package dev.flowloom.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flowloom.model.Sentence;

/// Text that counts how often it is read: the only hold there is on a regular expression that is searching.
final class GuardedText implements CharSequence {
    private static final int READS_A_UNIT = 16;

    private final String text;
    private final Guard guard;
    private int reads;

    GuardedText(String text, Guard guard) {
        this.text = text;
        this.guard = guard;
    }

    Matcher matcher(Pattern pattern) {
        return pattern.matcher(this);
    }

    /// As [Matcher#find()]. Java's matcher calls itself each time that a group is repeated.
    static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new StatedException(Sentence.of(
                    "The regular expression %s repeats a group too often in a long text. Repeat a class such as [ab] instead of a group such as (a|b), or search a shorter text.",
                    JsonataMessages.shorten(matcher.pattern().pattern())));
        }
    }

    @Override
    public char charAt(int index) {
        if (++reads % READS_A_UNIT == 0) {
            guard.spend(1);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
