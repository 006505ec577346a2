package dev.flowloom.panels.form;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Which control a schema asks for.
class FieldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            {"type": "string"}                                          ¦ TEXT
            {"type": "string", "format": "multiline"}                   ¦ PROSE
            {"type": "string", "format": "code"}                        ¦ CODE
            {"type": "string", "contentMediaType": "text/html"}         ¦ CODE
            {"type": "string", "format": "sql"}                         ¦ SQL
            {"type": "string", "contentMediaType": "application/sql"}   ¦ SQL
            {"type": "string", "format": "duration"}                    ¦ DURATION
            {"type": "string", "format": "file"}                        ¦ FILE
            {"type": "string", "format": "password"}                    ¦ PASSWORD
            {"type": "string", "format": "of-somebody"}                 ¦ TEXT
            {"type": "string", "enum": ["a"]}                           ¦ CHOICE
            {"type": "integer"}                                         ¦ NUMBER
            {"type": "boolean"}                                         ¦ SWITCH
            {"type": "object"}                                          ¦ PAIRS
            {"type": "object", "properties": {}}                        ¦ JSON
            {"type": "array"}                                           ¦ ITEMS
            {}                                                          ¦ JSON
            """)
    void aSchemaHasItsControl(String schema, Field.Kind kind) throws Exception {
        var fields = Field.of(Json.Obj.of("properties", Json.Obj.of("a", JsonText.parse(schema))));

        assertThat(fields.getFirst().kind()).isEqualTo(kind);
    }
}
