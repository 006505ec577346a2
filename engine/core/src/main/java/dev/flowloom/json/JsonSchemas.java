package dev.flowloom.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;

/// Compiles JSON Schemas (draft 2020-12). A schema may refer to parts of itself, but to nothing outside: nothing is ever
/// fetched. As the draft has it, `format` describes a value and is not checked, since the validator would refuse the mail
/// addresses of inner networks; but for durations, where what the engine can't read is no use.
public final class JsonSchemas {
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder().locale(Locale.ENGLISH)
            .formatAssertionsEnabled(true).regularExpressionFactory(BoundedPattern::of).build();
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012()).formats(Map::clear)
            .format(new DurationFormat()).build();
    private static final String OF_THE_DRAFT = "https://json-schema.org/draft/2020-12/";
    private static final SchemaLocation HERE = SchemaLocation.of("urn:flowloom:schema");
    private static final Schema OF_SCHEMAS = registry().getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

    private JsonSchemas() {}

    /// Compiles a schema, to check many values against it.
    ///
    /// @throws BrokenSchema when it is no schema, or refers to what is not in it
    public static CompiledSchema compile(Json.Obj schema) throws BrokenSchema {
        var tree = JsonTrees.of(schema);
        var wrong = CompiledSchema.check(OF_SCHEMAS, tree);
        if (!wrong.isEmpty()) {
            var first = wrong.getFirst();
            throw new BrokenSchema(first.pointer().isEmpty()
                    ? Sentence.of("This is no JSON Schema: %s (at its root)", first.sentence())
                    : Sentence.of("This is no JSON Schema: %s (at %s)", first.sentence(), first.pointer()));
        }
        var large = Unfolding.tooLarge(tree);
        if (large != null) {
            throw new BrokenSchema(Sentence.of(
                    "The JSON Schema can't be used: the part at \"%s\" becomes more than %,d parts for one value, with all it refers to. Let its parts refer to each other less often.",
                    "#" + large, Unfolding.MOST));
        }
        return new CompiledSchema(compiled(tree));
    }

    // The validator tells what it can't use by exceptions of several kinds, none of them checked.
    @SuppressWarnings("CatchingUnchecked")
    private static Schema compiled(JsonNode tree) throws BrokenSchema {
        try {
            var compiled = registry().getSchema(HERE, tree);
            compiled.initializeValidators();
            // Some references are only followed when there is a value.
            BoundedCheck.of(compiled, NullNode.getInstance());
            return compiled;
        } catch (BoundedCheck.GivenUp e) {
            throw new BrokenSchema(Sentence.of("The JSON Schema can't be used: %s", e.sentence()));
        } catch (RuntimeException e) {
            throw new BrokenSchema(Sentence.of("The JSON Schema can't be used: %s.", CompiledSchema.reason(e)));
        } catch (StackOverflowError e) {
            throw new BrokenSchema(Sentence.of("The JSON Schema refers to itself without end, so nothing meets it."));
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDialect(DIALECT, registry -> registry.schemaRegistryConfig(CONFIG)
                .schemaLoader(loader -> loader.block(iri -> !iri.toString().startsWith(OF_THE_DRAFT))));
    }

    /// The durations that the engine reads.
    private static final class DurationFormat implements Format {
        @Override
        public String getName() {
            return "duration";
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            try {
                Duration.parse(value);
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }
}
