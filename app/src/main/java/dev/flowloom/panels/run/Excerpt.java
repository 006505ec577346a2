package dev.flowloom.panels.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;

import dev.flowloom.model.Json;

import static dev.flowloom.language.Texts.tr;

/// The beginning of a value that may be of any size, so that showing it takes no longer than showing a small one.
public final class Excerpt {
    private static final int NAME_AND_MARKS = 6;

    private int room;

    private Excerpt(int room) {
        this.room = room;
    }

    /// The value, or as much of it as is printed in about so many characters, and how much more there is of each part
    /// that is cut.
    public static Json of(Json value, int characters) {
        return new Excerpt(characters).cut(value);
    }

    private Json cut(Json value) {
        return switch (value) {
            case Json.Str(var text) -> cut(text);
            case Json.Arr array -> cut(array);
            case Json.Obj object -> cut(object);
            case Json.Num _,Json.Bool _,Json.Null _ -> {
                room -= NAME_AND_MARKS;
                yield value;
            }
        };
    }

    private Json cut(String text) {
        var kept = Math.min(text.length(), Math.max(0, room));
        room -= text.length() + NAME_AND_MARKS;
        return Json.of(kept == text.length()
                ? text
                : tr("%s … %,d more characters", text.substring(0, kept), text.length() - kept));
    }

    private Json cut(Json.Arr array) {
        var kept = new ArrayList<Json>();
        for (var item : array.items()) {
            if (room <= 0) {
                kept.add(Json.of(tr("… %,d more", array.items().size() - kept.size())));
                break;
            }
            kept.add(cut(item));
        }
        room -= NAME_AND_MARKS;
        return new Json.Arr(kept);
    }

    private Json cut(Json.Obj object) {
        var kept = new LinkedHashMap<String, Json>();
        for (var field : object.fields().entrySet()) {
            if (room <= 0) {
                kept.put("…", Json.of(tr("%,d more", object.fields().size() - kept.size())));
                break;
            }
            room -= field.getKey().length();
            kept.put(field.getKey(), cut(field.getValue()));
        }
        room -= NAME_AND_MARKS;
        return new Json.Obj(kept);
    }
}
