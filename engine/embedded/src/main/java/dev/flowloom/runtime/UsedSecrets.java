package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Json;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.SecretReference;
import dev.flowloom.run.Effect;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepFailure;

/// The secrets of one attempt: puts them into its settings, and keeps them out of what is told of its failure.
final class UsedSecrets {
    /// Details that are nested deeper can't be kept anyway.
    private static final int DEEPEST = 400;

    private final Json.Obj drawn;
    private final Json.Obj settings;
    private final SortedMap<String, String> byName = new TreeMap<>();

    /// @throws MissingHereException when one of them is not here
    UsedSecrets(Effect.RunStep step, Secrets secrets) {
        this(step.node(), step.drawn(), step.settings(), secrets);
    }

    /// @throws MissingHereException when one of them is not here
    UsedSecrets(Effect.ReadItems read, Secrets secrets) {
        this(read.node(), read.drawn(), read.settings(), secrets);
    }

    private UsedSecrets(NodeId node, Json.Obj drawn, Json.Obj settings, Secrets secrets) {
        this.drawn = drawn;
        this.settings = settings;
        for (var reference : SecretReference.allIn(drawn)) {
            var value = secrets.find(reference.name());
            if (value == null) {
                throw MissingHereException.secret(node, reference.name());
            }
            byName.put(reference.name(), value);
        }
    }

    /// The settings for a step type's eyes alone.
    Json.Obj fill() {
        return byName.isEmpty()
                ? settings
                : SecretReference.fill(drawn, settings,
                        reference -> reference.prefix() + byName.get(reference.name()));
    }

    StepFailure masked(StepFailure failure) {
        if (byName.isEmpty()) {
            return failure;
        }
        var mask = new Mask(byName.values());
        return new StepFailure(failure.code(), failure.severity(), mask.mask(failure.message()),
                masked(failure.details(), mask, 0));
    }

    private Json.Obj masked(Json.Obj details, Mask mask, int depth) {
        var masked = new LinkedHashMap<String, Json>();
        details.fields().forEach((name, value) -> masked.put(mask.mask(name), masked(value, mask, depth + 1)));
        return new Json.Obj(masked);
    }

    private Json masked(Json value, Mask mask, int depth) {
        if (depth > DEEPEST) {
            return Json.of(Mask.MARK);
        }
        return switch (value) {
            case Json.Obj object -> masked(object, mask, depth);
            case Json.Arr(var items) -> {
                var masked = new ArrayList<Json>(items.size());
                items.forEach(item -> masked.add(masked(item, mask, depth + 1)));
                yield new Json.Arr(masked);
            }
            case Json.Str(var text) -> Json.of(mask.mask(text));
            case Json.Num(var number) -> byName.containsValue(number.toString()) ? Json.of(Mask.MARK) : value;
            case Json.Bool _,Json.Null _ -> value;
        };
    }
}
