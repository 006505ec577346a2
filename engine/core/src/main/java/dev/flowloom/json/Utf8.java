package dev.flowloom.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Bytes to text, strictly: a byte that is not UTF-8 is an error and never replaced.
final class Utf8 {
    private static final Sentence REMEDY = Sentence
            .of("Save the file as UTF-8: most editors offer that where they save.");
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private Utf8() {}

    /// The text, without a byte order mark.
    static String decode(byte[] bytes) throws MalformedJson {
        var other = otherEncoding(bytes);
        if (other != null) {
            throw new MalformedJson(Problem.error("json.encoding", Problem.Place.WHOLE,
                    Sentence.of("The text is written in %s; only UTF-8 can be read.", other), REMEDY)
                    .at(new Problem.Position(1, 1)));
        }
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(in, out, true);
        var text = out.flip().toString();
        if (result.isError()) {
            throw new MalformedJson(notUtf8(text, bytes[in.position()]));
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    // JSON begins with an ASCII character, so zeros among the first bytes tell UTF-16 and UTF-32 from UTF-8.
    private static @Nullable String otherEncoding(byte[] bytes) {
        if (bytes.length < 2) {
            return null;
        }
        int first = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
        int second = bytes.length < 4 ? 0 : Byte.toUnsignedInt(bytes[2]) << 8 | Byte.toUnsignedInt(bytes[3]);
        if (bytes.length >= 4 && (first == 0) != (second == 0)) {
            return "UTF-32";
        }
        boolean marked = first == 0xFEFF || first == 0xFFFE;
        return marked || (first >> 8 == 0) != ((first & 0xFF) == 0) ? "UTF-16" : null;
    }

    private static Problem notUtf8(String textBefore, byte wrong) {
        int line = 1 + (int) textBefore.chars().filter(c -> c == '\n').count();
        int column = textBefore.length() - textBefore.lastIndexOf('\n');
        return Problem.error("json.encoding", Problem.Place.WHOLE,
                Sentence.of("The byte %02X is not UTF-8; the text may be written in Latin-1 or another encoding.",
                        wrong),
                REMEDY).at(new Problem.Position(line, column));
    }
}
