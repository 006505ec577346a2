package dev.flowloom.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.JsonSize;
import dev.flowloom.model.Severity;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.Input.ItemsArrived.Unreadable;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.UnreadableItem;
import org.jspecify.annotations.Nullable;

/// What is read of a source at once.
final class SourcePage {
    /// In characters of JSON: more would only be kept for later.
    private static final int ENOUGH = 1_000_000;

    /// After that what came is given: nobody waits for the rest of what comes slowly, and a source that gives something now and then
    /// is none that hangs.
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    private final Effect.ReadItems read;
    private final JsonLimit limit;
    private final UsedSecrets used;
    private final List<Json> items = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private long length;

    SourcePage(Effect.ReadItems read, JsonLimit limit, UsedSecrets used) {
        this.read = read;
        this.limit = limit;
        this.used = used;
    }

    int size() {
        return items.size();
    }

    /// Reads on until that is enough.
    ///
    /// @return whether there are no more
    boolean fill(ItemReader reader) throws StepFailure, InterruptedException {
        long begin = System.nanoTime();
        while (items.size() < read.most() && length < ENOUGH
                && (items.isEmpty() || System.nanoTime() - begin < LONG_ENOUGH.toNanos())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var item = next(reader);
            if (item == null) {
                return true;
            }
            var kept = fitting(item);
            items.add(kept);
            length += JsonSize.of(kept);
        }
        return false;
    }

    private @Nullable Json next(ItemReader reader) throws StepFailure, InterruptedException {
        try {
            return reader.next();
        } catch (UnreadableItem e) {
            fail(used.masked(e.failure()));
            return e.found();
        }
    }

    /// That it is none is said of the next item.
    private void fail(StepFailure failure) {
        var kept = KeptFailure.of(failure);
        unreadable.add(new Unreadable(items.size(), kept.code(), kept.message(), kept.severity(), kept.details()));
    }

    /// One that is too large fails by itself, and what is kept of it is an excerpt.
    private Json fitting(Json item) {
        var excess = limit.excess(item);
        if (excess == null) {
            return item;
        }
        if (unreadable.isEmpty() || unreadable.getLast().at() < items.size()) {
            fail(new StepFailure("item.too-large", Severity.CRITICAL,
                    "Item %d of the source %s. Have the source give less of each, such as where the rest is."
                            .formatted(read.from() + items.size(), excess)));
        }
        return JsonExcerpt.of(item);
    }

    Input arrived(boolean last, @Nullable String version) {
        return new Input.ItemsArrived(read.visit(), read.from(), read.attempt(), items, last, version, unreadable);
    }
}
