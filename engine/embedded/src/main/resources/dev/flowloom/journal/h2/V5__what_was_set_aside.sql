-- Each statement can be made again: a process may end in the middle of a migration.

-- Batches that were not what was written, and those after them, as they were found when their run was restored. What goes on
-- in text_part is still there.
CREATE TABLE IF NOT EXISTS set_aside (
    position BIGINT PRIMARY KEY,
    run BIGINT NOT NULL,
    first BIGINT NOT NULL,
    size INT NOT NULL,
    at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    text VARCHAR(1000000) NOT NULL,
    parts INT NOT NULL,
    previous INT NOT NULL,
    checksum INT NOT NULL
);
