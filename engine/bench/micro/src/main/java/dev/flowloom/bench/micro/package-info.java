/// What the pure functions cost, by JMH. No part of the product; `engine/bench/run --micro` starts it.
@NullMarked
package dev.flowloom.bench.micro;

import org.jspecify.annotations.NullMarked;
