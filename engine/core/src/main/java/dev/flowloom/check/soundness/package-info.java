/// Explores what tokens can do in a flow before anything runs: conditions both ways, steps that succeed and that fail,
/// branches in every order that makes a difference. Tells what can go wrong, with the way that leads there. Knows the model
/// alone; the meaning of forks and joins is that of the rules of runs, to which tests hold it.
@NullMarked
package dev.flowloom.check.soundness;

import org.jspecify.annotations.NullMarked;
