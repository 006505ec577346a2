package dev.flowloom.input;

import java.util.List;
import java.util.stream.Collectors;

import dev.flowloom.model.Problem;

/// A flow was to be run with an input that isn't what it asks for.
public final class UnfitInputException extends IllegalArgumentException {
    // Exceptions are serializable, problems are not.
    private final transient List<Problem> problems;

    UnfitInputException(List<Problem> problems) {
        super(problems.stream().map(problem -> problem.message() + " " + problem.remedy())
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /// All that is wrong with it, at least one problem.
    public List<Problem> problems() {
        return problems;
    }
}
