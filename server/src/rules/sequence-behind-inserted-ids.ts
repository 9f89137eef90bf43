import { findColumn, relationKey } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import type { AlterIdentity } from '../operations/columnOperations.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { plan, statementText, written } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { certainTable } from './subject/certainty.ts';
import { integersInserted, integersSelected } from './subject/insertedValues.ts';
import { standsAlone } from './subject/relations.ts';
import { type ColumnSequence, movesOf, sequenceOf } from './subject/sequences.ts';
import { statementHead } from './subject/statementHead.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code, columnCode } from './subject/wording.ts';

export const sequenceBehindInsertedIds = fileRule({
  metadata: {
    id: 'sequence-behind-inserted-ids',
    title: 'Explicit ids inserted, sequence not advanced',
    categories: ['fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP059'] },
  },
  *check(reviewed) {
    const told = new Set<string>();
    for (const entry of reviewed.ofKinds('Insert', 'CopyRows', 'AlterIdentity')) {
      if (entry.context.run.direction === 'down') continue;
      const finding = ofOperation(reviewed, entry, told);
      if (finding !== null) yield finding;
    }
  },
});

function ofOperation(
  reviewed: ReviewedFile,
  entry: ReviewedOperation,
  told: Set<string>,
): FileFindingDraft | null {
  const { operation } = entry.context;
  switch (operation.kind) {
    case 'Insert':
      return ofRows(reviewed, entry, operation.table, told);
    case 'CopyRows':
      return operation.table === null || operation.direction === 'to'
        ? null
        : ofRows(reviewed, entry, operation.table, told);
    case 'AlterIdentity':
      return ofIdentity(reviewed, entry, operation);
    default:
      return null;
  }
}

/** Rows that bring their ids. */
function ofRows(
  reviewed: ReviewedFile,
  { context, statement, order }: ReviewedOperation,
  name: ObjectName,
  told: Set<string>,
): FileFindingDraft | null {
  const table = certainTable(context, name);
  const found = table === undefined ? null : idsInserted(reviewed, statement.index, context, table);
  if (found === null) return null;
  const { column, sequence, ids } = found;
  const key = `${relationKey(context.before, name)}.${column.name}`;
  if (told.has(key)) return null;
  const moves = movesOf(reviewed, name, column.name, sequence.name);
  if (moves.some(move => move.order > order)) return null;
  const last = moves.findLast(move => move.order < order);
  const next = last === undefined ? sequence.start : last.value;
  // Ids below what the sequence gives next are no trouble.
  if (ids !== null && next !== null && ids.every(id => id < next)) return null;
  told.add(key);
  const what = ids === null ? 'The rows bring their own ids' : `${idsText(ids)} inserted by hand`;
  return {
    statement: statement.index,
    span: statementHead(context),
    message: `${what}; the sequence of ${columnCode(name, column.name)} does not know, so the application's next INSERT gets an id that is taken.`,
    fixes: [advance(context, name, column, column.sequence === null ? sequence : null)],
  };
}

function ofIdentity(
  reviewed: ReviewedFile,
  { context, statement: { index }, order }: ReviewedOperation,
  operation: AlterIdentity,
): FileFindingDraft | null {
  const key = relationKey(context.before, operation.table);
  const { options = [] } = operation;
  const isStarted = options.some(({ name }) => name === 'start' || name === 'restart');
  if (operation.action !== 'add' || context.isNew(key) || isStarted) return null;
  if (sizeOf(context, key)?.rows === 0) return null;
  const moves = movesOf(reviewed, operation.table, operation.column.value, null);
  if (moves.some(move => move.order > order)) return null;
  return {
    statement: index,
    span: operation.span,
    message: `The new sequence of ${columnCode(operation.table, operation.column.value)} starts at 1: with rows in ${code(displayName(operation.table))}, the application's next INSERT gets an id that is taken.`,
    fixes: standsAlone(context)
      ? [advance(context, operation.table, { name: operation.column.value }, null)]
      : [],
  };
}

interface InsertedIds {
  readonly column: Column;
  readonly sequence: ColumnSequence;
  /** Null when the rows are not in the file. */
  readonly ids: readonly number[] | null;
}

/** The column that a sequence numbers and that the rows fill all the same. */
function idsInserted(
  reviewed: ReviewedFile,
  statement: number,
  context: OperationContext,
  table: Table,
): InsertedIds | null {
  const { operation } = context;
  if (operation.kind !== 'Insert' && operation.kind !== 'CopyRows') return null;
  if (/\boverriding\s+user\b/i.test(context.sql)) return null;
  const names = operation.columns?.map(({ value }) => value) ?? table.columns.map(({ name }) => name);
  for (const [at, name] of names.entries()) {
    const column = findColumn(context.before, table, name);
    const sequence = column === undefined ? null : sequenceOf(context, column);
    if (column === undefined || sequence === null || mayRepeat(table, column)) continue;
    if (operation.kind === 'CopyRows') {
      const ids = idsCopied(reviewed.source, statement, at);
      return ids?.length === 0 ? null : { column, sequence, ids };
    }
    const ids =
      operation.source === 'select'
        ? integersSelected(context.sql, operation, at)
        : integersInserted(context.sql, operation, at);
    if (ids?.some(id => id > 0) === true) return { column, sequence, ids };
  }
  return null;
}

/** A reference to another table's rows, or one part of a key: the application gives it, and a value may come twice. */
function mayRepeat({ constraints, indexes }: Table, { name }: Column): boolean {
  const isAlone = (columns: readonly (string | null)[]): boolean =>
    columns.length === 1 && columns[0] === name;
  const isReference = constraints.some(
    constraint => constraint.kind === 'foreign-key' && isAlone(constraint.columns),
  );
  if (isReference) return true;
  const keys = [
    ...constraints.flatMap(constraint =>
      constraint.kind === 'primary-key' || constraint.kind === 'unique' ? [constraint.columns] : [],
    ),
    ...indexes.filter(({ unique }) => unique).map(index => index.keys.map(({ column }) => column)),
  ];
  return keys.some(columns => columns.includes(name)) && !keys.some(isAlone);
}

/** The rows behind COPY ... FROM stdin; null when they come from elsewhere or are no integers. */
function idsCopied(
  { text, statements }: ReviewedFile['source'],
  statement: number,
  at: number,
): readonly number[] | null {
  const end = statements[statement]?.terminator?.end;
  if (end === undefined) return null;
  const rows = /^[ \t]*\r?\n([\s\S]*?)^\\\.[ \t]*\r?$/m.exec(text.slice(end));
  if (rows === null || rows.index !== 0) return null;
  const values = (rows[1] ?? '')
    .split(/\r?\n/)
    .filter(row => row !== '')
    .map(row => row.split('\t')[at] ?? '');
  return values.every(value => /^-?\d{1,15}$/.test(value)) ? values.map(Number) : null;
}

function idsText(ids: readonly number[]): string {
  const [low, high] = ids.reduce(
    ([least, most], id) => [Math.min(least, id), Math.max(most, id)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return low === high ? `Id ${low} is` : `Ids ${low} to ${high} are`;
}

/** `unowned`: a sequence that only the column's default names, so that pg_get_serial_sequence() does not find it. */
function advance(
  context: OperationContext,
  table: ObjectName,
  column: { readonly name: string },
  unowned: ColumnSequence | null,
): FixDraft {
  return {
    title: 'Advance the sequence behind the statement',
    kind: 'suggestion',
    build(site) {
      const sql = sqlWriter(statementText(site));
      if (written(site, table.span).length !== table.span.end - table.span.start) return null;
      const name = context.sql.slice(table.span.start, table.span.end);
      const id = /^[a-z_][a-z0-9_]*$/.test(column.name)
        ? column.name
        : `"${column.name.replaceAll('"', '""')}"`;
      const sequence =
        unowned === null
          ? sql`pg_get_serial_sequence('${name}', '${column.name.replaceAll("'", "''")}')`
          : `'${unowned.written}'`;
      const text = sql`SELECT setval(${sequence}, (SELECT max(${id}) FROM ${name}));`;
      const last = lastInsert(site, table) ?? site.index;
      const place = site.statements[last];
      if (place === undefined) return null;
      const end = place.terminator?.end ?? place.span.end;
      const rows = context.operation.kind === 'CopyRows' ? endOfRows(site.text, end) : end;
      const newText = `${place.terminator === null ? ';' : ''}${site.newline}${text}`;
      return rows === null ? null : plan({ edits: [{ span: { start: rows, end: rows }, newText }] });
    },
  };
}

const END_OF_ROWS = /^\\\.[ \t]*(?=\r?$)/m;

/** Behind the rows that follow a COPY ... FROM stdin; null when they have no end, or stand elsewhere. */
function endOfRows(text: string, from: number): number | null {
  const end = END_OF_ROWS.exec(text.slice(from));
  return end === null ? null : from + end.index + end[0].length;
}

/** The file's last INSERT into the table. */
function lastInsert(site: Parameters<FixDraft['build']>[0], table: ObjectName): number | null {
  const at = site.statements.findLastIndex(({ syntax }) =>
    syntax.operations.some(
      operation => operation.kind === 'Insert' && operation.table.name.value === table.name.value,
    ),
  );
  return at === -1 ? null : at;
}
