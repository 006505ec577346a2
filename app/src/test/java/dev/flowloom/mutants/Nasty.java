package dev.flowloom.mutants;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

import dev.flowloom.model.Json;

/// Values, texts and pieces of expressions that programs stumble over.
final class Nasty {
    private static final List<String> TEXTS = List.of("", " ", "\0", "한국어", "😀", "\uD800", "\uFEFFid", "a/b~c", "..",
            "{{", "{{ }}", "{{ data }}", "{{ input }}x{{", "{{ steps }}", "{{ loop.index }}", "PT0S", "-PT1S", "PT-1S",
            "P1D", "P1Y", "PT0.000000001S", "PT9223372036854775807S", "P106751991167300D", "PT99999999999999999999H",
            "NaN", "Infinity", "-0", "1e400", "2026-02-30T00:00:00Z", "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z", "2026-01-01", "otherwise", "approved", "rejected", "all", "any", "*", "**",
            "flow.*", "start", "end", "step", "subflow", "condition", "fork", "join", "wait", "receive", "approval",
            "scope", "loop", "critical", "corruption", "continue", "collect", "jsonata", "http.request", "sql.execute",
            "data.transform", "util.fail", "https://json-schema.org/draft/2020-12/schema", "#", "#/$defs/none");
    private static final List<String> FIELDS = List.of("kind", "name", "type", "settings", "input", "output", "retry",
            "attempts", "initialDelay", "factor", "cap", "jitter", "timeout", "resource", "disabled", "branches",
            "when",
            "id", "from", "to", "branch", "code", "severity", "join", "for", "until", "while", "forEach", "limit",
            "concurrency", "onError", "lock", "lease", "wait", "message", "key", "question", "who", "flow", "version",
            "error", "nodes", "wires", "layout", "frames", "notes", "x", "y", "width", "collapsed", "bends",
            "resources",
            "breaker", "rate", "errorRules", "inputSchema", "expressions", "flowloom", "$schema", "$ref", "secret",
            "value");
    private static final List<String> TOKENS = List.of("(", ")", "[", "]", "{", "}", ".", ",", ":=", "?", ":", "~>",
            "**",
            "*", "%", "@$x", "#$i", "^(a)", "|a|{}|", "/a*/", "/(a+)+$/", "$", "$$", "$x", "'", "\"", "`", "and", "or",
            "in", "null", "true", "-", "&", "1/0", "-0", "1e308*1e308", "0.1", "99999999999999999999", "[1..1e6]",
            "[1..1e9]", "function($x){$x}", "λ($x){$x}", "$f(1)", "($f := function($n){$f($n)}; $f(1))",
            "($f := function($n){1 + $f($n)}; $f(1))", "$pad('x', 1e9)", "$string(data)", "$number('x')", "$now()",
            "$millis()", "$random()", "$error('no')", "$eval('1')", "$map([1..1000], $string)", "$sum(['a'])",
            "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)", "$power(10, 400)", "$sqrt(-1)", "$join(1..9)",
            "\uD800",
            "steps.none.x", "error.code", "undo.input", "loop.item", "loop.index", "lock.token", "data[0]", "data.*",
            "data[-1]", "$sort(data)", "$merge([data])", "$toMillis('x')", "$fromMillis(1e18)", "$split('a', '')");

    private Nasty() {}

    static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static String field(Random random) {
        return any(random, FIELDS);
    }

    static String token(Random random) {
        return any(random, TOKENS);
    }

    static String text(Random random) {
        return random.nextInt(30) == 0 ? "x".repeat(20_000) : any(random, TEXTS);
    }

    static Json value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Json.NULL;
            case 1 -> Json.of(random.nextBoolean());
            case 2 -> Json.Obj.EMPTY;
            case 3 -> Json.Arr.of();
            case 4 -> deep(random.nextInt(random.nextInt(20) == 0 ? 600 : 30));
            case 5, 6, 7 -> number(random);
            default -> Json.of(text(random));
        };
    }

    private static Json number(Random random) {
        return new Json.Num(switch (random.nextInt(9)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> BigDecimal.ONE.negate();
            case 2 -> new BigDecimal("0.5");
            case 3 -> new BigDecimal("1E+400");
            case 4 -> new BigDecimal("-1E-9999");
            case 5 -> BigDecimal.valueOf(Integer.MAX_VALUE).add(BigDecimal.ONE);
            case 6 -> new BigDecimal("9".repeat(40));
            case 7 -> BigDecimal.valueOf(Long.MIN_VALUE);
            default -> BigDecimal.valueOf(random.nextInt(1000));
        });
    }

    private static Json deep(int depth) {
        Json value = Json.of("deep");
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? Json.Arr.of(value) : Json.Obj.of("in", value);
        }
        return value;
    }
}
