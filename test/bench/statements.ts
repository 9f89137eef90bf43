/** PostgreSQL migrations of a given number of statements: what projects write, safe and unsafe, over many tables. */
export function migrationOf(statements: number): string {
  return `${Array.from({ length: statements }, (_, index) => statement(index)).join('\n\n')}\n`;
}

const KINDS: readonly ((table: string, index: number) => string)[] = [
  table =>
    `CREATE TABLE ${table} (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  name text NOT NULL,\n  total numeric(10, 2),\n  created_at timestamptz NOT NULL DEFAULT now()\n);`,
  (table, index) => `ALTER TABLE ${table} ADD COLUMN note_${index} text;`,
  (table, index) => `ALTER TABLE ${table} ADD COLUMN flag_${index} boolean NOT NULL DEFAULT false;`,
  (table, index) => `CREATE INDEX ${table}_name_${index} ON ${table} (name);`,
  (_table, index) => `ALTER TABLE existing_${index % 40} ADD COLUMN required_${index} varchar(64) NOT NULL;`,
  (table, index) =>
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_total_${index} CHECK (total >= 0) NOT VALID;`,
  table => `COMMENT ON TABLE ${table} IS 'one of many tables';`,
  (table, index) => `UPDATE ${table} SET total = 0 WHERE id = ${index};`,
  (_table, index) => `ALTER TABLE existing_${index % 40} DROP COLUMN old_${index};`,
  (_table, index) =>
    `CREATE INDEX CONCURRENTLY existing_${index}_idx ON existing_${index % 40} (a_${index});`,
];

function statement(index: number): string {
  const kind = KINDS[index % KINDS.length];
  return kind === undefined ? '' : kind(`table_${Math.floor(index / KINDS.length)}`, index);
}
