package dev.flowloom.files;

import java.nio.file.Path;
import java.time.Instant;

import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import org.jspecify.annotations.Nullable;

/// Where an open flow comes from.
///
/// @param file null where it was never saved
/// @param content of the file when it was opened or last saved; null where it was never saved
/// @param original what was read, where the flow can only be looked at: there may be more in it than the diagram holds
record Origin(@Nullable Path file, @Nullable Fingerprint content, FlowFiles.@Nullable Original original) {
    /// That of a flow that was never saved.
    static final Origin NONE = new Origin(null, null, null);

    boolean isReadOnly() {
        return original != null;
    }

    /// What to call the flow.
    String title(Diagram diagram) {
        if (file != null) {
            return String.valueOf(file.getFileName());
        }
        return diagram.flow().name().isBlank() ? "Untitled" : diagram.flow().name();
    }

    /// What to call its file.
    String fileName(Diagram diagram) {
        return file != null ? String.valueOf(file.getFileName()) : diagram.flow().id() + FlowDesk.ENDING;
    }

    /// What is written when the diagram is saved.
    byte[] bytes(Diagram diagram) {
        return original != null ? original.bytes() : DefinitionWriter.write(diagram);
    }

    Draft draft(Diagram diagram, Instant at) {
        return new Draft(title(diagram), file, content, at, DefinitionWriter.text(diagram));
    }

    Origin saved(Path path, Fingerprint written) {
        return new Origin(path, written, original);
    }
}
