package dev.flowloom.expression;

import dev.flowloom.model.Json;

/// A compiled expression. Immutable; may be used from many threads.
public interface Expression {

    /// What the expression gives for a context. A path that leads nowhere gives [Json#NULL].
    ///
    /// @param context what the expression can see, by name
    /// @throws ExpressionException when it can't be evaluated or takes too long
    Json evaluate(Json.Obj context, Moment moment) throws ExpressionException;

    /// The source it was compiled from.
    String source();
}
