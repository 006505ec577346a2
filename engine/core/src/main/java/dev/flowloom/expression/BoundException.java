package dev.flowloom.expression;

import com.dashjoin.jsonata.JException;

/// An evaluation has left its bounds. One of the library's own exceptions, because those alone pass through every
/// layer of it unchanged.
final class BoundException extends JException {
    BoundException(String message) {
        super(message);
    }

    String sentence() {
        return getError();
    }
}
