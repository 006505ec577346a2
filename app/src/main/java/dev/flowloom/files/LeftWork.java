package dev.flowloom.files;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flowloom.document.History;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;

/// What a draft holds that was left behind.
///
/// @param history the work, and what can be undone of it; null where the draft is no flow
/// @param base the file's content that the work goes on from; null where it was never saved
/// @param original the draft's text, where the flow can only be looked at
record LeftWork(@Nullable History history, List<Problem> problems, @Nullable Fingerprint base,
        FlowFiles.@Nullable Original original) {
    /// Takes a while.
    static LeftWork read(Drafts.Left left, FlowFiles files) {
        var trouble = left.trouble();
        if (trouble != null) {
            return new LeftWork(null, List.of(unread(trouble)), null, null);
        }
        var base = left.draft().base();
        var bytes = left.draft().text().getBytes(StandardCharsets.UTF_8);
        var read = DefinitionReader.read(bytes);
        if (read.readOnly()) {
            return new LeftWork(alone(read), read.problems(), base, new FlowFiles.Original(bytes));
        }
        var kept = left.slot().history(left.draft());
        var work = new LeftWork(kept == null ? alone(read) : kept, read.problems(), base, null);
        var file = left.draft().file();
        return file == null ? work : work.savedAs(files.read(file));
    }

    // A process that ended between saving the file and noting so in the draft: what the file holds is a revision of this
    // very work, and not something else's.
    private LeftWork savedAs(FlowFiles.Reading file) {
        if (history == null || !(file instanceof FlowFiles.Found found) || found.readOnly()
                || found.original().fingerprint().equals(base)) {
            return this;
        }
        var held = found.original().fingerprint();
        // The last one is the likeliest.
        return history.revisions().reversed().stream()
                .filter(revision -> Fingerprint.of(DefinitionWriter.write(revision.diagram())).equals(held)).findFirst()
                .map(revision -> new LeftWork(history.markSaved(revision.number()), problems, held, null))
                .orElse(this);
    }

    private static Problem unread(FileTrouble trouble) {
        return Problem.error("draft.unreadable", Problem.Place.WHOLE, Sentence.verbatim(trouble.message()),
                Sentence.verbatim(trouble.remedy()));
    }

    private static @Nullable History alone(DefinitionReader.Read read) {
        var diagram = read.diagram();
        return diagram == null ? null : History.ofRead(diagram).markSaved(History.NEVER);
    }
}
