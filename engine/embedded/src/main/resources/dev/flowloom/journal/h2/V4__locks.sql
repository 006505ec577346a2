-- Each statement can be made again: a process may end in the middle of a migration.

-- Named locks. A row stays when nobody has the lock, so that its tokens only ever grow.
CREATE TABLE IF NOT EXISTS lock (
    name VARCHAR(1000) PRIMARY KEY,
    token BIGINT NOT NULL,                  -- of who has it, or had it last
    run VARCHAR(100),                       -- who has it; null while nobody has
    visit INT,
    lease_end TIMESTAMP(9) WITH TIME ZONE
);
