package dev.flowloom.check;

import java.util.function.Consumer;

import dev.flowloom.model.Problem;

/// One thing that a flow must keep to. Rules don't know of each other, and each keeps silent about what another one
/// reports, so that one mistake gives one problem.
interface Rule {
    void check(Subject subject, Consumer<Problem> problems);
}
