package dev.flowloom.expression;

import com.dashjoin.jsonata.JException;
import dev.flowloom.model.Sentence;

/// An evaluation was ended from here, with a sentence of its own: it has left its bounds, or a function can't do what it is
/// asked. One of the library's own exceptions, because those alone pass through every layer of it unchanged.
final class StatedException extends JException {
    private final transient Sentence sentence;

    StatedException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    Sentence sentence() {
        return sentence;
    }
}
