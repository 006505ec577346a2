package dev.flowloom.check;

import java.util.List;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Node;

/// A field of a node that holds expressions: those that compile, and what is wrong with the others.
///
/// @param field a JSON pointer to the field inside the node; pointers of expressions and problems go on from there
record Code(Node node, String field, List<Placed> expressions, List<ExpressionException> problems) {}
