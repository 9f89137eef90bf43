import { type Catalog, type CatalogReader, emptyCatalog } from '../../server/src/catalog/catalog.ts';
import { applyStatement } from '../../server/src/catalog/replay.ts';
import type { Engine, EngineVersion, Target } from '../../server/src/engines/engine.ts';
import { factsOf } from '../../server/src/engines/index.ts';
import type { LockNote } from '../../server/src/engines/lockNote.ts';
import { statementNote } from '../../server/src/engines/statementNote.ts';
import type { Operation, OperationKind } from '../../server/src/operations/operation.ts';
import type { StatementReader } from '../../server/src/operations/reader.ts';
import type { StatementSyntax } from '../../server/src/operations/statementSyntax.ts';
import { lockRow } from '../../server/src/review/lockRow.ts';
import { splitFile } from '../../server/src/syntax/splitter.ts';
import type { ShownOperation } from './operation.ts';

/** What a statement does from one version on, in words; the next answer says until when. */
export interface Answer {
  readonly from: string;
  /** The lock on the table, then those on others. */
  readonly lock: string;
  readonly reads: string;
  readonly writes: string;
  readonly work: string;
  readonly basis: string;
}

export interface ShownVersion {
  readonly version: EngineVersion;
  readonly text: string;
}

/** The answers of an operation over versions, oldest first; neighbours that say the same are one. */
export function answersOf(
  operation: ShownOperation,
  engine: Engine,
  versions: readonly ShownVersion[],
  reader: StatementReader,
): readonly Answer[] {
  const groups: {
    readonly from: string;
    readonly key: string;
    readonly notes: LockNote[];
    readonly row: Row;
  }[] = [];
  const asked = ask(operation, engine, reader);
  for (const { version, text } of versions) {
    const target = targetOf(engine, version, text);
    const note = noteOf(asked, target);
    const row = rowOf(target, note, asked.statement.operations[0]?.kind);
    const key = JSON.stringify(row);
    const last = groups.at(-1);
    if (last?.key === key) last.notes.push(note);
    else groups.push({ from: text, key, notes: [note], row });
  }
  return groups.map(({ from, row, notes }) => ({ from, ...row, basis: basisOf(notes) }));
}

type Row = Omit<Answer, 'from' | 'basis'>;

/** Statements whose work is on the rows they name. */
const ROW_WORK: ReadonlySet<string> = new Set(['Insert', 'Update', 'Delete', 'CopyRows', 'Query']);

function rowOf(target: Target, note: LockNote, kind: OperationKind | undefined): Row {
  const row = lockRow(target, note);
  if (row.refusal !== null) return { lock: `refused: ${row.refusal}`, reads: '', writes: '', work: '' };
  const alone = target.engine === 'postgresql' && !note.transactional ? ', not in a transaction' : '';
  return {
    lock: `${[row.lock, ...row.otherLocks].join('; ').replaceAll('public.', '')}${alone}`,
    reads: row.reads,
    writes: row.writes,
    work: kind !== undefined && ROW_WORK.has(kind) && !note.scansTable ? 'its rows' : row.work,
  };
}

function basisOf(notes: readonly LockNote[]): string {
  const measured = notes.filter(({ basis }) => basis === 'measured');
  if (measured.length === notes.length) return 'measured';
  if (measured.length === 0) return 'documented';
  const builds = new Set(measured.flatMap(({ source }) => source.match(/\d+(?:\.\d+)+/g) ?? []));
  return `documented; measured on ${[...builds].join(', ')}`;
}

interface Asked {
  readonly statement: StatementSyntax;
  readonly before: Catalog;
  readonly steps: readonly { readonly operation: Operation; readonly before: CatalogReader }[];
}

/** The statement on its schema, read once for all versions. */
function ask(operation: ShownOperation, dialect: Engine, reader: StatementReader): Asked {
  let before = emptyCatalog(dialect, { complete: true });
  splitFile(operation.schema ?? '', dialect).pieces.forEach((piece, statement) => {
    before = applyStatement(before, reader.read(piece.sql), { path: 'schema.sql', statement }).catalog;
  });
  const statement = reader.read(operation.sql);
  const { steps } = applyStatement(before, statement, { path: 'statement.sql', statement: 0 });
  return { statement, before, steps };
}

function noteOf({ statement, before, steps }: Asked, target: Target): LockNote {
  const notes = steps.flatMap(
    step =>
      factsOf(target.engine)({
        operation: step.operation,
        statement,
        before: step.before,
        statementBefore: before,
        target,
        inTransaction: false,
      }) ?? [],
  );
  const note = statementNote(notes);
  if (note === null || statement.level !== 'full') throw new Error(`no facts for ${target.versionText}`);
  return note;
}

function targetOf(engine: Engine, version: EngineVersion, versionText: string): Target {
  return {
    name: engine,
    engine,
    version,
    newestVersion: version,
    versionText,
    assumed: false,
    advisory: false,
    settings: {},
    statistics: null,
  };
}
