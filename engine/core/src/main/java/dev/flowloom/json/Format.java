package dev.flowloom.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.flowloom.model.Json;
import dev.flowloom.model.Node.Repeat.ForEach.ItemErrors;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// The version of the file format, its defaults, and the way from older versions to the newest.
final class Format {
    /// The field that holds the version.
    static final String VERSION = "flowloom";
    static final int CURRENT = 1;
    private static final BigDecimal NEWEST = BigDecimal.valueOf(CURRENT);

    /// How many items a loop works on at a time unless it says otherwise.
    static final int BATCH = 1;
    static final int CONCURRENCY = 1;
    static final ItemErrors ON_ERROR = ItemErrors.STOP;
    /// How often a loop repeats at most unless it says otherwise.
    static final int LIMIT = 1_000;
    /// How large a note is unless it says otherwise.
    static final int NOTE_WIDTH = 208;
    static final int NOTE_HEIGHT = 96;

    /// The first brings version 1 to version 2, and so on. Whoever raises [#CURRENT] adds one.
    static final List<UnaryOperator<Json.Obj>> MIGRATIONS = List.of();

    private Format() {}

    /// The version a definition says it was written in: 0, and a problem, where it says nothing of use; one more than the
    /// newest, and a warning, where it is newer.
    static int version(Json.Obj definition, Findings findings) {
        var value = definition.get(VERSION);
        if (value instanceof Json.Num(var number) && number.compareTo(NEWEST) > 0) {
            findings.add(Problem.warning("format.newer", Problem.Place.at("/" + VERSION),
                    Sentence.of("A newer Flowloom wrote this file: its format is %s, and %d is the newest known here.",
                            number, CURRENT),
                    Sentence.of(
                            "Update Flowloom to edit it. Until then it opens read-only, and nothing in it is changed.")));
            return CURRENT + 1;
        }
        var version = value == null ? null : Want.COUNT.read().apply(value);
        if (version != null) {
            return version;
        }
        findings.lose();
        if (value != null) {
            findings.add(Problem.error("format.version", Problem.Place.at("/" + VERSION),
                    Sentence.of("\"%s\" must be %s, but is %s.", VERSION, Sentence.of("the number %d", CURRENT),
                            FieldReader.shown(value)),
                    Sentence.of("Write \"%s\": %d.", VERSION, CURRENT)));
            return 0;
        }
        findings.add(Problem.error("format.version", Problem.Place.WHOLE,
                Sentence.of(
                        "The file does not say in which version of the format it is written, so it may not be a flow."),
                Sentence.of("If it is one, begin it with \"%s\": %d.", VERSION, CURRENT)));
        return 0;
    }

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
