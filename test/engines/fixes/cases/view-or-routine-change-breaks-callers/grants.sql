-- engine: postgresql@16
-- framework: flyway
-- baseline:
--   CREATE TABLE t (id bigint PRIMARY KEY, name text);
--   CREATE VIEW v AS SELECT id, name FROM t;
--   GRANT SELECT ON v TO app_ro;
SET LOCAL lock_timeout = '3s';
DROP VIEW v;
CREATE VIEW v AS SELECT id, name FROM t WHERE id > 0;
