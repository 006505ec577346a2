-- Each statement can be made again: a process may end in the middle of a migration.

CREATE INDEX IF NOT EXISTS message_by_run ON message (run);
CREATE INDEX IF NOT EXISTS dead_letter_by_sent_as ON dead_letter (sent_as);
