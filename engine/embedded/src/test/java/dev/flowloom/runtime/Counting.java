package dev.flowloom.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.UnreadableItem;
import org.jspecify.annotations.Nullable;

/// A source that gives the numbers from 0 below the setting `to`, and remembers how it was used.
class Counting implements SourceType {
    static final String TYPE = "test.count";

    /// From where each was read that was opened.
    final List<Integer> opened = new CopyOnWriteArrayList<>();
    /// How many of them are open.
    final AtomicInteger open = new AtomicInteger();
    /// How many items were given.
    final AtomicInteger given = new AtomicInteger();
    volatile String version = "1";
    /// Which of them can't be read.
    final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();

    @Override
    public StepDescription description() {
        return new StepDescription(TYPE, "Count", StepDescription.Category.UTILITY, "", "", "", Json.Obj.EMPTY);
    }

    /// May fail instead of giving a number.
    void before(int number) throws StepFailure, InterruptedException {}

    Json item(int number) {
        return Json.of(number);
    }

    @Override
    public ItemReader open(Json.Obj settings) {
        int to = settings.get("to") instanceof Json.Num(var number) ? number.intValue() : 0;
        open.incrementAndGet();
        return new Reader(to, version);
    }

    private final class Reader implements ItemReader {
        private final int to;
        private final String version;
        private int next;
        private boolean begun;

        Reader(int to, String version) {
            this.to = to;
            this.version = version;
        }

        @Override
        public @Nullable Json next() throws StepFailure, UnreadableItem, InterruptedException {
            if (!begun) {
                begun = true;
                opened.add(next);
            }
            before(next);
            given.incrementAndGet();
            if (unreadable.contains(next)) {
                throw new UnreadableItem(Json.of("number " + next), new StepFailure("test.unreadable",
                        Severity.CRITICAL, "It is none.", Json.Obj.of("line", Json.of(next++))));
            }
            return next < to ? item(next++) : null;
        }

        @Override
        public void skip(long items) {
            next += (int) items;
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
