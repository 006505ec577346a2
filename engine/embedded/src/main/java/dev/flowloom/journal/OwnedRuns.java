package dev.flowloom.journal;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// The runs that are this process's own, as far as it knows: it is asked again before anything is written.
final class OwnedRuns implements Ownership {
    private final ConcurrentMap<RunId, Long> stamps = new ConcurrentHashMap<>();
    private final AtomicLong lastStamp = new AtomicLong();
    private volatile @Nullable Long number;
    private long lastLost;
    private volatile Consumer<List<RunId>> told = _ -> {};

    @Override
    public @Nullable Long number() {
        return number;
    }

    /// They are this process's own under a number, unless that was lost before this could be said.
    synchronized void add(long asNumber, List<RunId> runs) {
        if (asNumber > lastLost) {
            number = asNumber;
            runs.forEach(this::add);
        }
    }

    private void add(RunId run) {
        stamps.computeIfAbsent(run, _ -> lastStamp.incrementAndGet());
    }

    void remove(RunId run) {
        stamps.remove(run);
    }

    @Override
    public void begun(RunId run, long asNumber) {
        add(asNumber, List.of(run));
    }

    @Override
    public @Nullable Long stamp(RunId run) {
        return stamps.get(run);
    }

    @Override
    public void ended(RunId run) {
        remove(run);
    }

    /// Where it has become this process's own since, it is.
    @Override
    public void lost(RunId run, long stamp) {
        stamps.remove(run, stamp);
    }

    List<RunId> all() {
        return stamps.keySet().stream().sorted(Comparator.comparing(RunId::value)).toList();
    }

    void whenLost(Consumer<List<RunId>> listener) {
        told = listener;
    }

    /// The lease ran out that is known by a number, and somebody has made use of that.
    void lose(long lost) {
        List<RunId> gone;
        synchronized (this) {
            var known = number;
            if (known == null || known != lost) {
                return;
            }
            number = null;
            lastLost = lost;
            gone = all();
            stamps.clear();
        }
        told.accept(gone);
    }
}
