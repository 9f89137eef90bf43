import { findColumn } from '../catalog/catalog.ts';
import type { Table } from '../catalog/model.ts';
import type { Target } from '../engines/engine.ts';
import { canonicalCharset, charsetOf, maxBytesPerCharacter } from '../engines/mysql/charsets.ts';
import { textDefaults, typeChange } from '../engines/mysql/typeChange.ts';
import type { TypeReference } from '../operations/columns.ts';
import type { ModifyColumn } from '../operations/tableOperations.ts';
import { type Span, span } from '../text/span.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, replaceAt } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { existingRelation } from './subject/relations.ts';
import { code, columnCode } from './subject/wording.ts';

/** The longest length that one byte can count. */
const ONE_BYTE = 255;

export const varcharCrossesLengthByte = operationRule({
  metadata: {
    id: 'varchar-crosses-length-byte',
    title: 'VARCHAR growth past 255 bytes copies the table',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { strong_migrations: ['change_column'] },
    replaces: ['type-change-rewrites-table'],
  },
  kinds: ['ModifyColumn'],
  *check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !note.rewritesTable) return;
    const existing = existingRelation(context, operation.table);
    const column = findColumn(context.before, existing?.table, operation.column);
    const { type } = operation.definition;
    if (existing?.table === undefined || column?.type == null || type === null) return;
    const growth = crossingGrowth(existing.table, column.type, type, context.target);
    if (growth === null) return;
    const { free } = growth;
    const name = columnCode(operation.table, column.name);
    const waits = note.blocksWrites ? 'with writes blocked' : 'while writes go on';
    const engine = context.target.engine === 'mysql' ? 'MySQL' : 'MariaDB';
    yield {
      span: type.span,
      ...(note.blocksWrites ? {} : { severity: 'info' as const }),
      message: `${name} ${code(label(column.type))} → ${code(label(type))} goes from ${growth.from} to ${growth.to} bytes: crossing 255 makes ${engine} copy ${existing.label} ${waits}; ${code(`${type.name.toUpperCase()}(${free})`)} would not.`,
      table: existing.key,
      fixes: remedies(context, fixesOf(context, operation, type, free)),
    };
  },
});

interface Growth {
  /** Bytes of the longest value, before and after. */
  readonly from: number;
  readonly to: number;
  /** The largest length that one byte can still count. */
  readonly free: number;
}

/** The most bytes that a character of any character set takes. */
const WIDEST_CHARACTER = 4;

/** Null when the length byte stays. Where the character set is not known, the widest characters are reckoned with. */
function crossingGrowth(table: Table, from: TypeReference, to: TypeReference, target: Target): Growth | null {
  const defaults = textDefaults(table.options, target);
  const change = typeChange(from, to, defaults);
  if (change !== 'grows-past-255' && change !== 'grows-past-255-from-127') return null;
  const fromWidth = characterWidth(from, defaults.charset);
  const toWidth = characterWidth(to, defaults.charset);
  // Another character set is more than a longer column.
  if (fromWidth !== toWidth || lengthOf(from) >= lengthOf(to)) return null;
  return {
    from: lengthOf(from) * fromWidth,
    to: lengthOf(to) * toWidth,
    free: Math.floor(ONE_BYTE / toWidth),
  };
}

function characterWidth(type: TypeReference, tableCharset: string | null): number {
  if (type.name === 'varbinary') return 1;
  const charset =
    type.charset ?? (type.collation === null ? null : charsetOf(type.collation)) ?? tableCharset;
  return (charset === null ? null : maxBytesPerCharacter(canonicalCharset(charset))) ?? WIDEST_CHARACTER;
}

function lengthOf(type: TypeReference): number {
  return Number(type.arguments[0]);
}

function label(type: TypeReference): string {
  return `${type.name.toUpperCase()}(${lengthOf(type)})`;
}

function fixesOf(
  context: OperationContext,
  operation: ModifyColumn,
  type: TypeReference,
  free: number,
): Remedy[] {
  const list: Remedy[] = [];
  const digits = lengthSpan(type);
  if (digits !== null && free > 0) {
    list.push({
      title: `Stop at ${free} characters, the most that need no copy`,
      kind: 'suggestion',
      build: ({ site }) => plan({ edits: [replaceAt(site, digits, String(free))] }),
    });
  }
  list.push(noteOnlineTool(context, operation.table));
  if (context.statement.algorithm === null) {
    list.push({
      title: 'Make the server refuse to copy',
      kind: 'suggestion',
      build: ({ site, sql }) =>
        plan({ edits: [insertAt(site, context.sql.length, sql`, ALGORITHM=INPLACE`)] }),
    });
  }
  return list;
}

/** Where the number stands between the brackets. */
function lengthSpan({ text, span: place }: TypeReference): Span | null {
  const match = /\(\s*(\d+)\s*\)/.exec(text);
  const digits = match?.[1];
  if (match === null || digits === undefined) return null;
  const start = place.start + match.index + match[0].indexOf(digits);
  return span(start, start + digits.length);
}
