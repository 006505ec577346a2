package dev.flowloom.steps.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.UnreadableItem;
import org.jspecify.annotations.Nullable;

/// `csv.rows`: the rows of a CSV file (RFC 4180), each an object of texts by the names in the first row, or a list of them.
public final class CsvRows extends FileSource {
    /// As the library has it.
    private static final int LONGEST_FIELD = 16_000_000;
    private static final String MEND = "Mend it, or check the settings \"separator\", \"header\" and \"charset\".";
    private static final String MEND_ROW = "Mend that row, or check the settings \"separator\" and \"header\".";

    public CsvRows() {
        super("csv.rows");
    }

    @Override
    ItemReader open(TextFile file, Settings settings) throws StepFailure {
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

    private static final class Rows extends FileReader {
        private final CsvRowHandler handler = new CsvRowHandler();
        private final CsvReader<CsvRow> reader;
        private final CloseableIterator<CsvRow> rows;
        private @Nullable List<String> names;

        Rows(TextFile file, String separator) throws StepFailure {
            super(file);
            var settings = settings(separator);
            try {
                this.reader = settings.build(handler, new EndMark(file.open()));
            } catch (IllegalArgumentException e) {
                throw unfit(e);
            }
            this.rows = reader.iterator();
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
            var first = nextRow();
            if (first == null) {
                throw malformed("has no first row, which would name the columns", 1);
            }
            var seen = new HashSet<String>();
            for (var name : first.fields()) {
                if (!seen.add(name)) {
                    throw malformed("names two columns \"%s\" in its first row".formatted(name), first.line());
                }
            }
            names = first.fields();
        }

        @Override
        public @Nullable Json next() throws StepFailure, UnreadableItem {
            var row = nextRow();
            if (row == null) {
                requireUnchanged();
                return null;
            }
            return item(row);
        }

        @Override
        public boolean pass() throws StepFailure {
            return nextRow() != null;
        }

        private @Nullable CsvRow nextRow() throws StepFailure {
            try {
                var row = rows.hasNext() ? rows.next() : null;
                if (row != null && row.isOpen()) {
                    requireUnchanged();
                    throw malformed("ends before a quote is closed that was opened in line %,d"
                            .formatted(row.lastFieldLine()), row.lastFieldLine());
                }
                return row;
            } catch (UncheckedIOException e) {
                throw file().failure(Objects.requireNonNull(e.getCause(), "it says what happened"));
            } catch (CsvParseException e) {
                throw e.getCause() instanceof IOException io ? file().failure(io) : unparsed();
            }
        }

        private StepFailure unparsed() {
            return malformed(
                    "can't be read from line %,d on: a quote is not closed, a closed one is followed by something else than a separator, a field has more than %,d characters, or a row more than %,d fields or %,d characters"
                            .formatted(handler.line(), LONGEST_FIELD, CsvRowHandler.MOST_FIELDS,
                                    CsvRowHandler.MOST_CHARACTERS),
                    handler.line());
        }

        private Json item(CsvRow found) throws UnreadableItem {
            var fields = found.fields();
            if (names == null) {
                return list(fields);
            }
            if (fields.size() != names.size()) {
                throw new UnreadableItem(list(fields), malformed("csv.malformed",
                        "has %,d fields in the row of line %,d, and %,d names in its first row".formatted(
                                fields.size(), found.line(), names.size()),
                        MEND_ROW, found.line()));
            }
            var row = new LinkedHashMap<String, Json>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), Json.of(fields.get(i)));
            }
            return new Json.Obj(row);
        }

        private static Json list(List<String> fields) {
            return new Json.Arr(fields.stream().<Json>map(Json::of).toList());
        }

        private StepFailure malformed(String how, long line) {
            return malformed("csv.malformed", how, MEND, line);
        }

        @Override
        Closeable content() {
            return reader;
        }
    }
}
