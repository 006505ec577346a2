-- H2 finds what a run called by the index that there is. So that both kinds of store have one number for what they hold.

SELECT 1;
