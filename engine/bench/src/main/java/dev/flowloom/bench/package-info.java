/// Measures what runs cost, in Flowloom and in engines that people would embed instead. No part of the product;
/// `engine/bench/run` starts it.
@NullMarked
package dev.flowloom.bench;

import org.jspecify.annotations.NullMarked;
