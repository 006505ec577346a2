package dev.flowloom.bench.flowloom;

import dev.flowloom.model.Json;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;
import org.jspecify.annotations.Nullable;

/// Gives so many small items.
final class CountingSource implements SourceType {
    static final String TYPE = "bench.count";

    static Json item(int number) {
        return Json.Obj.of("id", Json.of(number)).with("name", Json.of("customer " + number));
    }

    @Override
    public StepDescription description() {
        return new StepDescription(TYPE, "Count", Category.UTILITY, "", "", "", Json.Obj.EMPTY);
    }

    @Override
    public ItemReader open(Json.Obj settings) {
        int to = settings.get("to") instanceof Json.Num(var number) ? number.intValue() : 0;
        return new ItemReader() {
            private int next;

            @Override
            public @Nullable Json next() {
                return next < to ? item(next++) : null;
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public void close() {}
        };
    }
}
