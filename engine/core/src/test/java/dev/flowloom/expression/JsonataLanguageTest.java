package dev.flowloom.expression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flowloom.expression.Jsonata.MOMENT;
import static dev.flowloom.expression.Jsonata.compile;
import static dev.flowloom.expression.Jsonata.evaluate;
import static dev.flowloom.expression.Jsonata.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Isolated
class JsonataLanguageTest {
    private static final String ORDER = """
            {"data": {"id": "o-1", "paid": true, "note": null, "empty": [], "none": {},
                      "items": [{"name": "pen", "price": 1.5, "count": 4}, {"name": "ink", "price": 12, "count": 1}]},
             "steps": {"reserve": {"ok": true, "ids": [3, 1, 2]}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            data.id                                   ¦ "o-1"
            data.items.price                          ¦ [1.5, 12]
            data.items[1].name                        ¦ "ink"
            data.items[price > 2].name                ¦ "ink"
            $sum(data.items.(price * count))          ¦ 18
            data.nothing.at.all                       ¦ null
            data.note                                 ¦ null
            data.empty                                ¦ []
            data.none                                 ¦ {}
            $exists(data.note)                        ¦ true
            $exists(data.nothing)                     ¦ false
            data.empty{name: price}                   ¦ {}
            data.items{name: price}                   ¦ {"pen": 1.5, "ink": 12}
            data.items^(>price).name                  ¦ ["ink", "pen"]
            $sort(steps.reserve.ids)                  ¦ [1, 2, 3]
            $sort([2, 1.5, 1])                        ¦ [1, 1.5, 2]
            $sort(data.items, function($a, $b){$a.price < $b.price}).name ¦ ["ink", "pen"]
            $count(data.items)                        ¦ 2
            $keys(data.none)                          ¦ null
            {"a": {"b": data.paid}}                   ¦ {"a": {"b": true}}
            [1..3]                                    ¦ [1, 2, 3]
            1 + 2                                     ¦ 3
            6 / 2                                     ¦ 3
            7 / 2                                     ¦ 3.5
            $sum([1, 2])                              ¦ 3
            $floor(3.7)                               ¦ 3
            1e19 * 10                                 ¦ 100000000000000000000
            9007199254740993                          ¦ 9007199254740992
            -0.0 * 1                                  ¦ 0
            $string({"a": [1, "x"]})                  ¦ "{\\"a\\":[1,\\"x\\"]}"
            "a" & 1 & null                            ¦ "a1null"
            $uppercase("i")                           ¦ "I"
            $substring("h😀llo", 1, 2)                ¦ "😀l"
            $substring("hello", -3)                   ¦ "llo"
            $substring("hello", -3, 1)                ¦ "l"
            $substring("hello", 9)                    ¦ ""
            $substring(?, 0, 2)("hello")              ¦ "he"
            $pad("a", 4, "xy")                        ¦ "axyx"
            $pad("a", -3)                             ¦ "  a"
            $join(["a", "b", "a"], "-")               ¦ "a-b-a"
            $join([], "-")                            ¦ ""
            $round(2.5)                               ¦ 2
            $round(123.456, 1)                        ¦ 123.5
            $round(155, -1)                           ¦ 160
            $round(1.5, 1000000000)                   ¦ 1.5
            $contains("abc", "B")                     ¦ false
            $contains("abc", /B/i)                    ¦ true
            $split("a,b,,c", ",")                     ¦ ["a", "b", "", "c"]
            $split("a1b22c", /[0-9]+/, 2)             ¦ ["a", "b"]
            $split("a😀", "")                         ¦ ["a", "😀"]
            $replace("a.b.c", ".", "-", 1)            ¦ "a-b.c"
            $replace("John Smith", /(\\w+)\\s(\\w+)/, "$2 $1") ¦ "Smith John"
            $replace("ab", /(a)/, "[$12][$5][$$]")    ¦ "[a2][][$]b"
            $replace("a1", /[0-9]/, function($m){$string($number($m.match) + 1)}) ¦ "a2"
            $match("ab12cd3", /[0-9]+/).match         ¦ ["12", "3"]
            $match("ab12cd3", /([a-z])([0-9])/, 1).groups ¦ ["b", "1"]
            ("x/y" ~> /\\//).start                  ¦ 1
            (data.items.price)[0] / 2                 ¦ 0.75
            ($n := /b+/; $n("abbb").end)              ¦ 4
            $map(["a", "b"], $uppercase)              ¦ ["A", "B"]
            $formatInteger(12, "w")                   ¦ "twelve"
            $toMillis("1970-01-01T00:00:01")          ¦ 1000
            $toMillis("1970-01-01T01:00:01+01:00")    ¦ 1000
            $toMillis("1970-01-01T01:00:01+0100")     ¦ 1000
            $toMillis("1970-01-02")                   ¦ 86400000
            $fromMillis(0)                            ¦ "1970-01-01T00:00:00.000Z"
            $fromMillis(0, "[Y]/[M01]")               ¦ "1970/01"
            $fromMillis(253402300799999)              ¦ "9999-12-31T23:59:59.999Z"
            $fromMillis(-62135596800000)              ¦ "0001-01-01T00:00:00.000Z"
            $fromMillis(1.9, "[f001]")                ¦ "001"
            $fromMillis(0, "[H01]:[m01]", "-0530")    ¦ "18:30"
            $fromMillis(0, "[H01]:[m01]", "0100")     ¦ "01:00"
            $formatNumber(12.5, "#0.00")              ¦ "12.50"
            $formatBase(255, 16)                      ¦ "ff"
            $formatBase(255)                          ¦ "255"
            $parseInteger("twelve", "w")              ¦ 12
            $base64decode($base64encode("é😀"))       ¦ "é😀"
            $base64decode(data.nothing)               ¦ null
            $decodeUrl($encodeUrl("a b/ü"))           ¦ "a b/ü"
            $length("h😀llo")                         ¦ 5
            $length(data.nothing)                     ¦ null
            data.id.$length()                         ¦ 3
            $trim("  a  b ")                          ¦ "a b"
            $substringBefore("a-b-c", "-")            ¦ "a"
            $substringBefore("abc", "-")              ¦ "abc"
            $substringAfter("a-b-c", "-")             ¦ "b-c"
            $substringAfter(data.nothing, "-")        ¦ null
            "a b/ü" ~> $encodeUrlComponent            ¦ "a%20b%2F%C3%BC"
            $formatBase(data.nothing, 16)             ¦ null
            $now()                                    ¦ "2026-03-04T05:06:07.089Z"
            $millis()                                 ¦ 1772600767089
            $fromMillis($toMillis("10:30", "[H01]:[m01]")) ¦ "2026-03-04T10:30:00.000Z"
            $fromMillis($toMillis("12", "[M01]"))     ¦ "2026-12-01T00:00:00.000Z"
            $type(data.note)                          ¦ "null"
            data.note = null                          ¦ true
            data.items[0] = {"count": 4, "name": "pen", "price": 1.5} ¦ true
            (data ~> |items|{"price": 2}|).items.price ¦ [2, 2]
            data ~> |items|{}, "price"| ~> $lookup("items") ~> $keys ¦ ["name", "count"]
            data /* what arrived */ .id               ¦ "o-1"
            $.data.id & $$.data.id                    ¦ "o-1o-1"
            data.items@$item[$item.price > 2].$item.name ¦ "ink"
            data.items#$at[$at = 1].name              ¦ "ink"
            ($error := {"code": 7}; $error.code)      ¦ 7
            """)
    void givesWhatJsonataGives(String source, String result) throws Exception {
        assertThat(evaluate(source, ORDER)).as(source).isEqualTo(json(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            data.(         ¦ 5  ¦ too early
            data.)         ¦ 5  ¦ ")" can't begin
            1 +            ¦ 2  ¦ too early
            {"a" 1}        ¦ 5  ¦ ":" is expected
            'abc           ¦ 0  ¦ closing quote
            /* abc         ¦ 0  ¦ comment
            $contains(x, /a(/) ¦ 13 ¦ no closing /
            $contains(x, /a{2,1}/) ¦ 19 ¦ Illegal repetition
            `abc           ¦ 0  ¦ backquote
            a ? b : : c    ¦ 8  ¦ ":" can't begin
            1 + $summ(a)   ¦ 4  ¦ There is no function $summ. Is $sum meant
            data.a == 1    ¦ 8  ¦ Equal is written with one =.
            data.a !== 1   ¦ 9  ¦ Unequal is written !=.
            a <> 1         ¦ 3  ¦ Unequal is written !=.
            a && b         ¦ 3  ¦ Both is written with the word and.
            a OR b         ¦ 2  ¦ Either is written with the word or.
            a = 1 and !b   ¦ 10 ¦ Not is written as a function: $not
            not data.a     ¦ 4  ¦ Not is written as a function: $not
            data?.a        ¦ 5  ¦ A plain . will do
            ${data.a}      ¦ 8  ¦ ":" is expected here
            (x) => x       ¦ 5  ¦ function($x)
            let x = 1      ¦ 4  ¦ There are no statements
            $map(a, $i => $i) ¦ 12 ¦ A function is written function($x)
            a is null      ¦ 2  ¦ "is" is not expected here. Equal is written
            a ++ b         ¦ 3  ¦ Texts are joined by &
            a.toUpperCase()¦ 2  ¦ "toUpperCase" is not a function. Is $uppercase meant?
            f(a)           ¦ 0  ¦ "f" is not a function: their names begin with $.
            $len(a)        ¦ 0  ¦ There is no function $len. Is $count meant?
            $toInt(a)      ¦ 0  ¦ There is no function $toInt. Is $number meant?
            $int(a)        ¦ 0  ¦ Is $number meant?
            $float(a)      ¦ 0  ¦ Is $number meant?
            $evel(a)       ¦ 0  ¦ There is no function $evel.
            $inptu.a = "v" ¦ 0  ¦ There is no variable $inptu. Is input meant?
            "a" & $env.PW  ¦ 6  ¦ There is no variable $env. Expressions see data, error
            $error.code    ¦ 0  ¦ There is no variable $error. Is error meant?
            $map(a, $numbr) ¦ 8 ¦ There is no variable $numbr. Is $number meant?
            ($total := 1; $totl) ¦ 14 ¦ There is no variable $totl. Is $total meant?
            a[b > $least]  ¦ 6  ¦ There is no variable $least.
            $contains("a", /((){40}){40}b/) ¦ 15 ¦ The regular expression repeats groups more than 1,000 times.
            1e999          ¦ 0  ¦ The number 1e999 is too large.
            data.a > -1e400 ¦ 10 ¦ The number 1e400 is too large.
            """)
    void saysWhereAndWhyASourceIsNoExpression(String source, int offset, String words) {
        var problem = catchThrowableOfType(ExpressionException.class, () -> compile(source));
        assertThat(problem).as(source).isNotNull();
        assertThat(problem.message()).contains(words).matches("(?s).*[.?]");
        assertThat(problem.offset()).as(problem.message()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            -"a"                             ¦ -1 ¦ Only a number can stand behind a minus.
            1 + "a"                          ¦ -1 ¦ Right of "+" there must be a number.
            $sum("a")                        ¦ 0  ¦ holds values of the wrong kind
            {$sum: 1}                        ¦ -1 ¦ The name of a field must be text.
            $map(1, 2)                       ¦ 0  ¦ $map is given an argument of the wrong kind (argument 1).
            "a" ~> |$|{"a": 1}|              ¦ -1 ¦ A transformation (|…|…|) is given what is neither
            {} ~> |$|$sum|                   ¦ 9  ¦ What a transformation (|…|…|) puts in must be an object.
            {} ~> |$|{},$sum|                ¦ 12 ¦ What a transformation (|…|…|…|) takes out must be
            ($f := function($x)<n:n>{$x}; $f("a")) ¦ 30 ¦ A function is given an argument of the wrong kind
            /a/(1)                           ¦ 0  ¦ A function is given an argument of the wrong kind (argument 1).
            $nothing(1)                      ¦ 0  ¦ There is no function $nothing.
            ($f := 1; $f(1))                 ¦ -1 ¦ not a function
            sum(data)                        ¦ 0  ¦ Is $sum meant?
            $uppercase                       ¦ -1 ¦ is a function
            {"f": function($x){$x}}          ¦ -1 ¦ is a function
            [/a/]                            ¦ -1 ¦ is a function
            1 / 0                            ¦ -1 ¦ too large
            $eval("1")                       ¦ 0  ¦ $eval is not available
            $error("no stock")               ¦ 0  ¦ no stock
            $assert(false, "no stock")       ¦ 0  ¦ no stock
            1 < "a"                          ¦ -1  ¦ can't be compared
            $number("x")                     ¦ 0  ¦ $number is given "x", which is not a number.
            $map(["1", "x"], $number)        ¦ 0  ¦ $number is given "x", which is not a number.
            $base64decode("%%%")             ¦ 0  ¦ $base64decode is given "%%%", which can't be decoded.
            $decodeUrl("a%")                 ¦ 0  ¦ $decodeUrl is given "a%", which can't be decoded.
            $decodeUrlComponent("%zz")       ¦ 0  ¦ $decodeUrlComponent is given "%zz", which can't be decoded.
            $encodeUrl("\\ud800")            ¦ 0  ¦ $encodeUrl is given a text that holds half of a character.
            $encodeUrlComponent("\\udc00a")  ¦ 0  ¦ $encodeUrlComponent is given a text that holds half
            $fromMillis(1e300)               ¦ 0  ¦ $fromMillis is given 1.0E300, which is not in the years 1 to 9999.
            $fromMillis(253402300800000)     ¦ 0  ¦ $fromMillis is given 253402300800000, which is not in the years
            $fromMillis(-62135596800001)     ¦ 0  ¦ which is not in the years 1 to 9999.
            $fromMillis(253402300799999, "[Y]", "+0100") ¦ 0 ¦ which is not in the years 1 to 9999.
            $fromMillis(0, "[Y]", "+99:99")  ¦ 0  ¦ $fromMillis is given the time zone "+99:99". Write it as an offset
            $fromMillis(0, "[Y]", "+0160")   ¦ 0  ¦ $fromMillis is given the time zone "+0160".
            $fromMillis(0, "[Y]", "+2400")   ¦ 0  ¦ $fromMillis is given the time zone "+2400".
            $now("[Y]", "Europe/Berlin")     ¦ 0  ¦ $now is given the time zone "Europe/Berlin".
            $fromMillis(0, "[Q]")            ¦ 0  ¦ $fromMillis can do nothing with what it is given: 0, "[Q]".
            $formatNumber(1, "0.0.0")        ¦ 0  ¦ $formatNumber can do nothing with what it is given: 1, "0.0.0".
            $formatNumber(1, "0", {"zero-digit": "ab"}) ¦ 0 ¦ what it is given: 1, "0", ….
            $formatInteger(1e300, "w")       ¦ 0  ¦ $formatInteger is given 1.0E300, which is too large.
            $formatInteger(1, "x")           ¦ 0  ¦ $formatInteger can do nothing with what it is given: 1, "x".
            $formatBase(-1e300, 16)          ¦ 0  ¦ $formatBase is given -1.0E300, which is too large.
            $formatBase(10, 99)              ¦ 0  ¦ The base of $formatBase must be from 2 to 36, and is 99.
            $parseInteger("x", "w")          ¦ 0  ¦ $parseInteger can do nothing with what it is given: "x", "w".
            $formatInteger(1000000000, "I")  ¦ 0  ¦ Roman
            $toMillis("yesterday")           ¦ 0  ¦ ISO 8601
            $sort([{"a": 1}, {"a": 2}])      ¦ 0  ¦ needs a function
            $fromMillis(0, "[Y,999999999]")  ¦ 0  ¦ picture
            """)
    void saysWhyItCannotBeEvaluated(String source, int offset, String words) {
        var problem = catchThrowableOfType(ExpressionException.class, () -> evaluate(source));
        assertThat(problem).as(source).isNotNull();
        assertThat(problem.message()).contains(words);
        assertThat(problem.offset()).as(problem.message()).isEqualTo(offset);
    }

    @Test
    void everyFunctionOfTheLanguageIsThere() throws Exception {
        for (var name : Functions.NAMES) {
            assertThat(evaluate("$type($" + name + ")")).as(name).isEqualTo(Json.of("function"));
        }
    }

    @Test
    void whatHasNoValueIsNotNamedAsAvailable() {
        assertThat(Functions.AVAILABLE).doesNotContain("eval").hasSize(Functions.NAMES.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            data["a"] = "v"          ¦ data["a"]    ¦ data.a    ¦ 0
            1 + data . x [ "a b" ]   ¦ data . x [ "a b" ] ¦ data . x.`a b` ¦ 4
            $x := data; $x['id']     ¦ $x['id']     ¦ $x.id     ¦ 12
            data[0]["a"]             ¦ ["a"]        ¦ .a        ¦ 7
            """)
    void aTextThatFiltersIsNoNameOfAField(String source, String written, String meant, int offset) throws Exception {
        assertThat(compile("(" + source + ")").textFilters())
                .containsExactly(new Expression.TextFilter(written, meant, offset + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data[a = \"b\"]", "data.a in [\"b\"]", "data.[\"a\"]", "[\"a\"]", "data[\"a\" & b]",
                    "data.n * [\"a\"]", "{\"a\": [\"b\"]}", "$join([\"a\"])", "data.a ? [\"b\"] : [\"c\"]"})
    void listsAndConditionsAreNoTextsThatFilter(String source) throws Exception {
        assertThat(compile(source).textFilters()).isEmpty();
    }

    @Test
    void aFunctionMayBeGivenByTheSource() throws Exception {
        assertThat(evaluate("($twice := function($f, $x) { $f($f($x)) }; $twice(λ($n) { $n + 1 }, 3))"))
                .isEqualTo(Json.of(5));
    }

    @Test
    void whatIsPassedOnIsTheSameValueAndNoCopy() throws Exception {
        var order = Json.Obj.of("items", Json.Arr.of(Json.of(1)));
        var context = Json.Obj.of("data", order);
        assertThat(compile("data").evaluate(context, MOMENT)).isSameAs(order);
        assertThat(compile("$").evaluate(context, MOMENT)).isSameAs(context);
        assertThat(((Json.Obj) compile("{\"order\": data}").evaluate(context, MOMENT)).get("order")).isSameAs(order);
    }

    @Test
    void largeIntegersAreExactWhenPassedOn() throws Exception {
        assertThat(evaluate("n", "{\"n\": 9223372036854775806}")).isEqualTo(json("9223372036854775806"));
    }

    @Test
    void theSameMomentGivesTheSameChance() throws Exception {
        var random = compile("[$random(), $random(), $shuffle([1..9])]");
        var first = random.evaluate(Json.Obj.EMPTY, MOMENT);
        assertThat(random.evaluate(Json.Obj.EMPTY, MOMENT)).isEqualTo(first);
        assertThat(compile(random.source()).evaluate(Json.Obj.EMPTY, MOMENT)).isEqualTo(first);
        assertThat(((Json.Arr) first).items().get(0)).isNotEqualTo(((Json.Arr) first).items().get(1));
        assertThat(random.evaluate(Json.Obj.EMPTY, new Moment(Instant.EPOCH, 7))).isNotEqualTo(first);
    }

    /// Written down, so that another Java that drew other numbers would be noticed.
    @Test
    void chanceIsTheSameOnEveryMachine() throws Exception {
        assertThat(evaluate("[$random(), $shuffle([1..5])]")).isEqualTo(json("[0.7275636800328681, 3, 2, 5, 1, 4]"));
    }

    @Test
    void theMachinesLanguageAndZoneDoNotMatter() throws Exception {
        var language = Locale.getDefault();
        var zone = TimeZone.getDefault();
        Locale.setDefault(Locale.of("tr", "TR"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
        try {
            assertThat(evaluate("$uppercase(\"i\") & $lowercase(\"I\") & $toMillis(\"1970-01-01T00:00:00\")"))
                    .isEqualTo(Json.of("Ii0"));
            assertThat(evaluate("$formatNumber(1234.5, \"#,##0.00\")")).isEqualTo(Json.of("1,234.50"));
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void oneExpressionServesManyThreads() throws Exception {
        var expression = compile(
                "($least := 2; data.items[price > $least].name; $map([1..20], function($i){$i * data.n}))");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Json>>();
            for (int n = 0; n < 200; n++) {
                var context = Json.Obj.of("data", Json.Obj.of("n", Json.of(n)));
                tasks.add(() -> expression.evaluate(context, MOMENT));
            }
            int n = 0;
            for (var result : threads.invokeAll(tasks)) {
                assertThat(((Json.Arr) result.get()).items()).hasSize(20).endsWith(Json.of(20L * n++));
            }
        }
    }

    @Test
    void theLanguageIsFoundByItsNameAlone() {
        assertThat(ExpressionLanguages.find("jsonata")).isNotNull();
        assertThat(ExpressionLanguages.find("feel")).isNull();
        assertThat(ExpressionLanguages.names()).containsExactly("jsonata");
    }
}
