package dev.flowloom.step;

import org.jspecify.annotations.Nullable;

/// Where the values of secrets come from, which no definition and no run keeps. Asked from many threads at once, anew for
/// each attempt.
@FunctionalInterface
public interface Secrets {
    /// The environment variables that this process was started with.
    Secrets ENVIRONMENT = System::getenv;

    /// The value of a secret; null where there is none of that name.
    @Nullable
    String find(String name);
}
