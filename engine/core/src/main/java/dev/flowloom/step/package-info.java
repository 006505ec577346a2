/// The interface between the engine and the step types: what a step type says of itself, what it is given, what it
/// gives back. Knows the model alone; who implements it needs nothing else.
@NullMarked
package dev.flowloom.step;

import org.jspecify.annotations.NullMarked;
