/// Finds what is wrong with a flow before it runs: every problem at once, each with its place, its reason and its
/// remedy. One rule, one method; [Checker] lists them. Knows what flows, expressions and step types are, and nothing of
/// how a flow runs or is drawn.
@NullMarked
package dev.flowloom.check;

import org.jspecify.annotations.NullMarked;
