package dev.flowloom.step;

import java.util.Objects;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;

/// The work of a step could not be done. Expected, and so data rather than a bug: the flow's policy decides.
public final class StepFailure extends Exception {
    private final transient Sentence sentence;
    private final String code;
    private final Severity severity;
    private final Json.Obj details;

    /// @param code a dotted error code, most general word first: `http.404`
    /// @param message what happened, why, and what can be done, as a sentence
    /// @param details more about it, for people and expressions
    public StepFailure(String code, Severity severity, String message, Json.Obj details) {
        // Step types come from anywhere, also from where nobody checks for null.
        this(code, severity, Sentence.verbatim(Objects.requireNonNull(message, "message")), details);
    }

    /// As the other, of a sentence that can be translated.
    public StepFailure(String code, Severity severity, Sentence sentence, Json.Obj details) {
        super(sentence.english());
        this.sentence = sentence;
        this.code = Objects.requireNonNull(code, "code");
        this.severity = Objects.requireNonNull(severity, "severity");
        this.details = Objects.requireNonNull(details, "details");
    }

    public StepFailure(String code, Severity severity, String message) {
        this(code, severity, message, Json.Obj.EMPTY);
    }

    public String code() {
        return code;
    }

    public Severity severity() {
        return severity;
    }

    public Json.Obj details() {
        return details;
    }

    public Sentence sentence() {
        return sentence;
    }

    /// What happened, in English. Never null, unlike that of exceptions in general.
    public String message() {
        return sentence.english();
    }
}
