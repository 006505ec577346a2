package dev.flowloom.journal;

import org.jspecify.annotations.Nullable;

/// A store can't be opened, or can't be used any more: why, and what to do.
public final class StoreException extends RuntimeException {
    private final Kind kind;
    private final String what;
    private final String remedy;

    /// Why a store can't be used.
    public enum Kind {
        /// The text that names the store names none.
        BAD_LOCATION,
        /// Another process, or another engine in this one, has it open.
        LOCKED,
        /// What is read is not what was written.
        DAMAGED,
        /// Events that were acknowledged are no longer there.
        EVENTS_MISSING,
        NOT_WRITABLE,
        /// The server that has it doesn't answer, or ended what was under way.
        UNREACHABLE,
        /// The server that has it doesn't let this user in.
        REFUSED,
        DISK_FULL,
        /// It was made by a newer version of Flowloom.
        NEWER,
        /// It is something else.
        NOT_A_STORE,
        CLOSED,
        /// Anything else.
        FAILED
    }

    /// @param what what happened, as a sentence
    /// @param remedy what to do about it, as a sentence
    public StoreException(Kind kind, String what, String remedy, @Nullable Throwable cause) {
        super(what + " " + remedy, cause);
        this.kind = kind;
        this.what = what;
        this.remedy = remedy;
    }

    public StoreException(Kind kind, String what, String remedy) {
        this(kind, what, remedy, null);
    }

    public Kind kind() {
        return kind;
    }

    /// Throws this, unless what it says is damage: that is of some runs, and others can be used all the same.
    public void throwUnlessDamaged() {
        if (kind != Kind.DAMAGED) {
            throw this;
        }
    }

    /// What happened, without what to do.
    public String what() {
        return what;
    }

    public String remedy() {
        return remedy;
    }

    /// What happened and what to do; never null, unlike that of exceptions in general.
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
