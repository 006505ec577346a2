package dev.flowloom.expression;

import java.math.BigDecimal;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;

/// Between exact numbers and the library's, which are integers where they can be and doubles otherwise.
final class Numbers {
    /// Up to here every integer is a double.
    private static final double EXACT = 1L << 53;
    /// From here on JSON is easier to read with an exponent.
    private static final double LONG_WINDED = 1e21;

    private Numbers() {}

    static Number toLibrary(Json.Num number) {
        double value = number.value().doubleValue();
        if (Math.abs(value) < EXACT && value == Math.rint(value)) {
            return integer((long) value);
        }
        return Math.abs(value) <= Long.MAX_VALUE && isLong(number.value()) ? exact(number.value()) : (Number) value;
    }

    /// @throws ExpressionException when it is no number that JSON can say
    static Json.Num toJson(Number number) throws ExpressionException {
        if (number instanceof Integer || number instanceof Long) {
            return Json.of(number.longValue());
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new ExpressionException(Double.isNaN(value)
                    ? Sentence.of("The result is not a number.")
                    : Sentence.of("The number is too large."), -1);
        }
        boolean integer = value == Math.rint(value) && Math.abs(value) < LONG_WINDED;
        return new Json.Num(integer ? new BigDecimal(value) : BigDecimal.valueOf(value).stripTrailingZeros());
    }

    /// The number, where a function can take it for an integer.
    static Number requireInteger(Number number, String function) {
        if (Math.abs(number.doubleValue()) >= Long.MAX_VALUE) {
            throw Functions.failure(Sentence.of("$%s is given %s, which is too large.", function, number.toString()));
        }
        return number;
    }

    private static Number integer(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private static Number exact(BigDecimal value) {
        return value.longValue();
    }

    private static boolean isLong(BigDecimal value) {
        return (value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0)
                && value.toBigInteger().bitLength() < Long.SIZE;
    }
}
