-- engine: postgresql@16
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY, total int);
SET session_replication_role = replica;
UPDATE orders SET total = 0 WHERE id = 1;
