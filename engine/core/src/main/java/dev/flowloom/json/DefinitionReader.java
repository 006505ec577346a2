package dev.flowloom.json;

import java.util.List;

import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// Reads a flow's file. Whatever the bytes are, the answer is a diagram or the reasons why there is none, all at once.
public final class DefinitionReader {
    /// The largest file that is read, in bytes: a flow of tens of thousands of nodes is smaller.
    public static final int LARGEST = 16 * 1024 * 1024;

    /// What became of a file.
    ///
    /// @param diagram null where the file can't be read, or so that something in it would be lost by saving
    /// @param problems everything that is wrong, in the order of the file; a diagram that comes with an error can be
    ///        edited and saved, but not run
    /// @param part as much of the flow as could be made where there is no diagram, to look for more that is wrong in it;
    ///        null where there is a diagram or nothing could be made
    /// @param readOnly the diagram may not hold all that is in the file, and must not be saved over it
    public record Read(@Nullable Diagram diagram, @Nullable Flow part, List<Problem> problems, boolean readOnly) {
        public Read {
            problems = List.copyOf(problems);
        }

        public boolean hasErrors() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    private final Findings findings;

    private DefinitionReader(Findings findings) {
        this.findings = findings;
    }

    /// Reads a file's content. Nothing is thrown on account of the bytes.
    public static Read read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return failure(Problem.error("json.size", Problem.Place.WHOLE,
                    Sentence.of("The file has %,d bytes; the largest flow that can be read has %,d.", bytes.length,
                            LARGEST),
                    Sentence.of("Check that it is the file you meant; move data out of the flow, or split the flow.")));
        }
        try {
            return read(Utf8.decode(bytes));
        } catch (MalformedJson e) {
            return failure(e.problem());
        }
    }

    /// Problems that were found in a diagram after it was read, each with its position in the file, in their order there.
    ///
    /// @param bytes what the diagram was read from
    public static List<Problem> locate(List<Problem> problems, byte[] bytes) {
        try {
            return Positions.locate(problems, Utf8.decode(bytes));
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("no diagram was read from this", e);
        }
    }

    private static Read failure(Problem problem) {
        return new Read(null, null, List.of(problem), false);
    }

    private static Read read(String text) throws MalformedJson {
        var findings = new Findings();
        var duplicates = new Duplicates();
        var value = TreeReader.read(text, duplicates, TreeReader.OUTER_DEPTH);
        findings.addAll(duplicates.problems());
        var read = new DefinitionReader(findings).read(value);
        boolean whole = duplicates.problems().isEmpty() && (read.readOnly || !findings.lossy());
        return new Read(whole ? read.diagram : null, whole || read.diagram == null ? null : read.diagram.flow(),
                Positions.locate(read.problems, text), read.readOnly);
    }

    private Read read(Json value) {
        if (!(value instanceof Json.Obj definition)) {
            return failure(Problem.error("format.value", Problem.Place.WHOLE,
                    Sentence.of("A flow's file must hold one object."),
                    Sentence.of("Check that it is the file you meant.")));
        }
        int version = Format.version(definition, findings);
        boolean newer = version > Format.CURRENT;
        boolean isFlow = version > 0 || definition.get("nodes") != null;
        var diagram = isFlow ? diagram(definition, version) : null;
        return new Read(diagram, null, findings.problems(), newer);
    }

    private @Nullable Diagram diagram(Json.Obj definition, int version) {
        boolean newer = version > Format.CURRENT;
        var known = version == 0 || newer ? definition : Format.migrated(definition, version, Format.MIGRATIONS);
        var in = new FieldReader(known, Spot.root(newer ? Problem.Level.WARNING : Problem.Level.ERROR), findings);
        if (version != 0 && !newer) {
            in.optional(Format.VERSION, Want.ANYTHING);
        } else {
            in.ignore(Format.VERSION);
        }
        return new Decoder(findings).diagram(in);
    }
}
