-- engine: postgresql@16
-- baseline:
--   CREATE TABLE orders (id bigint PRIMARY KEY, total int);
--   CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
--   CREATE TRIGGER orders_note BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE orders DISABLE TRIGGER orders_note;
UPDATE orders SET total = 0 WHERE id = 1;
