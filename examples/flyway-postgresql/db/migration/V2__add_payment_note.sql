-- Nothing to say here: a nullable column is a change of the catalog only, and the wait for its lock is bounded.
SET LOCAL lock_timeout = '3s';

ALTER TABLE payments ADD COLUMN note text;
