package dev.flowloom.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.model.RandomDiagrams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Files damaged in all ways: the reader never throws, always gives a reason for giving no diagram, and whatever it gives
/// holds all that was in the file.
class DefinitionFuzzTest {
    private static final List<String> WORDS = List.of("kind", "name", "type", "for", "join", "nodes", "wires", "layout",
            "retry", "timeout", "cap", "output", "error", "code", "message", "severity", "branches", "when", "id",
            "from",
            "to", "x", "y", "width", "collapsed", "bends", "labels", "notes", "color", "forEach", "while", "until",
            "limit",
            "flowloom", "errorRules", "resources", "resource", "breaker", "rate", "per", "failures", "lock", "lease",
            "wait", "open",
            "concurrency", "step", "loop", "scope",
            "all",
            "critical", "PT1S", "P1D", "$schema");

    static Stream<Long> seeds() {
        long fresh = System.nanoTime();
        return Stream.of(1L, 2L, 3L, 4L, fresh, fresh + 1, fresh + 2, fresh + 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedBytesNeverThrow(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var bytes = DefinitionWriter.write(new RandomDiagrams(random, 3).diagram());
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                bytes = damaged(bytes, random);
            }
            assertNothingIsLost(bytes);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changedStructureNeverThrows(long seed) throws MalformedJson {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var value = JsonText.parse(DefinitionWriter.write(new RandomDiagrams(random, 3).diagram()));
            for (int change = random.nextInt(4); change >= 0; change--) {
                value = changed(value, random);
            }
            assertNothingIsLost(JsonText.bytes(value));
        }
    }

    private static void assertNothingIsLost(byte[] bytes) {
        var read = DefinitionReader.read(bytes);
        var diagram = read.diagram();
        if (diagram == null) {
            assertThat(read.problems()).isNotEmpty();
        } else if (!read.readOnly()) {
            var file = new String(bytes, StandardCharsets.UTF_8);
            assertThat(Losses.between(file, DefinitionWriter.text(diagram))).as(file).isEmpty();
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var rest = text.substring(at);
        var changed = switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) random.nextInt(256) + (rest.isEmpty() ? "" : rest.substring(1));
            case 2 -> text.substring(0, at) + rest.substring(Math.min(rest.length(), 1 + random.nextInt(30)));
            case 3 -> text.substring(0, at) + rest.substring(0, Math.min(rest.length(), 40)) + rest;
            default -> text.substring(0, at) + "\"" + WORDS.get(random.nextInt(WORDS.size())) + "\"" + rest;
        };
        return changed.isEmpty() ? new byte[1] : changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Json changed(Json value, Random random) {
        if (random.nextInt(6) == 0) {
            return replacement(random);
        }
        return switch (value) {
            case Json.Obj object when !object.isEmpty() -> changedField(object, random);
            case Json.Arr array when !array.items().isEmpty() -> {
                var items = new ArrayList<>(array.items());
                int at = random.nextInt(items.size());
                items.set(at, changed(items.get(at), random));
                yield new Json.Arr(items);
            }
            case Json.Obj _,Json.Arr _,Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> replacement(random);
        };
    }

    private static Json changedField(Json.Obj object, Random random) {
        var names = List.copyOf(object.fields().keySet());
        var name = names.get(random.nextInt(names.size()));
        var fields = new LinkedHashMap<>(object.fields());
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(name);
            case 1 -> fields.put(WORDS.get(random.nextInt(WORDS.size())), fields.getOrDefault(name, Json.NULL));
            case 2 -> fields.put(WORDS.get(random.nextInt(WORDS.size())), replacement(random));
            default -> fields.put(name, changed(fields.getOrDefault(name, Json.NULL), random));
        }
        return new Json.Obj(fields);
    }

    private static Json replacement(Random random) {
        return random.nextBoolean()
                ? Json.of(WORDS.get(random.nextInt(WORDS.size())))
                : new RandomDiagrams(random, 1).json(2);
    }
}
