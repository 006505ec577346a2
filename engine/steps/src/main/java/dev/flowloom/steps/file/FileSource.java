package dev.flowloom.steps.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.steps.Descriptions;

/// A source that reads a text file from its beginning to its end.
abstract sealed class FileSource implements SourceType permits CsvRows, JsonLines {
    private final StepDescription description;

    /// @param type its name
    FileSource(String type) {
        this.description = Descriptions.read(type);
    }

    @Override
    public final StepDescription description() {
        return description;
    }

    @Override
    public final List<StepFailure> check(Settings settings) {
        return TextFile.check(settings);
    }

    @Override
    public final ItemReader open(Json.Obj values) throws StepFailure {
        var settings = Settings.of(values, description);
        return open(TextFile.of(settings), settings);
    }

    abstract ItemReader open(TextFile file, Settings settings) throws StepFailure;

    /// Reads the file.
    abstract static class FileReader implements ItemReader {
        private final TextFile file;
        private final TextFile.State opened;

        FileReader(TextFile file) throws StepFailure {
            this.file = file;
            this.opened = file.state();
        }

        abstract Closeable content();

        TextFile file() {
            return file;
        }

        final void requireUnchanged() throws StepFailure {
            file.requireUnchanged(opened);
        }

        /// @param how what is wrong, as the end of a sentence that begins with the file
        /// @param mend what to do about it
        final StepFailure malformed(String code, String how, String mend, long line) {
            return new StepFailure(code, Severity.CRITICAL,
                    "The file %s %s %s".formatted(file.path(), how.endsWith(".") ? how : how + ".", mend),
                    Json.Obj.of("file", Json.of(file.path().toString())).with("line", Json.of(line)));
        }

        @Override
        public final String version() {
            return opened.version();
        }

        @Override
        public final void close() {
            try {
                content().close();
            } catch (IOException _) {
                // It was only read.
            }
        }
    }
}
