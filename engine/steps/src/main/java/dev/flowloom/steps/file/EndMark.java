package dev.flowloom.steps.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// A text with a line of its own behind its end. The CSV library takes the end of a file for the end of a quote as well; where this
/// line comes out as part of a field, that field's quote was still open.
final class EndMark extends FilterReader {
    /// Half of a character: no file that could be decoded has one.
    static final char SIGN = '\uDC00';

    private static final String TAIL = "\n" + SIGN;

    private int given;

    EndMark(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        return next >= 0 || given == TAIL.length() ? next : TAIL.charAt(given++);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count >= 0 || given == TAIL.length()) {
            return count;
        }
        int rest = Math.min(length, TAIL.length() - given);
        TAIL.getChars(given, given + rest, buffer, offset);
        given += rest;
        return rest;
    }
}
