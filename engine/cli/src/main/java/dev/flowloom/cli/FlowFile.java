package dev.flowloom.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.flowloom.check.Checker;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.library.FolderLibrary;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import dev.flowloom.platform.LimitedFiles;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// A flow's file, read and checked.
///
/// @param flow null where the file holds none that can be run
record FlowFile(@Nullable Flow flow, List<Problem> problems) {

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /// The flow, where it has no errors. What else is to be said of it is said.
    ///
    /// @throws Failure where it has errors, or there is none
    static Flow toRun(Path file, StepTypes types, Console console) {
        var read = read(file, types);
        var lines = Console.lines(file.toString(), read.problems());
        var flow = read.flow();
        if (flow == null || read.hasErrors()) {
            throw Failure.wrongInput(lines, null);
        }
        if (!lines.isEmpty()) {
            console.err().println(lines);
        }
        return flow;
    }

    static FlowFile read(Path file, StepTypes types) {
        try {
            return checked(LimitedFiles.read(file, DefinitionReader.LARGEST), types, FolderLibrary.beside(file));
        } catch (LimitedFiles.TooLargeException _) {
            return unusable(tooLarge());
        } catch (IOException e) {
            return unusable(unreadable(file, e));
        }
    }

    private static FlowFile checked(byte[] bytes, StepTypes types, FlowLibrary library) {
        var read = DefinitionReader.read(bytes);
        var diagram = read.diagram();
        if (diagram == null) {
            var part = read.part();
            return new FlowFile(null, part == null
                    ? read.problems()
                    : located(read.problems(), new Checker(types).checkNodes(part), bytes));
        }
        if (read.readOnly()) {
            var newer = Problem.error("format.newer", Problem.Place.WHOLE,
                    Sentence.of(
                            "The flow was saved by a newer version of Flowloom, so that this one may not see all of it."),
                    Sentence.of("Update Flowloom to check and run it."));
            return new FlowFile(null, Stream.concat(Stream.of(newer), read.problems().stream()).toList());
        }
        var found = new Checker(types).check(diagram.flow(), library);
        return new FlowFile(diagram.flow(), located(read.problems(), found, bytes));
    }

    private static List<Problem> located(List<Problem> read, List<Problem> found, byte[] bytes) {
        return DefinitionReader.locate(Stream.concat(read.stream(), found.stream()).distinct().toList(), bytes);
    }

    private static FlowFile unusable(Problem problem) {
        return new FlowFile(null, List.of(problem));
    }

    private static Problem tooLarge() {
        return Problem.error("json.size", Problem.Place.WHOLE,
                Sentence.of("The file is larger than the largest flow that can be read, which has %,d bytes.",
                        DefinitionReader.LARGEST),
                Sentence.of("Check that it is the file you meant."));
    }

    private static Problem unreadable(Path file, IOException why) {
        return Problem.error("file.unreadable", Problem.Place.WHOLE, Sentence.verbatim(reason(file, why)),
                Sentence.of("Check the path."));
    }

    /// Why a file can't be read, as a sentence.
    static String reason(Path file, IOException why) {
        return switch (why) {
            case NoSuchFileException _ -> "There is no such file.";
            case AccessDeniedException _ -> "The file may not be read by this user.";
            default -> Files.isDirectory(file)
                    ? "It is a folder, not a file."
                    : "The file can't be read: %s.".formatted(why.getMessage());
        };
    }
}
