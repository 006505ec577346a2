package dev.flowloom.expression;

import java.util.ArrayList;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.flowloom.expression.Jsonata.MOMENT;
import static dev.flowloom.expression.Jsonata.compile;
import static dev.flowloom.expression.Jsonata.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BoundsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            ($f := function($n){$f($n + 1)}; $f(0))                      ¦ too much work
            ($f := function($n){1 + $f($n + 1)}; $f(0))                  ¦ too deeply
            [1..9999999]                                                 ¦ too much data
            $map([1..4000], function($i){$map([1..4000], function($j){$i})}) ¦ too much
            $pad("x", 300000000)                                         ¦ too much data
            $pad("x", -2147483648)                                       ¦ too much data
            $reduce([1..40], function($a, $i){$a & $a}, "x")                 ¦ too much data
            $reduce([1..60], function($a, $i){[[$a], [$a]]}, [1])            ¦ too much data
            $reduce([1..60], function($a, $i){{"l": $a, "r": $a}}, "x")      ¦ too much data
            $string($reduce([1..60], function($a, $i){{"l": $a, "r": $a}}, "x")) ¦ too much data
            $reduce([1..60], function($a, $i){$append($a, $a)}, [1])         ¦ too much
            $reduce([1..4000], function($a, $i){{"in": $a}}, 1)              ¦ too deeply
            $join($map([1..100000], function($i){"x"}), $pad("", 1000))  ¦ too much data
            $replace($pad("", 10000, "x"), "x", $pad("", 10000))         ¦ too much data
            ($line := $pad("", 100); $reduce([1..40000], function($a, $i){$a & $line}, "")) ¦ too much work
            ($t := $pad("", 4000000); $map([1..100000], function($i){$uppercase($t)}))      ¦ too much work
            ($t := $pad("", 4000000); $map([1..100000], function($i){$substring($t, $i, 1)})) ¦ too much work
            ($t := $pad("", 4000000, "가"); $map([1..100000], function($i){$length($t)}))    ¦ too much work
            ($t := $pad("", 4000000, "가"); $map([1..100000], function($i){$substringAfter($t, "b")})) ¦ too much work
            ($t := [1..100000].$string(); $map([1..100000], function($i){$join($t)}))       ¦ too much work
            $contains($pad("", 2000, "a") & "!", /(.*)(.*)(.*)(.*)b/)                 ¦ too much work
            $pad("", 2000, "a") & "!" ~> /(.*)(.*)(.*)(.*)b/                          ¦ too much work
            $match($pad("", 2000, "a") & "!", /(.*)(.*)(.*)(.*)b/)                 ¦ too much work
            $replace($pad("", 2000, "a") & "!", /(.*)(.*)(.*)(.*)b/, "")             ¦ too much work
            $split($pad("", 2000, "a") & "!", /(.*)(.*)(.*)(.*)b/)                    ¦ too much work
            """)
    void endsWithAReasonWhatWouldNotEnd(String source, String words) {
        var problem = catchThrowableOfType(ExpressionException.class, () -> evaluate(source));
        assertThat(problem).as(source).isNotNull();
        assertThat(problem.message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            $contains($t, /(a|b)*c/)
            $match($t, /(a|b)*c/)
            $split($t, /(a|b)*c/)
            $replace($t, /(a|b)*c/, "")
            $t ~> /(a|b)*c/
            """)
    void aGroupThatIsRepeatedTooOftenIsToldAsThat(String source) {
        var problem = catchThrowableOfType(ExpressionException.class,
                () -> evaluate("($t := $pad(\"\", 300000, \"a\"); %s)".formatted(source)));
        assertThat(problem.message()).startsWith("The regular expression (a|b)*c repeats a group too often");
    }

    @Test
    void isDoneInsideWithoutHidingWhatHappened() {
        var inside = catchThrowableOfType(ExpressionException.class,
                () -> evaluate("true and $contains($pad(\"\", 2000, \"a\") & \"!\", /(.*)(.*)(.*)(.*)b/)"));
        assertThat(inside.message()).contains("too much work");
    }

    /// The library's own count of depth forgets to count back after lists and objects.
    @Test
    void manyShallowCallsAreNotDeep() throws Exception {
        assertThat(evaluate("$count($map([1..2000], function($x){[$x, {\"a\": $x, \"b\": [$x, $x]}]}))"))
                .isEqualTo(Json.of(2000));
        assertThat(evaluate("($f := function($n){$n = 0 ? 0 : $f($n - 1)}; $f(20000))")).isEqualTo(Json.of(0));
        assertThat(evaluate("($f := function($n){$n <= 1 ? 1 : $n * $f($n - 1)}; $f(20))"))
                .isEqualTo(Json.of(2432902008176640000L));
    }

    @Test
    void aLongTextMayBePutTogetherPieceByPiece() throws Exception {
        assertThat(evaluate("""
                ($line := $pad("", 100); $length($reduce([1..10000], function($a, $i){$a & $line}, "")))"""))
                .isEqualTo(Json.of(1_000_000));
    }

    @Test
    void aRefusedEvaluationLeavesNothingBehind() throws Exception {
        var expression = compile("$reduce([1..n], function($a, $i){$a & $a}, \"x\")");
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(ExpressionException.class,
                    () -> expression.evaluate(Json.Obj.of("n", Json.of(50)), MOMENT))).isNotNull();
            assertThat(expression.evaluate(Json.Obj.of("n", Json.of(3)), MOMENT)).isEqualTo(Json.of("xxxxxxxx"));
        }
    }

    @Test
    void whatTheContextHoldsBesidesCostsNothing() throws Exception {
        var huge = new ArrayList<Json>();
        for (int i = 0; i < Guard.MOST_WORK + 1; i++) {
            huge.add(Json.NULL);
        }
        var context = Json.Obj.of("huge", new Json.Arr(huge)).with("n", Json.of(1));
        assertThat(compile("{\"n\": n, \"all\": huge, \"last\": huge[-1]}").evaluate(context, MOMENT))
                .isEqualTo(context.without("huge").with("all", new Json.Arr(huge)).with("last", Json.NULL));
        assertThat(catchThrowableOfType(ExpressionException.class,
                () -> compile("$string(huge)").evaluate(context, MOMENT)).message()).contains("too much");
    }

    @Test
    void aSourceIsBoundedToo() {
        assertThat(catchThrowableOfType(ExpressionException.class, () -> compile("1+".repeat(20_000) + "1")).message())
                .contains("longer than");
        assertThat(catchThrowableOfType(ExpressionException.class, () -> compile("(".repeat(19_000))).message())
                .isNotEmpty();
        assertThat(catchThrowableOfType(ExpressionException.class, () -> compile("  ")).message())
                .contains("no expression");
    }
}
