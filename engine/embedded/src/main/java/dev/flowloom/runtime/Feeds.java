package dev.flowloom.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.journal.Journal;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Who listens to which run.
final class Feeds implements AutoCloseable {
    private final ConcurrentHashMap<RunId, Set<Feed>> byRun = new ConcurrentHashMap<>();
    private final Journal journal;

    Feeds(Journal journal) {
        this.journal = journal;
    }

    /// @param whyBroken tells why the run can't go on, or null where it can
    Subscription open(RunId run, long from, Consumer<Recorded> consumer, Supplier<@Nullable Throwable> whyBroken) {
        var feed = new Feed(journal, run, from, consumer, this::forget);
        // Before it reads for the first time: what becomes durable after that wakes it.
        byRun.compute(run, (_, feeds) -> {
            var all = feeds == null ? ConcurrentHashMap.<Feed>newKeySet() : feeds;
            all.add(feed);
            return all;
        });
        // After that: if it breaks later, the feed is told.
        var cause = whyBroken.get();
        if (cause != null) {
            feed.fail(cause);
        }
        feed.start();
        return feed;
    }

    /// Those that somebody listens to.
    Set<RunId> runs() {
        return Set.copyOf(byRun.keySet());
    }

    /// A run has events that are durable and may not have been handed over.
    void wake(RunId run) {
        var feeds = byRun.get(run);
        if (feeds != null) {
            feeds.forEach(Feed::wake);
        }
    }

    /// A run can't go on: what is durable is all there is to hand over.
    void fail(RunId run, Throwable cause) {
        var feeds = byRun.get(run);
        if (feeds != null) {
            feeds.forEach(feed -> feed.fail(cause));
        }
    }

    /// No run can go on.
    void failAll(Throwable cause) {
        byRun.values().forEach(feeds -> feeds.forEach(feed -> feed.fail(cause)));
    }

    private void forget(Feed feed) {
        byRun.computeIfPresent(feed.run(), (_, feeds) -> {
            feeds.remove(feed);
            return feeds.isEmpty() ? null : feeds;
        });
    }

    @Override
    public void close() {
        byRun.values().forEach(feeds -> feeds.forEach(Feed::close));
    }
}
