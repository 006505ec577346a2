-- What a run called has an id that begins with its own. An index of another collation than C isn't used to find these.

CREATE INDEX IF NOT EXISTS run_that_was_called ON run (id varchar_pattern_ops) WHERE caller IS NOT NULL;
