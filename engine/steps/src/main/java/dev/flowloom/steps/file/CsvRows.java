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
        if (settings.flag("header")) {
            rows.readNames();
        }
        return rows;
    }

    private static final class Rows implements ItemReader {
        private final TextFile file;
        private final String version;
        private final CsvReader<CsvRecord> reader;
        private final CloseableIterator<CsvRecord> records;
        private @Nullable List<String> names;

        Rows(TextFile file, String separator) throws StepFailure {
            this.file = file;
            this.version = file.version();
            try {
                this.reader = CsvReader.builder().fieldSeparator(separator).allowExtraFields(true)
                        .allowMissingFields(true).ofCsvRecord(file.open());
            } catch (IllegalArgumentException e) {
                throw Settings.invalid("separator",
                        Sentence.of("can't separate fields: %s", String.valueOf(e.getMessage())));
            }
            this.records = reader.iterator();
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
            return found == null ? null : item(found);
        }

        @Override
        public void skip(long items) throws StepFailure, InterruptedException {
            for (long skipped = 0; skipped < items && nextRecord() != null; skipped++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }

        private @Nullable CsvRecord nextRecord() throws StepFailure {
            try {
                return records.hasNext() ? records.next() : null;
            } catch (UncheckedIOException e) {
                throw file.failure(Objects.requireNonNull(e.getCause(), "it says what happened"));
            } catch (CsvParseException e) {
                throw e.getCause() instanceof IOException io
                        ? file.failure(io)
                        : malformed("is no CSV: " + e.getMessage(), -1);
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
                    line < 0 ? details : details.with("line", Json.of(line)));
        }

        @Override
        public String version() {
            return version;
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
