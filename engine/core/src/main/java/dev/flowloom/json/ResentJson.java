package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Resent;
import dev.flowloom.run.RunId;
import dev.flowloom.run.Scene;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// The part of a run's first event that says what is sent again.
final class ResentJson {
    private ResentJson() {}

    static @Nullable Json write(@Nullable Resent resent) {
        if (resent == null) {
            return null;
        }
        return new FieldWriter().text("of", resent.of().value()).text("loop", resent.loop().value())
                .put("data", resent.data()).filled("outputs", new Json.Obj(resent.scene().outputs()))
                .put("seen", resent.scene().loop()).put("lock", resent.scene().lock())
                .put("items", new Json.Arr(resent.items())).put("origin", origin(resent.origin()))
                .text("by", resent.by()).text("reason", resent.reason())
                .object();
    }

    private static @Nullable Json origin(Resent.@Nullable Origin origin) {
        return origin == null
                ? null
                : new FieldWriter().put("loop", Json.of(origin.loop().number()))
                        .put("indexes", numbers(origin.indexes())).put("sizes", numbers(origin.sizes())).object();
    }

    private static Json numbers(List<Integer> numbers) {
        return new Json.Arr(numbers.stream().<Json>map(Json::of).toList());
    }

    private static Resent.Origin origin(EventFields in) {
        return new Resent.Origin(in.visit("loop"), in.numbers("indexes"), in.numbers("sizes"));
    }

    static @Nullable Resent read(EventFields started) {
        if (started.jsonOrNull("resent") == null) {
            return null;
        }
        var in = new EventFields(started.object("resent"));
        var outputs = in.jsonOrNull("outputs") == null ? Json.Obj.EMPTY : in.object("outputs");
        var scene = new Scene(TreePMap.from(outputs.fields()), in.jsonOrNull("seen"), in.jsonOrNull("lock"));
        return new Resent(new RunId(in.text("of")), in.node("loop"), in.json("data"), scene, in.list("items"),
                in.jsonOrNull("origin") == null ? null : origin(new EventFields(in.object("origin"))), in.text("by"),
                in.text("reason"));
    }
}
