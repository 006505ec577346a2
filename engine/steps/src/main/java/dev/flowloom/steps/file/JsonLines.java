package dev.flowloom.steps.file;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.steps.Descriptions;
import org.jspecify.annotations.Nullable;

/// `json.lines`: the JSON values of a file that has one in each line (jsonlines.org). Empty lines are passed over.
public final class JsonLines implements SourceType {
    private static final StepDescription DESCRIPTION = Descriptions.read("json.lines");
    private static final int LONGEST_LINE = 10_000_000;

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return TextFile.check(settings);
    }

    @Override
    public ItemReader open(Json.Obj values) throws StepFailure {
        return new Values(TextFile.of(Settings.of(values, DESCRIPTION)));
    }

    private static final class Values implements ItemReader {
        private final TextFile file;
        private final TextFile.State opened;
        private final Reader reader;
        private long line;

        Values(TextFile file) throws StepFailure {
            this.file = file;
            this.opened = file.state();
            this.reader = file.open();
        }

        @Override
        public @Nullable Json next() throws StepFailure {
            var text = nextText();
            if (text == null) {
                file.requireUnchanged(opened);
                return null;
            }
            try {
                return JsonText.parse(text);
            } catch (MalformedJson e) {
                throw malformed("has no JSON in line %,d: %s".formatted(line, e.problem().message()));
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
                throw file.failure(e);
            }
        }

        private StepFailure malformed(String how) {
            return new StepFailure("json.malformed", Severity.CRITICAL,
                    "The file %s %s Mend that line, or check the settings \"file\" and \"charset\"."
                            .formatted(file.path(), how.endsWith(".") ? how : how + "."),
                    Json.Obj.of("file", Json.of(file.path().toString())).with("line", Json.of(line)));
        }

        @Override
        public String version() {
            return opened.version();
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }
}
