-- The advisory lock of the session in which a process writes. Where nobody holds it, that process is dead or writes nothing
-- more; null where the process doesn't say.

ALTER TABLE owner ADD COLUMN IF NOT EXISTS session BIGINT;
