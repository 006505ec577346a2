package dev.flowloom.json;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.flowloom.model.Json;

/// A JSON Schema that values can be checked against. Keep it where it is used often: compiling costs more than checking.
/// May be used from many threads.
public final class CompiledSchema {
    private final Schema schema;

    /// What is wrong with a value.
    ///
    /// @param pointer a JSON pointer to the part that is wrong; empty for the whole value
    /// @param keyword the schema's keyword that is not met, such as `required`
    /// @param message what is wrong, as a sentence
    public record Violation(String pointer, String keyword, String message) {}

    CompiledSchema(Schema schema) {
        this.schema = schema;
    }

    /// All that is wrong with the value; empty where it meets the schema.
    public List<Violation> check(Json value) {
        return check(schema, JsonTrees.of(value));
    }

    // The validator tells what it can't use by exceptions of several kinds, none of them checked.
    @SuppressWarnings("CatchingUnchecked")
    static List<Violation> check(Schema schema, JsonNode value) {
        try {
            return schema.validate(value).stream().map(CompiledSchema::violation).toList();
        } catch (StackOverflowError e) {
            // Nothing but a run of it shows that a schema refers to itself without ever going down into the value.
            return List.of(new Violation("", "$ref", "The schema refers to itself without end, so nothing meets it."));
        } catch (RuntimeException e) {
            return List.of(new Violation("", "$ref", "The schema can't be used: %s.".formatted(reason(e))));
        }
    }

    static String reason(RuntimeException failure) {
        var message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().replaceAll("[.\\s]+$", "");
    }

    private static Violation violation(Error error) {
        var pointer = error.getInstanceLocation().toString();
        return new Violation(isOfUnknown(error) ? pointer + "/" + escaped(error.getProperty()) : pointer,
                error.getKeyword(), sentence(subject(pointer), error));
    }

    /// Where a property is not known the property itself is the place.
    private static boolean isOfUnknown(Error error) {
        return error.getProperty() != null && switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> true;
            default -> false;
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String subject(String pointer) {
        var name = pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        return pointer.isEmpty() ? "The value" : "\"" + name + "\"";
    }

    private static String sentence(String subject, Error error) {
        var details = error.getArguments();
        return switch (error.getKeyword()) {
            case "required" -> "\"%s\" is missing.".formatted(error.getProperty());
            case "additionalProperties", "unevaluatedProperties" ->
                "\"%s\" is not known here.".formatted(error.getProperty());
            case "type" -> "%s must be of type %s, but is %s.".formatted(subject, details[1], details[0]);
            case "format" -> "%s must be a duration such as PT30S.".formatted(subject);
            case "enum" -> "%s must be one of %s.".formatted(subject, details[0]);
            default -> "%s %s.".formatted(subject, error.getMessage());
        };
    }
}
