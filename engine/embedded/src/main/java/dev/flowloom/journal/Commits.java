package dev.flowloom.journal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/// How groups become durable, one after the other. Used by the writer's thread, but for [#durable()].
interface Commits {

    /// Begins a group.
    ///
    /// @return the position of what was written last
    long begin() throws SQLException;

    /// Under what number runs are begun in the group that was begun; null where numbers are not used.
    default @Nullable Long owner() throws SQLException {
        return null;
    }

    /// Writes a row for a run of this process's own, durably, without asking first where the store stands: that is supposed,
    /// and looked at together with it.
    ///
    /// @param made the row, by the position that it would have
    /// @return the row; null where nothing was written, and it has to be in a group
    default @Nullable Row writeAlone(LongFunction<Row> made) throws SQLException {
        return null;
    }

    /// Makes what was written since durable.
    ///
    /// @param last its last position
    /// @param left what is still to be sent of it, in that order
    void commit(long last, List<Gathered> left) throws SQLException, IOException;

    /// Nothing was asked for in a while.
    void idle() throws SQLException;

    /// Up to where readers may see what they find.
    long durable();
}
