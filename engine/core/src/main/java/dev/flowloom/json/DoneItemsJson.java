package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.DoneItems;
import dev.flowloom.run.DoneItems.Stretch;
import dev.flowloom.run.Place;

/// Items that a retried run doesn't go through again, as they stand in an event.
final class DoneItemsJson {
    private DoneItemsJson() {}

    static Json.Arr write(List<DoneItems> items) {
        return new Json.Arr(items.stream().<Json>map(DoneItemsJson::write).toList());
    }

    private static Json write(DoneItems items) {
        return new FieldWriter().text("loop", items.loop().text())
                .put("stretches", new Json.Arr(items.stretches().stream().map(DoneItemsJson::write).toList())).object();
    }

    private static Json write(Stretch stretch) {
        return new FieldWriter().put("first", Json.of(stretch.first())).text("prints", stretch.prints())
                .filled("outputs", new Json.Arr(stretch.outputs())).object();
    }

    static List<DoneItems> read(List<Json> items) {
        return items.stream().map(json -> read(EventFields.of(json))).toList();
    }

    private static DoneItems read(EventFields in) {
        try {
            return new DoneItems(new Place(in.text("loop")),
                    in.list("stretches").stream().map(json -> stretch(EventFields.of(json))).toList());
        } catch (IllegalArgumentException e) {
            throw in.wrong("loop", in.json("loop"));
        }
    }

    private static Stretch stretch(EventFields in) {
        return new Stretch(in.count("first"), in.text("prints"), in.listOrNone("outputs"));
    }
}
