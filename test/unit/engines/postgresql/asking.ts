import { type Catalog, emptyCatalog } from '../../../../server/src/catalog/catalog.ts';
import { applyStatement } from '../../../../server/src/catalog/replay.ts';
import { type Target, version } from '../../../../server/src/engines/engine.ts';
import type { FactQuestion, LockNote } from '../../../../server/src/engines/lockNote.ts';
import { postgresqlFacts } from '../../../../server/src/engines/postgresql/facts.ts';
import { loadGrammarFile } from '../../../../server/src/node/grammarFile.ts';
import { createPostgresqlReader } from '../../../../server/src/operations/postgresql/postgresqlReader.ts';
import { splitFile } from '../../../../server/src/syntax/splitter.ts';

const reader = createPostgresqlReader(await loadGrammarFile());

export interface Asking {
  /** Statements before, of the schema and the session. */
  readonly after?: string;
  /** False: nothing is known of the database but what `after` shows. */
  readonly complete?: boolean;
  readonly inTransaction?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, number>>;
  /** For a range: its newest major. */
  readonly to?: number;
}

export function targetOf(major: number, asking: Asking = {}): Target {
  const tables = Object.fromEntries(
    Object.entries(asking.rows ?? {}).map(([name, rows]) => [name, { rows, bytes: rows * 100 }]),
  );
  return {
    name: 'test',
    engine: 'postgresql',
    version: version(major),
    newestVersion: version(asking.to ?? major),
    versionText: String(major),
    assumed: false,
    advisory: false,
    settings: asking.settings ?? {},
    statistics: asking.rows === undefined ? null : { capturedAt: null, tables },
  };
}

/** One question for each operation of a statement. */
export function questionsOf(sql: string, major: number, asking: Asking = {}): readonly FactQuestion[] {
  let catalog: Catalog = emptyCatalog('postgresql', { complete: asking.complete ?? true });
  splitFile(asking.after ?? '', 'postgresql').pieces.forEach((piece, statement) => {
    catalog = applyStatement(catalog, reader.read(piece.sql), { path: 'before.sql', statement }).catalog;
  });
  const statement = reader.read(sql);
  const { steps } = applyStatement(catalog, statement, { path: 'now.sql', statement: 0 });
  const target = targetOf(major, asking);
  return steps.map(step => ({
    operation: step.operation,
    statement,
    before: step.before,
    target,
    inTransaction: asking.inTransaction ?? false,
  }));
}

export function notesOf(sql: string, major: number, asking: Asking = {}): readonly (LockNote | null)[] {
  return questionsOf(sql, major, asking).map(postgresqlFacts);
}

/** The note of a statement with one operation. */
export function noteOf(sql: string, major: number, asking: Asking = {}): LockNote {
  const notes = notesOf(sql, major, asking);
  const [note] = notes;
  if (notes.length !== 1 || note == null) throw new Error(`not one note: ${sql}`);
  return note;
}

const SHORT: Readonly<Record<string, string>> = {
  'ACCESS SHARE': 'AS',
  'ROW SHARE': 'RS',
  'ROW EXCLUSIVE': 'RE',
  'SHARE UPDATE EXCLUSIVE': 'SUE',
  SHARE: 'S',
  'SHARE ROW EXCLUSIVE': 'SRE',
  EXCLUSIVE: 'E',
  'ACCESS EXCLUSIVE': 'AE',
};

/**
 * A note as one line, such as `public.t AE, public.r SRE: reads writes rewrite scan index`. Relations in the order of the
 * note; `alone` for statements that refuse a transaction; `!CODE` for a refusal.
 */
export function sketch(note: LockNote): string {
  const locks = note.locks
    .map(lock => `${lock.relation.replace(/^public\./, '')} ${SHORT[lock.mode] ?? lock.mode}`)
    .join(', ');
  const words = [
    note.blocksReads && 'reads',
    note.blocksWrites && 'writes',
    note.rewritesTable && 'rewrite',
    note.scansTable && 'scan',
    note.buildsIndex && 'index',
    !note.transactional && 'alone',
    note.refusal !== null && `!${note.refusal.code}`,
  ];
  return `${locks}: ${words.filter(word => word !== false).join(' ')}`.trim();
}
