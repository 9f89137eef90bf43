import { findColumn } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import type { TypeReference } from '../operations/columns.ts';
import type { ModifyColumn } from '../operations/tableOperations.ts';
import { type Span, span } from '../text/span.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, replaceAt } from './fixes/site.ts';
import { type OperationContext, operationRule } from './rule.ts';
import { bytesPerCharacter, charsetOf, charsetOfType } from './subject/characterBytes.ts';
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
    if (existing?.table === undefined || column === undefined || type === null) return;
    const growth = crossingGrowth(existing.table, column, type);
    if (growth === null) return;
    const { free } = growth;
    const name = columnCode(operation.table, column.name);
    const waits = note.blocksWrites ? 'with writes blocked' : 'while writes go on';
    const engine = context.target.engine === 'mysql' ? 'MySQL' : 'MariaDB';
    yield {
      span: type.span,
      ...(note.blocksWrites ? {} : { severity: 'info' as const }),
      message: `${name} ${code(label(growth.from))} → ${code(label(growth.to))} goes from ${growth.fromBytes} to ${growth.toBytes} bytes: crossing 255 makes ${engine} copy ${existing.label} ${waits}; ${code(`${type.name.toUpperCase()}(${free})`)} would not.`,
      table: existing.key,
      fixes: remedies(context, fixesOf(context, operation, type, free, growth.to.length > free)),
    };
  },
});

interface Length {
  readonly name: string;
  readonly length: number;
}

interface Growth {
  readonly from: Length;
  readonly to: Length;
  readonly fromBytes: number;
  readonly toBytes: number;
  /** The largest length that still fits one length byte. */
  readonly free: number;
}

/** Null when the length byte stays, or when nobody can tell how many bytes a character has. */
function crossingGrowth(table: Table, column: Column, type: TypeReference): Growth | null {
  const from = lengthOf(column.type);
  const to = lengthOf(type);
  if (from === null || to === null || from.name !== to.name) return null;
  const charset = type.name === 'varbinary' ? 'binary' : charsetOf(column, table);
  const bytes = charset === null ? null : bytesPerCharacter(charset);
  const written = charsetOfType(type);
  if (bytes === null || (written !== null && written !== charset)) return null;
  const fromBytes = from.length * bytes;
  const toBytes = to.length * bytes;
  return fromBytes <= ONE_BYTE && toBytes > ONE_BYTE ? { from, to, fromBytes, toBytes, free: Math.floor(ONE_BYTE / bytes) } : null;
}

function lengthOf(type: TypeReference | null): Length | null {
  if (type === null || (type.name !== 'varchar' && type.name !== 'varbinary')) return null;
  const length = Number(type.arguments[0]);
  return Number.isInteger(length) ? { name: type.name, length } : null;
}

function label({ name, length }: Length): string {
  return `${name.toUpperCase()}(${length})`;
}

function fixesOf(context: OperationContext, operation: ModifyColumn, type: TypeReference, free: number, isLarger: boolean): Remedy[] {
  const list: Remedy[] = [];
  const digits = lengthSpan(type);
  if (isLarger && digits !== null) {
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
      build: ({ site, sql }) => plan({ edits: [insertAt(site, context.sql.length, sql`, ALGORITHM=INPLACE`)] }),
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
