-- engine: mysql@8.4
-- baseline:
--   CREATE TABLE orders (id bigint NOT NULL PRIMARY KEY, note text);
ALTER TABLE orders DROP COLUMN IF EXISTS note;
