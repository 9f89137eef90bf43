-- engine: postgresql@16
-- baseline:
--   SET allow_in_place_tablespaces = on;
--   CREATE TABLESPACE fast LOCATION '';
--   CREATE TABLE events (id bigint PRIMARY KEY, a int);
--   CREATE INDEX events_a ON events (a);
ALTER INDEX events_a SET TABLESPACE fast;
