package dev.flowloom.json;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.flowloom.model.Json;

/// The version of the file format, its defaults, and the way from older versions to the newest.
final class Format {
    /// The field that holds the version.
    static final String VERSION = "flowloom";
    static final int CURRENT = 1;

    /// How many items a loop works on at a time unless it says otherwise.
    static final int CONCURRENCY = 1;
    /// How often a loop repeats at most unless it says otherwise.
    static final int LIMIT = 1_000;

    /// The first brings version 1 to version 2, and so on. Whoever raises [#CURRENT] adds one.
    static final List<UnaryOperator<Json.Obj>> MIGRATIONS = List.of();

    private Format() {}

    /// The definition as the newest version writes it.
    ///
    /// @param version the version it was written in
    static Json.Obj migrated(Json.Obj definition, int version, List<UnaryOperator<Json.Obj>> migrations) {
        var newest = definition;
        for (var migration : migrations.subList(version - 1, migrations.size())) {
            newest = migration.apply(newest);
        }
        return newest;
    }
}
