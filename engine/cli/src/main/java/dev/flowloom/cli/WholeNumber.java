package dev.flowloom.cli;

import java.math.BigInteger;

import picocli.CommandLine.TypeConversionException;

/// A number in an option, such as a limit or the number of a dead letter.
final class WholeNumber {
    private WholeNumber() {}

    static long ofLong(String text) {
        return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static int ofInt(String text) {
        return (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long number(String text, long least, long most) {
        if (!text.matches("[+-]?[0-9]{1,100}")) {
            throw new TypeConversionException("\"%s\" is no whole number. Give one in digits alone, such as 12."
                    .formatted(text));
        }
        var number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("%s is out of range: it may be from %d to %d."
                    .formatted(text, least, most));
        }
        return number.longValue();
    }
}
