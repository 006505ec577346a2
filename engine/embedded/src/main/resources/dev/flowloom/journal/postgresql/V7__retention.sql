-- Each statement can be made again: a process may end in the middle of a migration.

-- Runs that are gone, whose rows are still to be removed.
CREATE TABLE IF NOT EXISTS pruned_run (
    number BIGINT PRIMARY KEY
);

-- What was removed may have had the latest position: positions go on behind it.
CREATE TABLE IF NOT EXISTS pruned (
    position BIGINT PRIMARY KEY
);

-- How long runs are kept that are over; one row, or none where they are kept for ever.
CREATE TABLE IF NOT EXISTS retention (
    longest_seconds BIGINT,                 -- after their end; null where that doesn't matter
    most INT                                -- of those that no other run called; null where that doesn't matter
);
