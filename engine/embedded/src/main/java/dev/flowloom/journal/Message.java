package dev.flowloom.journal;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Something that was sent to whoever waits for it.
///
/// @param key which of those with that name is meant
/// @param id the sender's: of two with the same name and id, one is kept; null where each is a message of its own
/// @param data as JSON text
/// @param at when it was sent
public record Message(String name, String key, @Nullable String id, String data, Instant at) {
    public Message {
        requireThatFits("name", name);
        requireThatFits("key", key);
        if (id != null) {
            requireThatFits("id", id);
        }
    }

    private static void requireThatFits(String what, String text) {
        if (text.isBlank() || text.length() > Journal.LONGEST_NAME) {
            throw new IllegalArgumentException("The %s of a message has 1 to %,d characters, and this one has %,d."
                    .formatted(what, Journal.LONGEST_NAME, text.strip().length()));
        }
    }

    void requireKeepable(Dialect dialect) {
        dialect.requireKeepable("The name of a message", name);
        dialect.requireKeepable("The key of a message", key);
        dialect.requireKeepable("The id of a message", id);
    }

    /// One that nobody has received.
    ///
    /// @param number counts what was written into the store
    public record Kept(long number, Message message) {}
}
