package dev.flowloom.main;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flowloom.document.Editor;
import dev.flowloom.model.Problem;

/// What is wrong with the open flow: what reading its file said, until that is written anew, and what the checks say.
final class KnownProblems {
    private final Editor editor;
    private List<Problem> ofFile = List.of();
    private List<Problem> ofFlow = List.of();

    KnownProblems(Editor editor) {
        this.editor = editor;
    }

    /// Another flow is open.
    ///
    /// @param problems what reading its file said
    void opened(List<Problem> problems) {
        ofFile = problems;
        ofFlow = List.of();
        show();
    }

    /// The flow's file was written.
    void saved() {
        ofFile = List.of();
        show();
    }

    /// The checks say this of the flow as it is now.
    void checked(List<Problem> problems) {
        ofFlow = problems;
        show();
    }

    // Reading and checking may find the same; the checks know the flow as it is now.
    private void show() {
        var checked = ofFlow.stream().map(Subject::of).collect(Collectors.toSet());
        editor.showProblems(Stream.concat(
                ofFile.stream().filter(problem -> !checked.contains(Subject.of(problem))), ofFlow.stream()).toList());
    }

    /// What a problem is about.
    private record Subject(String code, String pointer) {
        static Subject of(Problem problem) {
            return new Subject(problem.code(), problem.place().pointer());
        }
    }
}
