/// Forms made from a JSON Schema: what fields a schema asks for, and a control for each.
///
/// Knows the model's JSON and how it is written as text, and asks an Insight about the expressions and secrets in it. It must not
/// know what the form is for: neither steps nor editors nor runs.
@NullMarked
package dev.flowloom.panels.form;

import org.jspecify.annotations.NullMarked;
