package dev.flowloom.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import dev.flowloom.journal.Durability;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What the events outlive that a command has kept.
final class DurabilityOption {
    private static final String NAME = "--durability";

    @Option(
            names = NAME,
            paramLabel = "WHAT",
            converter = Words.class,
            completionCandidates = Words.class,
            description = "What the store's events outlive as long as this command has it open. power-safe: a kill of the process "
                    + "and a power cut (the default). kill-safe: a kill; faster, but a power cut may take the last seconds. "
                    + "Has no meaning for a store in memory or in PostgreSQL.")
    private @Nullable Durability chosen;

    Durability durability() {
        return chosen == null ? Durability.POWER_SAFE : chosen;
    }

    /// The option as it was given, with a space before it, to be repeated in a command; empty where it wasn't.
    String repeated() {
        return chosen == null ? "" : " " + NAME + " " + word(chosen);
    }

    private static String word(Durability durability) {
        return durability.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The words that a person chooses by.
    private static final class Words implements ITypeConverter<Durability>, Iterable<String> {
        private static List<String> all() {
            return Arrays.stream(Durability.values()).map(DurabilityOption::word).toList();
        }

        @Override
        public Durability convert(String word) {
            return Arrays.stream(Durability.values()).filter(durability -> word(durability).equalsIgnoreCase(word))
                    .findFirst().orElseThrow(() -> new TypeConversionException(
                            "\"%s\" is none of %s".formatted(word, String.join(", ", all()))));
        }

        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }
    }
}
