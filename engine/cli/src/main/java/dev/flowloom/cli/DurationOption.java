package dev.flowloom.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A length of time in the form of ISO 8601, as in flows.
final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException _) {
            throw new TypeConversionException(
                    "\"%s\" is no length of time. Give days, hours, minutes or seconds, such as P365D or PT12H."
                            .formatted(text));
        }
    }
}
