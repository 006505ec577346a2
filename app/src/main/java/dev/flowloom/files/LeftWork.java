package dev.flowloom.files;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flowloom.document.History;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// What a draft holds that was left behind.
///
/// @param history the work, and what can be undone of it; null where the draft is no flow
/// @param original the draft's text, where the flow can only be looked at
record LeftWork(@Nullable History history, List<Problem> problems, FlowFiles.@Nullable Original original) {
    /// Takes a while.
    static LeftWork read(Drafts.Left left) {
        var bytes = left.draft().text().getBytes(StandardCharsets.UTF_8);
        var read = DefinitionReader.read(bytes);
        if (read.readOnly()) {
            return new LeftWork(alone(read), read.problems(), new FlowFiles.Original(bytes));
        }
        var kept = left.slot().history(left.draft());
        return new LeftWork(kept == null ? alone(read) : kept, read.problems(), null);
    }

    private static @Nullable History alone(DefinitionReader.Read read) {
        var diagram = read.diagram();
        return diagram == null ? null : History.ofRead(diagram).markSaved(History.NEVER);
    }
}
