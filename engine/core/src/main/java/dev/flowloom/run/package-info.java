/// What running a flow means, as three pure functions of [dev.flowloom.run.Rules]:
///
///     decide(state, input, now) → events      evolve(state, event) → state      pending(state) → effects
///
/// A run is the fold of its events. Effects are a view of the state, so that after a crash nothing has to be kept in
/// step: fold the journal, and carry out what is pending. Steps therefore run at least once.
///
/// Nothing here reads a clock, draws a random number, starts a thread, waits, reads or writes; and no collection has an
/// order that could differ between two JVMs. Knows the model and expressions.
@NullMarked
package dev.flowloom.run;

import org.jspecify.annotations.NullMarked;
