package dev.flowloom.journal;

import java.time.Instant;

/// What a backup says of itself.
///
/// @param made when
/// @param schema the version of the tables that it has the rows of
/// @param database what they were in: `H2` or `POSTGRESQL`
/// @param position of what was written last before it was made
/// @param runs how many
/// @param rows how many in all
public record BackupSummary(Instant made, int schema, String database, long position, long runs, long rows) {}
