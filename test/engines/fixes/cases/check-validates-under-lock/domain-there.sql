-- engine: postgresql@16
-- baseline:
--   CREATE DOMAIN price AS numeric;
--   CREATE TABLE items (id bigint PRIMARY KEY, cost price);
ALTER DOMAIN price ADD CONSTRAINT price_check CHECK (VALUE >= 0);
