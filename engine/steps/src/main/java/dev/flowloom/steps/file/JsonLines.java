package dev.flowloom.steps.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.UnreadableItem;
import org.jspecify.annotations.Nullable;

/// `json.lines`: the JSON values of a file that has one in each line (jsonlines.org). Empty lines are passed over.
public final class JsonLines extends FileSource {
    private static final int LONGEST_LINE = 10_000_000;
    private static final String MEND = "Mend that line, or check the settings \"file\" and \"charset\".";

    public JsonLines() {
        super("json.lines");
    }

    @Override
    ItemReader open(TextFile file, Settings settings) throws StepFailure {
        return new Values(file);
    }

    private static final class Values extends FileReader {
        private final Reader reader;
        private long line;

        Values(TextFile file) throws StepFailure {
            super(file);
            this.reader = file.open();
        }

        @Override
        public @Nullable Json next() throws StepFailure, UnreadableItem {
            var text = nextText();
            if (text == null) {
                requireUnchanged();
                return null;
            }
            try {
                return JsonText.parse(text);
            } catch (MalformedJson e) {
                throw new UnreadableItem(Json.of(text.strip()),
                        malformed("has no JSON in line %,d: %s".formatted(line, e.problem().message())));
            }
        }

        @Override
        public boolean pass() throws StepFailure {
            return nextText() != null;
        }

        /// The next line that isn't empty; null where there is none.
        private @Nullable String nextText() throws StepFailure {
            for (var text = nextLine(); text != null; text = nextLine()) {
                if (!text.isBlank()) {
                    return text;
                }
            }
            return null;
        }

        private @Nullable String nextLine() throws StepFailure {
            line++;
            var text = new StringBuilder();
            try {
                int next = reader.read();
                if (next < 0) {
                    return null;
                }
                for (; next >= 0 && next != '\n'; next = reader.read()) {
                    text.append((char) next);
                    if (text.length() > LONGEST_LINE) {
                        throw malformed("has more than %,d characters in line %,d".formatted(LONGEST_LINE, line));
                    }
                }
                return text.toString();
            } catch (IOException e) {
                throw file().failure(e);
            }
        }

        private StepFailure malformed(String how) {
            return malformed("json.malformed", how, MEND, line);
        }

        @Override
        Closeable content() {
            return reader;
        }
    }
}
