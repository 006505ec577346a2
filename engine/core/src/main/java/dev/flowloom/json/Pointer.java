package dev.flowloom.json;

import org.jspecify.annotations.Nullable;

/// A place in a JSON value (RFC 6901), as a path from the root; made into text only when it is asked for.
record Pointer(@Nullable Pointer parent, String name) {
    static final Pointer ROOT = new Pointer(null, "");

    Pointer field(String name) {
        return new Pointer(this, name);
    }

    Pointer item(int index) {
        return new Pointer(this, Integer.toString(index));
    }

    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
