-- engine: postgresql@16
-- framework: flyway
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);
--   CREATE INDEX orders_a ON orders (a);
--   CREATE INDEX orders_b ON orders (b);
SET LOCAL lock_timeout = '3s';
DROP INDEX orders_a, orders_b;
