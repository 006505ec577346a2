package dev.flowloom.json;

import java.text.MessageFormat;
import java.util.Locale;

import com.networknt.schema.Error;
import dev.flowloom.model.Sentence;

/// Says in sentences what the validator found. Where it says so itself, and no more can be said, its own words are kept.
final class SchemaSentences {
    private SchemaSentences() {}

    /// @param pointer leads to what is wrong
    static Sentence of(String pointer, Error error) {
        var subject = subject(pointer);
        return switch (error.getKeyword()) {
            case "required" -> Sentence.of("\"%s\" is missing.", String.valueOf(error.getProperty()));
            case "additionalProperties", "unevaluatedProperties" ->
                Sentence.of("\"%s\" is not known here.", String.valueOf(error.getProperty()));
            case "type" -> Sentence.of("%s must be of type %s, but is %s.", subject, type(detail(error, 1)),
                    type(detail(error, 0)));
            case "format" -> Sentence.of("%s must be a duration such as PT30S.", subject);
            case "enum" -> Sentence.of("%s must be one of %s.", subject, detail(error, 0));
            case "const" -> Sentence.of("%s must be the constant value '%s'.", subject, detail(error, 0));
            default -> bound(subject, error);
        };
    }

    private static Sentence bound(Sentence subject, Error error) {
        var bound = detail(error, 0);
        return switch (error.getKeyword()) {
            case "minimum" -> Sentence.of("%s must have a minimum value of %s.", subject, bound);
            case "maximum" -> Sentence.of("%s must have a maximum value of %s.", subject, bound);
            case "exclusiveMinimum" -> Sentence.of("%s must have an exclusive minimum value of %s.", subject, bound);
            case "exclusiveMaximum" -> Sentence.of("%s must have an exclusive maximum value of %s.", subject, bound);
            case "multipleOf" -> Sentence.of("%s must be multiple of %s.", subject, bound);
            case "minLength" -> Sentence.of("%s must be at least %s characters long.", subject, bound);
            case "maxLength" -> Sentence.of("%s must be at most %s characters long.", subject, bound);
            case "pattern" -> Sentence.of("%s does not match the regex pattern %s.", subject, bound);
            default -> size(subject, bound, error);
        };
    }

    private static Sentence size(Sentence subject, String bound, Error error) {
        return switch (error.getKeyword()) {
            case "minItems" ->
                Sentence.of("%s must have at least %s items but found %s.", subject, bound, detail(error, 1));
            case "maxItems" ->
                Sentence.of("%s must have at most %s items but found %s.", subject, bound, detail(error, 1));
            case "uniqueItems" -> Sentence.of("%s must have only unique items in the array.", subject);
            case "minProperties" -> Sentence.of("%s must have at least %s properties.", subject, bound);
            case "maxProperties" -> Sentence.of("%s must have at most %s properties.", subject, bound);
            default -> Sentence.of("%s %s.", subject, Sentence.verbatim(String.valueOf(error.getMessage())));
        };
    }

    private static Sentence subject(String pointer) {
        var name = pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        return pointer.isEmpty() ? Sentence.of("The value") : Sentence.verbatim("\"" + name + "\"");
    }

    private static Sentence type(String name) {
        return switch (name) {
            case "object" -> Sentence.of("object");
            case "array" -> Sentence.of("array");
            case "string" -> Sentence.of("string");
            case "number" -> Sentence.of("number");
            case "integer" -> Sentence.of("integer");
            case "boolean" -> Sentence.of("boolean");
            default -> Sentence.verbatim(name);
        };
    }

    /// What the validator puts into its message, written as it writes it there.
    private static String detail(Error error, int index) {
        var details = error.getArguments();
        return details == null || details.length <= index
                ? ""
                : new MessageFormat("{0}", Locale.ENGLISH).format(new Object[]{details[index]});
    }
}
