package dev.flowloom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import dev.flowloom.input.InputCheck;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.platform.LimitedFiles;
import org.jspecify.annotations.Nullable;

/// What a run is given, as named on the command line.
///
/// @param name a file's, or `-` for standard input; null where none was named
record InputFile(@Nullable String name) {
    private static final int LARGEST = 64 << 20;

    /// The input for a flow: an empty object where none was named.
    ///
    /// @throws Failure where it can't be read or isn't what the flow asks for
    Json read(Flow flow, InputStream standardInput) {
        if (name == null) {
            return nothing(flow);
        }
        var bytes = bytes(name, standardInput, "--input");
        try {
            var input = JsonText.parse(bytes);
            var problems = InputCheck.check(flow, input);
            if (!problems.isEmpty()) {
                throw wrong(name, DefinitionReader.locate(problems, bytes));
            }
            return input;
        } catch (MalformedJson e) {
            throw wrong(name, List.of(e.problem()));
        }
    }

    private static Json nothing(Flow flow) {
        var problems = InputCheck.check(flow, Json.Obj.EMPTY);
        if (!problems.isEmpty()) {
            throw Failure.wrongInput(Console.lines("without --input", problems) + System.lineSeparator()
                    + "Give the run its input: --input FILE, with - for standard input.", null);
        }
        return Json.Obj.EMPTY;
    }

    /// What is in a file, or arrives on standard input.
    ///
    /// @param option by which it was named
    static byte[] bytes(String name, InputStream standardInput, String option) {
        try {
            return name.equals("-")
                    ? LimitedFiles.read(standardInput, LARGEST)
                    : LimitedFiles.read(Path.of(name), LARGEST);
        } catch (LimitedFiles.TooLargeException e) {
            throw Failure.wrongInput("%s: an input may have up to %,d bytes. Give less, such as where the data is."
                    .formatted(name, LARGEST), e);
        } catch (InvalidPathException | IOException e) {
            var reason = e instanceof IOException io ? FlowFile.reason(Path.of(name), io) : "It is not a path.";
            throw Failure.wrongInput("%s: error: %s Give a JSON file as %s.".formatted(name, reason, option),
                    e);
        }
    }

    /// Data that stands on the command line, or in a file that is named there after an `@`.
    static Json data(String data, InputStream standardInput) {
        try {
            return data.startsWith("@")
                    ? JsonText.parse(bytes(data.substring(1), standardInput, "--data @FILE"))
                    : JsonText.parse(data);
        } catch (MalformedJson e) {
            throw Failure.wrongInput(Console.lines("--data", List.of(e.problem())), e);
        }
    }

    private static Failure wrong(String name, List<Problem> problems) {
        return Failure.wrongInput(Console.lines(name, problems), null);
    }
}
