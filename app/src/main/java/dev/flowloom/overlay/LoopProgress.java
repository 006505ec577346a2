package dev.flowloom.overlay;

import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// How far a loop has come at its latest visit.
///
/// @param done how many times what it holds was gone through to its end
/// @param failed how many times it failed
/// @param items how many times there are to be; null where that hangs on a condition
public record LoopProgress(VisitId visit, int done, int failed, @Nullable Integer items) {

    static LoopProgress of(VisitId visit) {
        return new LoopProgress(visit, 0, 0, null);
    }

    LoopProgress withItems(int count) {
        return new LoopProgress(visit, done, failed, count);
    }

    LoopProgress plusDone() {
        return new LoopProgress(visit, done + 1, failed, items);
    }

    LoopProgress plusFailed() {
        return new LoopProgress(visit, done, failed + 1, items);
    }

    /// Its progress in a few words.
    public String words() {
        var far = items == null
                ? done == 1 ? tr("once") : tr("%d times", done)
                : tr("%d of %d", done, items);
        return failed == 0 ? far : tr("%s, %d failed", far, failed);
    }
}
