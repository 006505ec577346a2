package dev.flowloom.run;

import dev.flowloom.model.Node.Repeat.ForEach;
import dev.flowloom.run.Supply.Streamed;

/// How far a loop reads ahead of what it has begun with: so far that nothing waits, but never more than a few times what may be
/// under way at once, and no more than fits into little memory.
final class ReadAhead {
    private static final int LEAST = 50;
    private static final int MOST = 10_000;
    /// In characters of JSON.
    private static final long LARGEST = 4_000_000;

    private ReadAhead() {}

    /// How many items are read at once.
    static int items(ForEach each) {
        return Math.clamp((long) each.batch() * each.concurrency(), LEAST, MOST);
    }

    /// Whether so few are left that more are to be read. A batch is filled, however large it becomes.
    static boolean isDue(Streamed streamed, ForEach each) {
        return streamed.ready() < each.batch() || (streamed.ready() < items(each) && streamed.size() < LARGEST);
    }
}
