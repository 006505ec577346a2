package dev.flowloom.steps.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.steps.Descriptions;
import org.jspecify.annotations.Nullable;

/// `csv.rows`: the rows of a CSV file (RFC 4180), each an object of texts by the names in the first row, or a list of them.
public final class CsvRows implements SourceType {
    private static final StepDescription DESCRIPTION = Descriptions.read("csv.rows");

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
        var settings = Settings.of(values, DESCRIPTION);
        var file = TextFile.of(settings);
        var rows = new Rows(file, settings.text("separator"));
        try {
            if (settings.flag("header")) {
                rows.readNames();
            }
            return rows;
        } catch (StepFailure e) {
            rows.close();
            throw e;
        }
    }

    /// As the library has it.
    private static final int LONGEST_FIELD = 16_000_000;

    private static final class Rows implements ItemReader {
        private final TextFile file;
        private final TextFile.State opened;
        private final CsvReader<CsvRecord> reader;
        private final CloseableIterator<CsvRecord> records;
        private @Nullable List<String> names;
        /// Where the latest row begins.
        private long line;

        Rows(TextFile file, String separator) throws StepFailure {
            this.file = file;
            this.opened = file.state();
            var settings = settings(separator);
            try {
                this.reader = settings.ofCsvRecord(file.open());
            } catch (IllegalArgumentException e) {
                throw unfit(e);
            }
            this.records = reader.iterator();
        }

        private static CsvReader.CsvReaderBuilder settings(String separator) throws StepFailure {
            try {
                return CsvReader.builder().fieldSeparator(separator).allowExtraFields(true).allowMissingFields(true);
            } catch (IllegalArgumentException e) {
                throw unfit(e);
            }
        }

        private static StepFailure unfit(IllegalArgumentException e) {
            return Settings.invalid("separator",
                    Sentence.of("can't separate fields: %s", String.valueOf(e.getMessage())));
        }

        void readNames() throws StepFailure {
            var first = nextRecord();
            if (first == null) {
                throw malformed("has no first row, which would name the columns", 1);
            }
            var seen = new HashSet<String>();
            for (var name : first.getFields()) {
                if (!seen.add(name)) {
                    throw malformed("names two columns \"%s\" in its first row".formatted(name),
                            first.getStartingLineNumber());
                }
            }
            names = List.copyOf(first.getFields());
        }

        @Override
        public @Nullable Json next() throws StepFailure {
            var found = nextRecord();
            if (found == null) {
                file.requireUnchanged(opened);
                return null;
            }
            line = found.getStartingLineNumber();
            return item(found);
        }

        @Override
        public boolean pass() throws StepFailure {
            return nextRecord() != null;
        }

        private @Nullable CsvRecord nextRecord() throws StepFailure {
            try {
                return records.hasNext() ? records.next() : null;
            } catch (UncheckedIOException e) {
                throw file.failure(Objects.requireNonNull(e.getCause(), "it says what happened"));
            } catch (CsvParseException e) {
                throw e.getCause() instanceof IOException io
                        ? file.failure(io)
                        : malformed(
                                "is no CSV after line %,d: a quote is not closed, or a field has more than %,d characters"
                                        .formatted(line, LONGEST_FIELD),
                                line + 1);
            }
        }

        private Json item(CsvRecord found) throws StepFailure {
            var fields = found.getFields();
            if (names == null) {
                return new Json.Arr(fields.stream().<Json>map(Json::of).toList());
            }
            if (fields.size() != names.size()) {
                throw malformed("has %d fields in the row of line %d, and %d names in its first row".formatted(
                        fields.size(), found.getStartingLineNumber(), names.size()), found.getStartingLineNumber());
            }
            var row = new LinkedHashMap<String, Json>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), Json.of(fields.get(i)));
            }
            return new Json.Obj(row);
        }

        private StepFailure malformed(String how, long line) {
            var details = Json.Obj.of("file", Json.of(file.path().toString()));
            return new StepFailure("csv.malformed", Severity.CRITICAL,
                    "The file %s %s. Mend it, or check the settings \"separator\", \"header\" and \"charset\"."
                            .formatted(file.path(), how),
                    details.with("line", Json.of(line)));
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
