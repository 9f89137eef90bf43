-- engine: postgresql@16
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
