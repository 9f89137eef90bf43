import { type Catalog, emptyCatalog } from '../../../../server/src/catalog/catalog.ts';
import { applyStatement } from '../../../../server/src/catalog/replay.ts';
import { parseVersion, type Target, version } from '../../../../server/src/engines/engine.ts';
import type { LockNote } from '../../../../server/src/engines/lockNote.ts';
import { mysqlFacts } from '../../../../server/src/engines/mysql/facts.ts';
import { createMysqlReader } from '../../../../server/src/operations/mysql/mysqlReader.ts';

/** `mysql 8.0.28`, `mariadb 10.4`. */
export type EngineText = `${'mysql' | 'mariadb'} ${string}`;

export interface Situation {
  /** Statements before; null for a schema that nobody knows. */
  readonly schema?: readonly string[] | null;
  readonly settings?: Readonly<Record<string, string>>;
  readonly newest?: string;
}

export function targetOf(engine: EngineText, situation: Situation = {}): Target {
  const [name, text] = engine.split(' ');
  const oldest = parseVersion(text ?? '') ?? version(0);
  return {
    name: engine,
    engine: name === 'mariadb' ? 'mariadb' : 'mysql',
    version: oldest,
    newestVersion: parseVersion(situation.newest ?? '') ?? oldest,
    versionText: text ?? '',
    assumed: false,
    advisory: false,
    settings: situation.settings ?? {},
    statistics: null,
  };
}

/** One note for each operation of the statement. */
export function notesOf(
  engine: EngineText,
  sql: string,
  situation: Situation = {},
): readonly (LockNote | null)[] {
  const target = targetOf(engine, situation);
  const reader = createMysqlReader({ dialect: target.engine === 'mariadb' ? 'mariadb' : 'mysql' });
  const schema = situation.schema ?? [];
  let before: Catalog = emptyCatalog(target.engine, { complete: situation.schema !== null });
  schema.forEach((text, index) => {
    before = applyStatement(before, reader.read(text), { path: 'schema.sql', statement: index }).catalog;
  });
  const statement = reader.read(sql);
  const { steps } = applyStatement(before, statement, { path: 'change.sql', statement: 0 });
  return steps.map(step =>
    mysqlFacts({
      operation: step.operation,
      statement,
      before: step.before,
      statementBefore: before,
      target,
      inTransaction: false,
    }),
  );
}

/** The note of a statement with one operation. */
export function noteOf(engine: EngineText, sql: string, situation: Situation = {}): LockNote {
  const [note] = notesOf(engine, sql, situation);
  if (note === null || note === undefined) throw new Error(`no note for ${sql}`);
  return note;
}

/** `INSTANT NONE`, `COPY SHARED rewrite`, `INPLACE NONE index`, `- EXCLUSIVE`. */
export function summaryOf(note: LockNote): string {
  const lock =
    note.locks.find(held => held.role === 'target' || held.role === 'view' || held.role === 'sequence')
      ?.mode ?? 'no lock';
  const work = note.rewritesTable
    ? note.buildsIndex
      ? 'rewrite+index'
      : 'rewrite'
    : note.buildsIndex
      ? 'index'
      : note.scansTable
        ? 'scan'
        : '';
  return `${note.algorithm ?? '-'} ${lock} ${work}`.trim();
}

/** The summary of a statement on the usual table. */
export function does(engine: EngineText, sql: string, situation: Situation = { schema: USUAL }): string {
  return summaryOf(noteOf(engine, sql, situation));
}

/** A table with a column of every kind that the tests change. */
export const USUAL: readonly string[] = [
  `CREATE TABLE t (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, c varchar(50), d datetime,
    en enum('x','y'), txt text, KEY ix_b (b)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`,
];
