package dev.flowloom.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// Where runs go on, and whether they are this process's own: as the writer knows it, and where it doesn't, by the database.
final class Heads {
    private static final int KEPT = 100_000;
    private static final long NO_STAMP = -1;

    private final Connection connection;
    private final Dialect dialect;
    private final Ownership ownership;
    private final Sending sending;
    /// Those of the runs gone on with lately.
    private final Map<RunId, Head> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Head> eldest) {
            return size() > KEPT;
        }
    };
    /// Of those runs that the group being written goes on with, where they go on and whose they are, by the database. What
    /// changes a run takes it out.
    private final Map<RunId, StoredHead> stored = new HashMap<>();

    /// Where a run goes on.
    ///
    /// @param run the position of its first row
    /// @param stamp under which the run was this process's own when that was known
    record Head(long run, long next, int checksum, long stamp) {
        /// Of a run that begins.
        static Head first(long run) {
            return new Head(run, 1, 0, NO_STAMP);
        }
    }

    /// Has the database know what was written before it is asked.
    interface Sending {
        void send() throws SQLException;
    }

    Heads(Connection connection, Dialect dialect, Ownership ownership, Sending sending) {
        this.connection = connection;
        this.dialect = dialect;
        this.ownership = ownership;
        this.sending = sending;
    }

    /// Asks at once for what is not known of the runs that a group goes on with.
    void look(Collection<RunId> runs) throws SQLException {
        stored.clear();
        var unknown = runs.stream().filter(run -> known(run) == null).distinct().toList();
        if (!unknown.isEmpty()) {
            stored.putAll(StoredHead.of(connection, dialect, unknown));
        }
    }

    /// Where a run goes on that is this process's own; null where that has to be asked for. What others wrote while the run was
    /// theirs isn't in what is kept of it.
    @Nullable
    Head known(RunId run) {
        var head = kept.get(run);
        return head == null || head.stamp == NO_STAMP || head.stamp != stamp(run) ? null : head;
    }

    /// Where a run goes on, whosever it is; null where there is none.
    @Nullable
    Head of(RunId run) throws SQLException {
        var known = known(run);
        if (known != null) {
            return known;
        }
        var found = stored(run);
        return found == null ? null : new Head(found.run(), found.next(), found.checksum(), NO_STAMP);
    }

    /// Whether the run is this process's own. What was found out when it became that is asked again where the run was not
    /// gone on with since: one that has ended may become several processes' own, and is the last one's.
    boolean isOwned(RunId run) throws SQLException {
        var stamp = ownership.stamp(run);
        boolean isOwned = stamp != null && (!dialect.hasOwners() || known(run) != null || isOwnedInStore(run));
        if (stamp != null && !isOwned) {
            ownership.lost(run, stamp);
        }
        return isOwned;
    }

    private boolean isOwnedInStore(RunId run) throws SQLException {
        var found = stored(run);
        return found != null && Objects.equals(found.owner(), ownership.number());
    }

    /// A run goes on behind a row, which was written in this process's turn.
    void put(RunId run, Row last) {
        put(run, last, stamp(run));
    }

    /// A run goes on behind a row that was written outside of any turn: it is known of the run as it was this process's own
    /// before that.
    void put(RunId run, Row last, Head before) {
        put(run, last, before.stamp);
    }

    private void put(RunId run, Row last, long stamp) {
        stored.remove(run);
        kept.put(run, new Head(last.run(), last.next(), last.checksum(), stamp));
    }

    void forget(RunId run) {
        kept.remove(run);
        stored.remove(run);
    }

    private long stamp(RunId run) {
        var stamp = ownership.stamp(run);
        return stamp == null ? NO_STAMP : stamp;
    }

    private @Nullable StoredHead stored(RunId run) throws SQLException {
        var known = stored.get(run);
        if (known != null) {
            return known;
        }
        sending.send();
        return StoredHead.of(connection, dialect, Set.of(run)).get(run);
    }
}
