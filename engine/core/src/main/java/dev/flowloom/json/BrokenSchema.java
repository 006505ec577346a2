package dev.flowloom.json;

/// A JSON Schema that nothing can be checked against. The message says why, as a sentence.
public final class BrokenSchema extends Exception {
    BrokenSchema(String message) {
        super(message);
    }

    /// Never null, unlike that of exceptions in general.
    public String message() {
        return String.valueOf(getMessage());
    }
}
