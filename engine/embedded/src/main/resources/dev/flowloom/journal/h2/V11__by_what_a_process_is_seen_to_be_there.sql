-- One process has a store in H2. So that both kinds of store have one number for what they hold.

SELECT 1;
