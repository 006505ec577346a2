package dev.flowloom.steps.file;

import java.util.ArrayList;
import java.util.List;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import org.jspecify.annotations.Nullable;

/// Gathers the fields of a row of a text that has an [EndMark], and knows in which line each begins; the library's own handler knows
/// that of rows only.
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<CsvRow> {
    static final int MOST_FIELDS = 16_384;
    /// Of a row; the library itself sees to those of a field.
    static final int MOST_CHARACTERS = 64_000_000;

    private final List<String> fields = new ArrayList<>();
    private int characters;
    private long lastFieldLine;
    private long nextFieldLine;
    private boolean open;
    private boolean end;

    /// Where the field begins that couldn't be read.
    long line() {
        return nextFieldLine;
    }

    @Override
    protected void handleBegin(long line) {
        fields.clear();
        characters = 0;
        nextFieldLine = line;
        open = false;
        end = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        characters += length;
        if (index == MOST_FIELDS || characters > MOST_CHARACTERS) {
            throw new CsvParseException("The row is too long.");
        }
        lastFieldLine = nextFieldLine;
        nextFieldLine += breaks(buffer, offset, length);
        boolean marked = length > 0 && buffer[offset + length - 1] == EndMark.SIGN;
        open = marked && quoted;
        end = marked && !quoted;
        fields.add(new String(buffer, offset, length));
    }

    private static int breaks(char[] buffer, int offset, int length) {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            boolean half = buffer[i] == '\r' && i + 1 < offset + length && buffer[i + 1] == '\n';
            count += (buffer[i] == '\n' || buffer[i] == '\r') && !half ? 1 : 0;
        }
        return count;
    }

    @Override
    protected @Nullable CsvRow buildRecord() {
        return end ? null : new CsvRow(getStartingLineNumber(), lastFieldLine, open, List.copyOf(fields));
    }
}
