-- engine: postgresql@16
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY, a int);
--   CREATE INDEX orders_a ON orders (a);
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
DROP INDEX CONCURRENTLY orders_a;
COMMIT;
