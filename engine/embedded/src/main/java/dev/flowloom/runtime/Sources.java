package dev.flowloom.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.model.JsonLimit;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.step.ItemReader;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.SourceType;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Reads sources for loops, each reading in a thread of its own. Between two readings a source stays open; where it is read
/// from somewhere else than where it stands, it is opened anew, and what was read is skipped.
final class Sources {
    private static final int LONGEST_VERSION = 1_000;

    private final StepTypes types;
    private final Secrets secrets;
    private final JsonLimit limit;
    private final Workers workers;
    private final ConcurrentMap<Place, Opened> open = new ConcurrentHashMap<>();

    private final Set<Place> held = ConcurrentHashMap.newKeySet();

    private record Place(RunId run, VisitId visit) {}

    /// @param at how many items it has given
    private record Opened(ItemReader reader, long at) {}

    Sources(StepTypes types, Secrets secrets, JsonLimit limit, Workers workers) {
        this.types = types;
        this.secrets = secrets;
        this.limit = limit;
        this.workers = workers;
    }

    /// A reading that has what it needs. It is begun when it is asked, and interrupted when the answer is run.
    ///
    /// @throws MissingHereException when it has not
    Supplier<Runnable> prepare(Effect.ReadItems read, Consumer<Input> answer) {
        var type = types.findSource(read.source());
        if (type == null) {
            throw MissingHereException.sourceType(read);
        }
        var used = new UsedSecrets(read, secrets);
        return () -> {
            var unwanted = new AtomicBoolean();
            var stop = workers.start(read.run(), () -> {
                var input = make(type, read, used);
                return () -> {
                    // What an interrupted reading fails with is no failure of the source.
                    if (!unwanted.get() && !(input instanceof Input.ReadFailed && workers.isStopping())) {
                        answer.accept(input);
                    }
                };
            });
            return () -> {
                unwanted.set(true);
                stop.run();
            };
        };
    }

    private Input make(SourceType type, Effect.ReadItems read, UsedSecrets used) {
        // Made before, since there may be no memory left for it then.
        var outOfMemory = failed(read, StepBug.outOfMemory());
        try {
            return read(type, read, used);
        } catch (StepFailure e) {
            return failed(read, used.masked(e));
        } catch (OutOfMemoryError _) {
            return outOfMemory;
        } catch (Throwable e) {
            return failed(read, used.masked(StepBug.of(e)));
        }
    }

    private Input read(SourceType type, Effect.ReadItems read, UsedSecrets used)
            throws StepFailure, InterruptedException {
        var place = new Place(read.run(), read.visit());
        var reader = at(read.from(), open.remove(place));
        boolean isKept = false;
        try {
            if (reader == null) {
                reader = type.open(used.fill());
                reader.skip(read.from());
            }
            var page = new SourcePage(read, limit, used);
            boolean last = page.fill(reader);
            var version = reader.version();
            isKept = !last && keep(place, new Opened(reader, read.from() + page.size()));
            return page.arrived(last, version == null || version.length() <= LONGEST_VERSION
                    ? version
                    : version.substring(0, LONGEST_VERSION));
        } finally {
            if (!isKept && reader != null) {
                reader.close();
            }
        }
    }

    /// @return whether it is kept open
    private boolean keep(Place place, Opened reader) {
        var displaced = new AtomicReference<@Nullable Opened>();
        var kept = open.compute(place, (_, before) -> {
            displaced.set(before);
            return held.contains(place) ? reader : null;
        });
        var before = displaced.get();
        if (before != null) {
            before.reader().close();
        }
        return reader.equals(kept);
    }

    private static @Nullable ItemReader at(long from, @Nullable Opened opened) {
        if (opened != null && opened.at() != from) {
            opened.reader().close();
            return null;
        }
        return opened == null ? null : opened.reader();
    }

    private static Input failed(Effect.ReadItems read, StepFailure failure) {
        var kept = KeptFailure.of(failure);
        return new Input.ReadFailed(read.visit(), read.from(), read.attempt(), kept.code(), kept.message(),
                kept.severity(), kept.details());
    }

    /// Keeps a source open between two readings.
    ///
    /// @return has it closed
    Runnable hold(Effect.HoldSource source) {
        var place = new Place(source.run(), source.visit());
        held.add(place);
        return () -> {
            held.remove(place);
            var opened = open.remove(place);
            if (opened != null) {
                // It may have to ask somebody far away, and nobody waits for that.
                Thread.ofPlatform().daemon().name("flowloom-source-close").start(opened.reader()::close);
            }
        };
    }
}
