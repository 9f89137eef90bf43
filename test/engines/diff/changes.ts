/** Changes to the rich schemas, one of many kinds, and what a diff has to say about them. */

export const CHANGES_OF_POSTGRESQL = `
DROP VIEW checked; DROP VIEW grouped; CREATE VIEW grouped AS SELECT id FROM users;
ALTER TABLE users DROP COLUMN n CASCADE, ADD COLUMN added text NOT NULL DEFAULT 'new', ALTER COLUMN ref TYPE numeric; 
`
  .replace(', ALTER COLUMN ref TYPE numeric', '')
  .concat(`
ALTER TABLE "Odd Schema"."Odd Table" ALTER COLUMN "group" TYPE varchar(99), ADD COLUMN "when" timestamptz DEFAULT now(), ADD CONSTRAINT not_zero CHECK ("Id" <> 0);
ALTER TABLE no_columns ADD COLUMN now_one int GENERATED ALWAYS AS IDENTITY;
CREATE TABLE extra (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE); CREATE INDEX extra_user ON extra (user_id) WHERE user_id > 0;
DROP INDEX app.everything_lower; ALTER TYPE app.level ADD VALUE 'middle' AFTER 'low'; ALTER DOMAIN app.positive DROP CONSTRAINT positive_check;
DROP TRIGGER touch ON app.everything; CREATE TRIGGER touch AFTER UPDATE ON app.everything FOR EACH ROW EXECUTE PROCEDURE app.touch();
CREATE FUNCTION extra_function(a text) RETURNS text LANGUAGE sql AS 'SELECT a'; DROP FUNCTION as_table(int); DROP POLICY see_own ON users; CREATE SEQUENCE extra_seq START 7; ALTER TABLE app.everything ALTER COLUMN num DROP NOT NULL, ALTER COLUMN fixed SET DEFAULT 'USD', DROP CONSTRAINT num_range;
ALTER TABLE unlogged SET LOGGED; CREATE TABLE ranged_2028 PARTITION OF ranged FOR VALUES FROM ('2028-01-01', MINVALUE) TO ('2029-01-01', MINVALUE); DROP TABLE listed_us; ALTER TABLE parent ADD COLUMN more int DEFAULT 3;
`);

const CHANGED_POSTGRESQL: readonly string[] = [
  '~ enum app.level',
  '~ domain app.positive',
  '- constraint app.everything.num_range',
  '~ column app.everything.num',
  '~ column app.everything.fixed',
  '- index app.everything.everything_lower',
  '~ trigger app.everything.touch',
  '+ sequence public.extra_seq',
  '+ table public.extra',
  '+ table public.ranged_2028',
  '- table public.listed_us',
  '+ column public.child.more',
  '+ column public.late_child.more',
  '+ column public.parent.more',
  '+ column public.no_columns.now_one',
  '~ option public.unlogged',
  '- column public.users.n',
  '+ column public.users.added',
  '- policy public.users.see_own',
  '- view public.checked',
  '~ view public.grouped',
  '- routine public.as_table',
  '+ routine public.extra_function',
  '~ column Odd Schema.Odd Table.group',
  '+ column Odd Schema.Odd Table.when',
  '+ constraint Odd Schema.Odd Table.not_zero',
];

/** What goes with a column exists since PostgreSQL 11 only. */
export function changedPostgresql(major: number): readonly string[] {
  const covering = ['- constraint public.users.covering_key', '- index public.users.covering'];
  return major >= 11 ? [...CHANGED_POSTGRESQL, ...covering] : CHANGED_POSTGRESQL;
}

export const CHANGES_OF_MYSQL = `
DROP VIEW invoker; CREATE OR REPLACE VIEW temp_view AS SELECT id AS k FROM users;
ALTER TABLE users DROP FOREIGN KEY other_fk, ADD COLUMN added VARCHAR(20) NOT NULL DEFAULT 'new' AFTER id, MODIFY code BIGINT;
ALTER TABLE everything DROP INDEX uq, DROP COLUMN mb, MODIFY vc VARCHAR(60) NOT NULL DEFAULT 'y', ADD UNIQUE KEY fresh (num, id), MODIFY small SMALLINT UNSIGNED FIRST;
ALTER TABLE everything DROP CONSTRAINT num_range; ALTER TABLE old_engine ENGINE=InnoDB, COMMENT='new', ADD PRIMARY KEY (id); ALTER TABLE aaa_first CONVERT TO CHARACTER SET latin1;
CREATE TABLE extra (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id)); DROP TABLE \`Odd Table\`;
DROP TRIGGER touch_after; CREATE TRIGGER extra_trigger AFTER DELETE ON users FOR EACH ROW SET @gone = OLD.id; DROP PROCEDURE clean; CREATE PROCEDURE extra_procedure(a INT) SELECT a;
`.replace(' ALTER TABLE aaa_first CONVERT TO CHARACTER SET latin1;', '');

export const CHANGED_MYSQL: readonly string[] = [
  '+ table extra',
  '- table Odd Table',
  '- column everything.mb',
  '~ column everything.vc',
  '~ column order everything',
  '- constraint everything.num_range',
  '- index everything.uq',
  '+ index everything.fresh',
  '~ option old_engine',
  '~ column old_engine.id',
  '+ constraint old_engine.PRIMARY',
  '+ column users.added',
  '~ column users.code',
  '- constraint users.other_fk',
  '- trigger users.touch_after',
  '+ trigger users.extra_trigger',
  '- view invoker',
  '~ view temp_view',
  '- routine clean',
  '+ routine extra_procedure',
];
