package dev.flowloom.json;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Keeps one check of a value against a schema within bounds. As with expressions, work is counted rather than timed, so
/// that the same input is refused on every machine or on none.
final class BoundedCheck extends ExecutionContext {
    /// Of texts, by regular expressions. A few times what the largest data hold.
    static final int MOST_READ = 50_000_000;
    static final int MOST_KEYWORDS = 20_000_000;
    /// Each is kept with its message, so that they take room as well as time.
    static final int MOST_ERRORS = 100_000;
    /// The validator gives a regular expression nothing but the text.
    private static final ScopedValue<BoundedCheck> CURRENT = ScopedValue.newInstance();

    private int read;
    private int keywords;
    private int errors;

    /// A check was given up. One of the validator's own exceptions, because those alone pass through it unchanged and unlogged.
    static final class GivenUp extends SchemaException {
        private final String keyword;
        private final @Nullable String text;
        private final transient Sentence sentence;

        private GivenUp(String keyword, @Nullable String text, Sentence sentence) {
            super(sentence.english());
            this.keyword = keyword;
            this.text = text;
            this.sentence = sentence;
        }

        String keyword() {
            return keyword;
        }

        /// What was being searched, if anything.
        @Nullable
        String text() {
            return text;
        }

        Sentence sentence() {
            return sentence;
        }
    }

    private BoundedCheck(Schema schema) {
        super(schema.createExecutionContext().getExecutionConfig());
    }

    static List<Error> of(Schema schema, JsonNode value) {
        var check = new BoundedCheck(schema);
        return ScopedValue.where(CURRENT, check).call(() -> schema.validate(check, value, OutputFormat.DEFAULT));
    }

    static BoundedCheck current() {
        return CURRENT.get();
    }

    /// A regular expression has looked at a character.
    void read(String pattern, String text) {
        if (++read > MOST_READ) {
            throw new GivenUp("pattern", text, Sentence.of(
                    "The text can't be checked against the regular expression %s: that has looked at characters more than %,d times. Repeat nothing in it that repeats something itself, or give a shorter text.",
                    shortened(pattern), MOST_READ));
        }
    }

    static GivenUp tooDeep(String pattern, String text) {
        return new GivenUp("pattern", text, Sentence.of(
                "The text can't be checked against the regular expression %s: that repeats a group too often. Repeat a class such as [ab] instead of a group such as (a|b), or give a shorter text.",
                shortened(pattern)));
    }

    /// Called before each keyword of a schema that is applied to a value.
    @Override
    public void evaluationPathAddLast(String keyword) {
        // First, for the validator takes it back also where this fails.
        super.evaluationPathAddLast(keyword);
        if (++keywords > MOST_KEYWORDS) {
            throw new GivenUp("$ref", null, Sentence.of(
                    "The check takes too long: more than %,d keywords of the schema were applied. Let its parts refer to each other less often, or give less data.",
                    MOST_KEYWORDS));
        }
    }

    @Override
    public void addError(Error error) {
        if (++errors > MOST_ERRORS) {
            throw new GivenUp("$ref", null, Sentence.of(
                    "More than %,d things are wrong. Let the parts of the schema refer to each other less often, or mend the data.",
                    MOST_ERRORS));
        }
        super.addError(error);
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + " …";
    }
}
