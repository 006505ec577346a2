package dev.flowloom.json;

import java.util.Locale;

/// The words of the format.
final class Words {
    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
