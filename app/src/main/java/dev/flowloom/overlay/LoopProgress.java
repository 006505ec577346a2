package dev.flowloom.overlay;

import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// How far a loop has come at its latest visit.
///
/// @param done for how many items what it holds was gone through to its end, or how many times where there are none
/// @param failed for how many it failed
/// @param items how many there are to be; null where that hangs on a condition, or on what a source gives
/// @param ofSource whether it goes through what a source gives
public record LoopProgress(VisitId visit, int done, int failed, @Nullable Integer items, boolean ofSource) {

    public LoopProgress(VisitId visit, int done, int failed, @Nullable Integer items) {
        this(visit, done, failed, items, false);
    }

    static LoopProgress of(VisitId visit) {
        return new LoopProgress(visit, 0, 0, null);
    }

    LoopProgress withItems(int count) {
        return new LoopProgress(visit, done, failed, count, ofSource);
    }

    LoopProgress withSource() {
        return new LoopProgress(visit, done, failed, items, true);
    }

    LoopProgress plusDone(int count) {
        return new LoopProgress(visit, done + count, failed, items, ofSource);
    }

    LoopProgress plusFailed(int count) {
        return new LoopProgress(visit, done, failed + count, items, ofSource);
    }

    /// Its progress in a few words.
    public String words() {
        if (ofSource) {
            return failed == 0 ? tr("%,d done", done) : tr("%,d done, %,d failed", done, failed);
        }
        var far = items == null
                ? done == 1 ? tr("once") : tr("%d times", done)
                : tr("%d of %d", done, items);
        return failed == 0 ? far : tr("%s, %d failed", far, failed);
    }
}
