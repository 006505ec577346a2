package dev.flowloom.model;

import java.util.regex.Pattern;

/// One way out of a condition: taken when the expression `when` is true. Without a name, its label is the expression.
public record Branch(String id, String name, String when, Json.Obj extras) {
    /// The id of the way that is taken when no branch is. It is always there and always last.
    public static final String OTHERWISE = "otherwise";

    private static final Pattern FORM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]{0,99}");

    public Branch {
        if (!isValidId(id)) {
            throw new IllegalArgumentException("not a branch id: " + id);
        }
    }

    public static boolean isValidId(String id) {
        return FORM.matcher(id).matches() && !id.equals(OTHERWISE);
    }

    public String label() {
        return name.isBlank() ? when : name;
    }
}
