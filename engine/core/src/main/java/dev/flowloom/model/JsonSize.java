package dev.flowloom.model;

/// About how many characters a value has as JSON, without its being written. What it takes in memory is in proportion to that.
public final class JsonSize {
    private JsonSize() {}

    public static long of(Json value) {
        long size = own(value);
        switch (value) {
            case Json.Obj(var fields) -> {
                for (var field : fields.values()) {
                    size += of(field);
                }
            }
            case Json.Arr(var items) -> {
                for (var item : items) {
                    size += of(item);
                }
            }
            case Json.Str _,Json.Num _,Json.Bool _,Json.Null _ -> {
            }
        }
        return size;
    }

    /// Without the values that it holds.
    public static long own(Json value) {
        return 3 + switch (value) {
            case Json.Obj(var fields) -> fields.sequencedKeySet().stream().mapToLong(name -> name.length() + 4L).sum();
            case Json.Str(var text) -> text.length();
            case Json.Num(var number) -> number.precision();
            case Json.Bool _,Json.Null _ -> 2;
            case Json.Arr _ -> 0;
        };
    }
}
