package dev.flowloom.json;

import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import dev.flowloom.model.Json;

/// Compiles JSON Schemas (draft 2020-12). A schema may refer to parts of itself, but to nothing outside: nothing is ever
/// fetched. As the draft has it, `format` describes a value and is not checked: the validator would refuse the mail
/// addresses of inner networks.
public final class JsonSchemas {
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
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
            throw new BrokenSchema("This is no JSON Schema: %s (at %s)".formatted(first.message(),
                    first.pointer().isEmpty() ? "its root" : first.pointer()));
        }
        return new CompiledSchema(compiled(tree));
    }

    // The validator tells what it can't use by exceptions of several kinds, none of them checked.
    @SuppressWarnings("CatchingUnchecked")
    private static Schema compiled(JsonNode tree) throws BrokenSchema {
        try {
            var compiled = registry().getSchema(HERE, tree);
            compiled.initializeValidators();
            return compiled;
        } catch (RuntimeException e) {
            throw new BrokenSchema("The JSON Schema can't be used: %s."
                    .formatted(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())));
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDialect(Dialects.getDraft202012(),
                registry -> registry.schemaRegistryConfig(CONFIG));
    }
}
