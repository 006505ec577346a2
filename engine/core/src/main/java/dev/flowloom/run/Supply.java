package dev.flowloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.JsonSize;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// What a container is gone through for.
public sealed interface Supply {
    Supply NOTHING = new Nothing();

    /// For nothing in particular.
    record Nothing() implements Supply {}

    /// For the items of a list.
    record Listed(PVector<Json> items) implements Supply {}

    /// For the items that a source gives, of which those alone are held that are not yet begun with.
    ///
    /// @param settings what the source is set to
    /// @param page what was read last
    /// @param used how many items of the page were begun with
    /// @param read how many items were read in all
    /// @param version what the source says of itself, so that a change of it is noticed
    /// @param reading how it goes on
    /// @param failed for how many items what was done failed
    /// @param size what those are together that are not yet begun with, in characters of JSON
    record Streamed(Json.Obj settings, List<Item> page, int used, long read, @Nullable String version,
            Reading reading, long failed, long size) implements Supply {
        public Streamed {
            page = List.copyOf(page);
        }

        static Streamed opened(Json.Obj settings) {
            return new Streamed(settings, List.of(), 0, 0, null, new Reading.Attempting(1, null), 0, 0);
        }

        int ready() {
            return page.size() - used;
        }

        boolean isEnded() {
            return reading instanceof Reading.Ended;
        }

        List<Item> next(int after, int most) {
            return page.subList(used + after, Math.min(page.size(), used + after + most));
        }

        Streamed begun(int items) {
            return new Streamed(settings, page, used + items, read, version, reading, failed,
                    size - size(next(0, items)));
        }

        Streamed with(Reading next) {
            return new Streamed(settings, page, used, read, version, next, failed, size);
        }

        Streamed failedFor(int items) {
            return new Streamed(settings, page, used, read, version, reading, failed + items, size);
        }

        Streamed with(Event.ItemsRead given) {
            var left = new ArrayList<>(page.subList(used, page.size()));
            var errors = new ArrayList<@Nullable RunError>(Collections.nCopies(given.items().size(), null));
            given.unreadable().forEach(each -> errors.set(each.at(), each.error()));
            for (int at = 0; at < given.items().size(); at++) {
                var value = given.items().get(at);
                left.add(new Item(value, errors.get(at), JsonSize.of(value)));
            }
            return new Streamed(settings, left, 0, read + given.items().size(), given.version(),
                    given.last() ? new Reading.Ended() : new Reading.Attempting(1, null), failed,
                    size(left));
        }

        private static long size(List<Item> items) {
            return items.stream().mapToLong(Item::size).sum();
        }
    }

    /// An item that a source gave.
    ///
    /// @param unreadable why what stands there is none; null where it is one
    /// @param size in characters of JSON
    record Item(Json value, @Nullable RunError unreadable, long size) {}

    /// How reading from a source goes on.
    sealed interface Reading {
        /// Which attempt it is at what comes next; it is made as soon as there is room.
        ///
        /// @param deadline when its time is up; null where it has no end, or hasn't begun
        record Attempting(int attempt, @Nullable Instant deadline) implements Reading {}

        /// The attempt failed.
        record Failed(int attempt) implements Reading {}

        /// The given attempt begins when it is due.
        record BackingOff(int attempt, Instant due) implements Reading {}

        /// There is nothing more.
        record Ended() implements Reading {}
    }
}
