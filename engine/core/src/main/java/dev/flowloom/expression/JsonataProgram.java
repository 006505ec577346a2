package dev.flowloom.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// A source made ready to run, one evaluation at a time: the library's program and what it is bounded by.
final class JsonataProgram {
    private final JsonataSource source;
    private final Jsonata library;
    private final Evaluation evaluation = new Evaluation();

    private JsonataProgram(JsonataSource source, Jsonata library) {
        this.source = source;
        this.library = library;
    }

    static JsonataProgram of(JsonataSource source) throws ExpressionException {
        try {
            var program = new JsonataProgram(source, Jsonata.jsonata(source.code()));
            program.prepare();
            return program;
        } catch (JException e) {
            throw JsonataMessages.of(e, source);
        } catch (RuntimeException e) {
            // The library's reader looks past the end of some sources it can't read.
            throw new ExpressionException(Sentence.of("The expression ends too early or is not JSONata."),
                    source.text().length());
        } catch (StackOverflowError e) {
            throw new ExpressionException(Sentence.of("The expression nests too deeply."), 0);
        }
    }

    private void prepare() {
        library.setValidateInput(false);
        library.setOutputConvertNulls(false);
        Functions.register(library, source, evaluation);
    }

    Json run(Json.Obj context, Moment moment) throws ExpressionException {
        evaluation.begin(moment);
        return Results.toJson(evaluate(View.of(context, evaluation.guard())));
    }

    private @Nullable Object evaluate(Object input) throws ExpressionException {
        var frame = library.createFrame();
        frame.setEvaluateEntryCallback((_, _, _) -> evaluation.guard().enter());
        frame.setEvaluateExitCallback((_, _, _, made) -> evaluation.guard().leave(made));
        try {
            return library.evaluate(input, frame);
        } catch (RuntimeException e) {
            throw JsonataMessages.of(e, source);
        } catch (StackOverflowError e) {
            throw new ExpressionException(Sentence.of("The expression calls itself too deeply."), -1);
        }
    }
}
