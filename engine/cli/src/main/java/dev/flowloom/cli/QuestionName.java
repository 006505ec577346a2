package dev.flowloom.cli;

import java.util.List;

import dev.flowloom.cli.progress.Answers;
import dev.flowloom.runtime.OpenApproval;

/// What a question is called: its node, and where a run may ask several there, as in a loop, `#` with the visit's number.
final class QuestionName {
    private QuestionName() {}

    /// @param open all that are open
    static String of(OpenApproval asked, List<OpenApproval> open) {
        boolean isOnlyOne = open.stream()
                .filter(other -> other.run().equals(asked.run()) && other.node().equals(asked.node())).count() == 1;
        return isOnlyOne ? asked.node().value() : exact(asked);
    }

    /// Whether it is meant by a name; several may be by their node's.
    static boolean isOf(OpenApproval asked, String name) {
        return asked.node().value().equals(name) || exact(asked).equals(name);
    }

    private static String exact(OpenApproval asked) {
        return Answers.question(asked.node(), asked.visit());
    }
}
