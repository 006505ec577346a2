-- Each statement can be made again: a process may end in the middle of a migration.

-- Definitions by their hash. Never changed, and never deleted while a run is pinned to them.
CREATE TABLE IF NOT EXISTS definition (
    hash VARCHAR(100) PRIMARY KEY,
    text VARCHAR(1000000) NOT NULL,
    parts INT NOT NULL
);

-- A run in short. The events are the truth; this is kept in the same transaction to find runs by.
CREATE TABLE IF NOT EXISTS run (
    number BIGINT PRIMARY KEY,              -- the position of its first batch
    id VARCHAR(100) NOT NULL UNIQUE,
    flow VARCHAR(1000) NOT NULL,
    definition VARCHAR(100) NOT NULL,
    request_key VARCHAR(1000),
    status VARCHAR(20) NOT NULL,
    started TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    ended TIMESTAMP(9) WITH TIME ZONE,
    UNIQUE (flow, request_key)
);

CREATE INDEX IF NOT EXISTS run_by_status ON run (status);

-- What happened: events of one run that were decided together.
CREATE TABLE IF NOT EXISTS batch (
    position BIGINT PRIMARY KEY,            -- counts the batches of the store
    run BIGINT NOT NULL,
    first BIGINT NOT NULL,                  -- the sequence of the first event in the run
    size INT NOT NULL,                      -- how many events
    at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    text VARCHAR(1000000) NOT NULL,         -- the events as JSON
    parts INT NOT NULL,
    previous INT NOT NULL,                  -- the checksum of the run's batch before
    checksum INT NOT NULL,
    UNIQUE (run, first)
);

-- Texts longer than H2's longest character value go on here: their row has the first part, `parts` counts it too.
CREATE TABLE IF NOT EXISTS text_part (
    owner VARCHAR(200) NOT NULL,            -- 'batch/<position>' or 'definition/<hash>'
    part INT NOT NULL,
    text VARCHAR(1000000) NOT NULL,
    PRIMARY KEY (owner, part)
);
