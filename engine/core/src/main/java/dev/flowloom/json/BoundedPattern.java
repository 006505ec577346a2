package dev.flowloom.json;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import dev.flowloom.model.Repetitions;

/// A regular expression of a schema, as the validator itself would read it, with a bound on how long it searches.
record BoundedPattern(Pattern pattern, String source) implements RegularExpression {
    static BoundedPattern of(String source) {
        if (Repetitions.areTooMany(source)) {
            throw new IllegalArgumentException(
                    "a regular expression repeats groups more than %,d times".formatted(Repetitions.MOST));
        }
        try {
            return new BoundedPattern(Pattern.compile(RegularExpressions
                    .replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(source))), source);
        } catch (PatternSyntaxException e) {
            // Its message has the whole expression, over several lines.
            throw new IllegalArgumentException("the regular expression %s is wrong: %s"
                    .formatted(BoundedCheck.shortened(source), e.getDescription()), e.getCause());
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("a regular expression nests too deeply", e);
        }
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Counted(text, source, BoundedCheck.current())).find();
        } catch (StackOverflowError e) {
            throw BoundedCheck.tooDeep(source, text);
        }
    }

    /// Counting what is read is the only hold there is on a regular expression that is searching.
    private record Counted(String text, String pattern, BoundedCheck check) implements CharSequence {
        @Override
        public char charAt(int index) {
            check.read(pattern, text);
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
}
