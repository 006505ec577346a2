package dev.flowloom.runtime;

/// Who uses this program, as far as the system knows.
public final class ThisUser {
    private ThisUser() {}

    /// What is recorded of who did something, where nobody says otherwise.
    public static String name() {
        return System.getProperty("user.name", "somebody");
    }
}
