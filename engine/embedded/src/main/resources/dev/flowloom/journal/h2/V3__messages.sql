-- Each statement can be made again: a process may end in the middle of a migration.

-- What was sent to whoever waits for it. It stays when it was received or dropped: sent again under its id, it is known.
CREATE TABLE IF NOT EXISTS message (
    number BIGINT PRIMARY KEY,              -- a position, as batches have
    name VARCHAR(1000) NOT NULL,
    correlation VARCHAR(1000) NOT NULL,     -- which of those with that name
    id VARCHAR(1000),                       -- the sender's, to send it once
    at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    text VARCHAR(1000000) NOT NULL,         -- its data as JSON
    parts INT NOT NULL,
    status VARCHAR(20) NOT NULL,
    run BIGINT,                             -- the run that received it, and at which visit
    visit INT,
    UNIQUE (name, id)
);

CREATE INDEX IF NOT EXISTS message_by_address ON message (status, name, correlation, number);
