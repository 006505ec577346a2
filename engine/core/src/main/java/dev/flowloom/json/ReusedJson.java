package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Place;
import dev.flowloom.run.Reused;
import dev.flowloom.run.Reused.Outcome;

/// What a retried run doesn't do again, as it stands in an event.
final class ReusedJson {
    private ReusedJson() {}

    static Json.Arr write(List<Reused> reused) {
        return new Json.Arr(reused.stream().<Json>map(ReusedJson::write).toList());
    }

    private static Json write(Reused reused) {
        var out = new FieldWriter().text("place", reused.place().text())
                .put("visit", Json.of(reused.visit().number()));
        return (switch (reused.outcome()) {
            case Outcome.Gave(var settings, var data, var result) ->
                out.text("kind", "gave").filled("settings", settings).put("data", data).put("result", result);
            case Outcome.Answered(var data) -> out.text("kind", "answered").put("data", data);
            case Outcome.Waited() -> out.text("kind", "waited");
            case Outcome.Failed(var error) -> out.text("kind", "failed").put("error", EventKinds.error(error));
        }).object();
    }

    static List<Reused> read(List<Json> reused) {
        return reused.stream().map(json -> read(EventFields.of(json))).toList();
    }

    private static Reused read(EventFields in) {
        return new Reused(place(in), in.visit("visit"), switch (in.text("kind")) {
            case "gave" -> new Outcome.Gave(in.fields().fields().containsKey("settings")
                    ? in.object("settings")
                    : Json.Obj.EMPTY, in.json("data"), in.json("result"));
            case "answered" -> new Outcome.Answered(in.json("data"));
            case "waited" -> new Outcome.Waited();
            case "failed" -> new Outcome.Failed(in.error("error"));
            default -> throw in.wrong("kind", in.json("kind"));
        });
    }

    private static Place place(EventFields in) {
        try {
            return new Place(in.text("place"));
        } catch (IllegalArgumentException e) {
            throw in.wrong("place", in.json("place"));
        }
    }
}
