-- Which run called a run as its sub-flow; nothing where nobody did.
ALTER TABLE run ADD COLUMN IF NOT EXISTS caller VARCHAR(100);
