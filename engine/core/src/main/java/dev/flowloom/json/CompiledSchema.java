package dev.flowloom.json;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;

/// A JSON Schema that values can be checked against. Keep it where it is used often: compiling costs more than checking.
/// May be used from many threads.
public final class CompiledSchema {
    private final Schema schema;

    /// What is wrong with a value, and where.
    ///
    /// @param pointer a JSON pointer to the part that is wrong; empty for the whole value
    /// @param keyword the schema's keyword that is not met, such as `required`
    public record Violation(String pointer, String keyword, Sentence sentence) {
        /// What is wrong, in English.
        public String message() {
            return sentence.english();
        }
    }

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
            return BoundedCheck.of(schema, value).stream().map(CompiledSchema::violation).toList();
        } catch (BoundedCheck.GivenUp e) {
            return List.of(new Violation(place(e, value), e.keyword(), e.sentence()));
        } catch (StackOverflowError e) {
            // Nothing but a run of it shows that a schema refers to itself without ever going down into the value.
            return List.of(new Violation("", "$ref",
                    Sentence.of("The schema refers to itself without end, so nothing meets it.")));
        } catch (RuntimeException e) {
            return List.of(new Violation("", "$ref", Sentence.of("The schema can't be used: %s.", reason(e))));
        }
    }

    private static String place(BoundedCheck.GivenUp failure, JsonNode value) {
        var text = failure.text();
        var place = text == null ? null : TextPlace.find(value, text);
        return place == null ? "" : place;
    }

    /// The validator puts Java's names before what it was told by others.
    static String reason(RuntimeException failure) {
        Throwable first = failure;
        while (first.getCause() instanceof RuntimeException cause) {
            first = cause;
        }
        var message = first.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().replaceAll("[.\\s]+$", "");
    }

    private static Violation violation(Error error) {
        var pointer = error.getInstanceLocation().toString();
        return new Violation(isOfUnknown(error) ? pointer + "/" + escaped(error.getProperty()) : pointer,
                error.getKeyword(), SchemaSentences.of(pointer, error));
    }

    /// Where a property is not known the property itself is the place.
    private static boolean isOfUnknown(Error error) {
        return error.getProperty() != null && switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> true;
            default -> false;
        };
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
