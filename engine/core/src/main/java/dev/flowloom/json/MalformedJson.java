package dev.flowloom.json;

import dev.flowloom.model.Problem;

/// A text is no JSON. The problem says where and how to mend it.
public final class MalformedJson extends Exception {
    private final transient Problem problem;

    MalformedJson(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
