package dev.flowloom.expression;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.flowloom.expression.Functions.Body;
import dev.flowloom.expression.Functions.Definition;
import dev.flowloom.model.Sentence;

/// Functions that write text in other ways and read it again. The library's own do it, but don't say which text they can't.
final class EncodingFunctions {
    static final List<Definition> ALL = List.of(
            definition("base64encode", (_, args) -> com.dashjoin.jsonata.Functions.base64encode(args.text(0))),
            decoding("base64decode", com.dashjoin.jsonata.Functions::base64decode),
            decoding("decodeUrl", com.dashjoin.jsonata.Functions::decodeUrl),
            decoding("decodeUrlComponent", com.dashjoin.jsonata.Functions::decodeUrlComponent),
            encoding("encodeUrl", com.dashjoin.jsonata.Functions::encodeUrl),
            encoding("encodeUrlComponent", com.dashjoin.jsonata.Functions::encodeUrlComponent));

    private EncodingFunctions() {}

    private static Definition decoding(String name, UnaryOperator<String> function) {
        return definition(name, (_, args) -> {
            var text = args.text(0);
            try {
                return text == null ? null : function.apply(text);
            } catch (IllegalArgumentException e) {
                throw Functions.failure(Sentence.of("$%s is given %s, which can't be decoded.", name,
                        JsonataMessages.quote(text)));
            }
        });
    }

    private static Definition encoding(String name, UnaryOperator<String> function) {
        return definition(name, (_, args) -> {
            var text = args.text(0);
            if (text != null && text.codePoints().anyMatch(EncodingFunctions::isHalf)) {
                throw Functions.failure(Sentence.of("$%s is given a text that holds half of a character.", name));
            }
            return text == null ? null : function.apply(text);
        });
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static Definition definition(String name, Body body) {
        return new Definition(name, "<s-:s>", body);
    }
}
