package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;

/// Texts of any length in columns that end at a million characters.
final class LongTexts {
    static final int PART = 1_000_000;

    private LongTexts() {}

    static int parts(String text) {
        return Math.max(1, Math.ceilDiv(text.length(), PART));
    }

    static String firstPart(String text) {
        return text.length() <= PART ? text : text.substring(0, PART);
    }

    /// Keeps what comes after the first part.
    static void insertRest(Connection connection, String owner, String text) throws SQLException {
        if (text.length() <= PART) {
            return;
        }
        try (var insert = connection.prepareStatement("INSERT INTO text_part (owner, part, text) VALUES (?, ?, ?)")) {
            for (int part = 1; part < parts(text); part++) {
                insert.setString(1, owner);
                insert.setInt(2, part);
                insert.setString(3, text.substring(part * PART, Math.min(text.length(), (part + 1) * PART)));
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
