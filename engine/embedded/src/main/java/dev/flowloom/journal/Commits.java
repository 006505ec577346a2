package dev.flowloom.journal;

import java.io.IOException;
import java.sql.SQLException;

/// How groups become durable, one after the other. Used by the writer's thread, but for [#durable()].
interface Commits {

    /// Begins a group.
    ///
    /// @return the position of what was written last
    long begin() throws SQLException;

    /// Makes what was written since durable.
    ///
    /// @param last its last position
    void commit(long last) throws SQLException, IOException;

    /// Nothing was asked for in a while.
    void idle() throws SQLException;

    /// Up to where readers may see what they find.
    long durable();
}
