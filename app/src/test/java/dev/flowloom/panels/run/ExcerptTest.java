package dev.flowloom.panels.run;

import java.util.Collections;
import java.util.LinkedHashMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExcerptTest {
    @Test
    void whatIsShortIsWhole() throws Exception {
        var value = JsonText.parse("{\"a\": [1, true, null, \"text\"], \"b\": {}}");

        assertThat(Excerpt.of(value, 1_000)).isEqualTo(value);
    }

    @Test
    void ofALongTextTheBeginningIsShown() {
        assertThat(Excerpt.of(Json.of("x".repeat(5_000)), 10)).isEqualTo(Json.of("xxxxxxxxxx … 4,990 more characters"));
    }

    @Test
    void ofALongListTheFirstItemsAreShown() {
        var list = new Json.Arr(Collections.nCopies(1_000_000, Json.of("abcd")));

        assertThat(JsonText.compact(Excerpt.of(list, 20))).isEqualTo("[\"abcd\",\"abcd\",\"… 999,998 more\"]");
    }

    @Test
    void ofALargeObjectTheFirstFieldsAreShown() {
        var fields = new LinkedHashMap<String, Json>();
        for (var i = 0; i < 1_000; i++) {
            fields.put("name" + i, Json.of(i));
        }

        assertThat(JsonText.compact(Excerpt.of(new Json.Obj(fields), 20)))
                .isEqualTo("{\"name0\":0,\"name1\":1,\"…\":\"998 more\"}");
    }

    @Test
    void partsOfALargeValueShareTheRoom() {
        var row = new Json.Arr(Collections.nCopies(1_000, Json.of("a text of some length")));
        var rows = new Json.Arr(Collections.nCopies(1_000, (Json) row));

        assertThat(JsonText.pretty(Excerpt.of(rows, 1_000)).length()).isLessThan(3_000);
    }
}
