package dev.flowloom.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.Sentence;

/// A piece of a compiled [Template].
sealed interface TemplatePart {
    Json render(Json.Obj context, Moment moment) throws ExpressionException;

    /// A value without expressions.
    record Literal(Json value) implements TemplatePart {
        @Override
        public Json render(Json.Obj context, Moment moment) {
            return value;
        }
    }

    /// A place that an expression fills.
    ///
    /// @param number which of the template's expressions it is: each draws its chance from a seed of its own
    record Hole(Placed placed, int number) implements TemplatePart {
        private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

        @Override
        public Json render(Json.Obj context, Moment moment) throws ExpressionException {
            return placed.evaluate(context, new Moment(moment.now(), moment.seed() + number * GOLDEN_RATIO));
        }
    }

    /// Text with expressions in it.
    record Spliced(List<TemplatePart> parts) implements TemplatePart {
        @Override
        public Json render(Json.Obj context, Moment moment) throws ExpressionException {
            var text = new StringBuilder();
            for (var part : parts) {
                switch (part.render(context, moment)) {
                    case Json.Str(var words) -> text.append(words);
                    case Json.Null _ -> {
                    }
                    case Json value -> CompactJson.write(value, text);
                }
                if (text.length() > JsonLimit.USUAL.largest()) {
                    throw new ExpressionException(
                            Sentence.of("A text is made here of more than %d characters.", JsonLimit.USUAL.largest()),
                            -1);
                }
            }
            return Json.of(text.toString());
        }
    }

    record Fields(SequencedMap<String, TemplatePart> parts) implements TemplatePart {
        @Override
        public Json render(Json.Obj context, Moment moment) throws ExpressionException {
            var rendered = new LinkedHashMap<String, Json>();
            for (var part : parts.sequencedEntrySet()) {
                rendered.put(part.getKey(), part.getValue().render(context, moment));
            }
            return new Json.Obj(rendered);
        }
    }

    record Items(List<TemplatePart> parts) implements TemplatePart {
        @Override
        public Json render(Json.Obj context, Moment moment) throws ExpressionException {
            var rendered = new ArrayList<Json>(parts.size());
            for (var part : parts) {
                rendered.add(part.render(context, moment));
            }
            return new Json.Arr(rendered);
        }
    }
}
