package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;

/// Texts of any length in columns that end at a million characters.
final class LongTexts {
    static final int PART = 1_000_000;

    private LongTexts() {}

    static int parts(String text) {
        int parts = 1;
        for (int end = end(text, 0); end < text.length(); end = end(text, end)) {
            parts++;
        }
        return parts;
    }

    static String firstPart(String text) {
        return text.substring(0, end(text, 0));
    }

    /// Where the part ends that begins there: between characters, also where one is two of Java's.
    private static int end(String text, int from) {
        int end = Math.min(text.length(), from + PART);
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    /// Keeps what comes after the first part.
    static void insertRest(Connection connection, String owner, String text) throws SQLException {
        if (text.length() <= PART) {
            return;
        }
        try (var insert = connection.prepareStatement("INSERT INTO text_part (owner, part, text) VALUES (?, ?, ?)")) {
            int part = 1;
            for (int from = end(text, 0); from < text.length(); from = end(text, from)) {
                insert.setString(1, owner);
                insert.setInt(2, part++);
                insert.setString(3, text.substring(from, end(text, from)));
                insert.executeUpdate();
            }
        }
    }

    static String withRest(Connection connection, String owner, String first, int parts) throws SQLException {
        if (parts == 1) {
            return first;
        }
        var whole = new StringBuilder(first);
        try (var select = connection.prepareStatement("SELECT text FROM text_part WHERE owner = ? ORDER BY part")) {
            select.setString(1, owner);
            var rows = select.executeQuery();
            while (rows.next()) {
                whole.append(rows.getString(1));
            }
        }
        return whole.toString();
    }
}
