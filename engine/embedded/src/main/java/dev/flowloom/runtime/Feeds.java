package dev.flowloom.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.flowloom.journal.Journal;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RunId;

/// Who listens to which run.
final class Feeds implements AutoCloseable {
    private final ConcurrentHashMap<RunId, Set<Feed>> byRun = new ConcurrentHashMap<>();
    private final Journal journal;

    Feeds(Journal journal) {
        this.journal = journal;
    }

    Subscription open(RunId run, long from, Consumer<Recorded> consumer) {
        var feed = new Feed(journal, run, from, consumer, this::forget);
        // Before it reads for the first time: what becomes durable after that wakes it.
        byRun.compute(run, (_, feeds) -> {
            var all = feeds == null ? ConcurrentHashMap.<Feed>newKeySet() : feeds;
            all.add(feed);
            return all;
        });
        feed.start();
        return feed;
    }

    /// A run has events that are durable and may not have been handed over.
    void wake(RunId run) {
        var feeds = byRun.get(run);
        if (feeds != null) {
            feeds.forEach(Feed::wake);
        }
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
