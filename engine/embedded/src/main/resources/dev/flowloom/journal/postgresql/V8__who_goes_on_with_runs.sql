-- Processes that go on with runs. What they have is theirs until then, by this server's clock, unless they prolong it; a row
-- that is gone never comes back, so its number is the token by which a process that was taken for dead is known.
CREATE TABLE owner (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL,                     -- to tell people
    until TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Who goes on with a run, as long as it has not ended; null while nobody does.
ALTER TABLE run ADD COLUMN owner BIGINT;

CREATE INDEX run_by_owner ON run (owner) WHERE status IN ('RUNNING', 'PAUSED');

-- What a process wants of a run that another one goes on with.
CREATE TABLE request (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run VARCHAR(100) NOT NULL,
    text TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    taken BIGINT,                           -- the owner that is to answer
    answer BOOLEAN,                         -- null until it is answered
    failure TEXT                            -- why it can't be
);
