import { type Hover, MarkupKind } from 'vscode-languageserver';
import { type LockRow, lockRow } from '../review/lockRow.ts';
import type { OperationReport, ReviewResult, StatementReport } from '../review/result.ts';
import { combinedNotes } from '../review/strongestNote.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { touchesOffset } from '../text/span.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { rangeOf } from './diagnostics.ts';
import { operationTitle } from './operationTitle.ts';

/** The lock card at an offset: of the action under the cursor, or of the whole statement. Null off every DDL statement. */
export function hoverAt(
  result: ReviewResult,
  offset: number,
  lines: LineIndex,
  features: ClientFeatures,
): Hover | null {
  const index = statementAt(result.statements, offset);
  const statement = result.statements[index];
  if (statement === undefined) return null;
  const withNotes = statement.operations.filter(operation => operation.notes.length > 0);
  const under = withNotes.filter(operation => touchesOffset(operation.span, offset));
  const shown = under.length > 0 ? under : withNotes;
  if (shown.length === 0) return null;
  const single = shown.length === 1 ? shown[0] : undefined;
  const rows = combinedNotes(result.targets, shown).map(({ target, note }) => lockRow(target, note));
  const card: LockCard = {
    title:
      single === undefined ? `${shown.length} actions in one statement` : operationTitle(single.operation),
    object: single?.object ?? objectOfAll(shown),
    rows,
    footnotes: footnotes(
      result,
      statement,
      index,
      rows.filter(row => row.refusal === null),
    ),
  };
  return {
    range: rangeOf(lines, single?.span ?? statement.span),
    contents: features.markdownHover
      ? { kind: MarkupKind.Markdown, value: markdownCard(card) }
      : { kind: MarkupKind.PlainText, value: plainCard(card) },
  };
}

interface LockCard {
  readonly title: string;
  readonly object: string;
  readonly rows: readonly LockRow[];
  readonly footnotes: readonly string[];
}

/** Statements are in order, so a binary search finds the one that holds the offset. */
export function statementAt(statements: readonly StatementReport[], offset: number): number {
  let low = 0;
  let high = statements.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const statement = statements[middle];
    if (statement === undefined) return -1;
    if (offset < statement.span.start) high = middle - 1;
    else if (offset > statement.span.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

function objectOfAll(operations: readonly OperationReport[]): string {
  const [first] = operations;
  if (first === undefined) return '';
  return 'table' in first.operation && first.operation.table !== null
    ? first.operation.table.name.value
    : first.object;
}

function footnotes(
  result: ReviewResult,
  statement: StatementReport,
  index: number,
  rows: readonly LockRow[],
): string[] {
  const notes: string[] = [];
  const blocks = rows.some(row => row.reads === 'wait' || row.writes === 'wait');
  if (blocks)
    notes.push(
      'Waits for transactions that use the table; while it waits, later queries on the table wait behind it.',
    );
  if (statement.inTransaction && rows.some(row => row.lock !== 'none')) {
    const later = result.statements.length - index - 1;
    notes.push(
      later === 0
        ? 'The lock is held until the transaction commits.'
        : `The lock is held until the transaction commits: ${later} more ${later === 1 ? 'statement runs' : 'statements run'} under it.`,
    );
  }
  const remarks = new Set(rows.flatMap(row => row.remarks));
  if (remarks.size > 0) notes.push(`${[...remarks].join('; ')}.`);
  return notes;
}

/** Short cells in one line each, so that the table stays a table in a hover's width; the long words stand below it. */
function markdownCard({ title, object, rows, footnotes: notes }: LockCard): string {
  const table = [
    tableRow(['target', 'lock', 'reads', 'writes', 'work', 'time']),
    '|:---|:---|:---|:---|:---|:---|',
    ...rows.map(row => tableRow(cellsOf(row))),
  ];
  return [
    `**${title}**${object === '' ? '' : ` \`${object}\``}`,
    '',
    ...table,
    '',
    ...[...refusals(rows), ...locksBeside(rows)].flatMap(note => [escaped(note), '']),
    ...(notes.length === 0 ? [] : [notes.join(' '), '']),
    `*${escaped(sources(rows).join('; '))}*`,
  ].join('\n');
}

function cellsOf(row: LockRow): readonly string[] {
  return row.refusal === null
    ? [row.target, row.lock, row.reads, row.writes, row.work, row.time]
    : [row.target, 'refused', '–', '–', '–', '–'];
}

function refusals(rows: readonly LockRow[]): string[] {
  return rows.flatMap(row => (row.refusal === null ? [] : [`${row.target}: ${row.refusal}.`]));
}

/** Locks on other relations; with the target where not every target takes them. */
function locksBeside(rows: readonly LockRow[]): string[] {
  const running = rows.filter(row => row.refusal === null && row.otherLocks.length > 0);
  const same = new Set(running.map(row => row.otherLocks.join(', ')));
  const [first] = running;
  if (first === undefined) return [];
  return same.size === 1 && running.length === rows.length
    ? [`Also locks: ${someOf(first.otherLocks)}.`]
    : running.map(row => `${row.target} also locks: ${someOf(row.otherLocks)}.`);
}

/** A partitioned table may have hundreds. */
const MOST_LOCKS_NAMED = 6;

function someOf(locks: readonly string[]): string {
  const left = locks.length - MOST_LOCKS_NAMED;
  return [...locks.slice(0, MOST_LOCKS_NAMED), ...(left > 0 ? [`${left} more`] : [])].join(', ');
}

function sources(rows: readonly LockRow[]): string[] {
  return [
    ...new Set(rows.map(({ basis, source }) => (source.includes(basis) ? source : `${basis}: ${source}`))),
  ];
}

/** Ends a cell: two spaces and a character without width behind them, for without it Markdown takes the spaces away. */
const GAP = '\u00a0\u00a0\u2060';

/** Cells that do not break into lines; VS Code leaves next to no room between them. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(cell => escaped(cell).replaceAll(' ', '\u00a0')).join(`${GAP} | `)} |`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, character => `\\${character}`);
}

function plainCard({ title, object, rows, footnotes: notes }: LockCard): string {
  return [
    `${title} ${object}`.trimEnd(),
    ...rows.map(row =>
      row.refusal === null
        ? `${row.target}: ${[row.lock, ...row.otherLocks].join(', ')}; reads ${row.reads}, writes ${row.writes}; ${row.work}; ${row.time} (${row.basis})`
        : `${row.target}: ${row.refusal} (${row.basis})`,
    ),
    ...notes,
  ].join('\n');
}
