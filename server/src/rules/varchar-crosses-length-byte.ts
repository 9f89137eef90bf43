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
import { type OperationContext, operationRule, type Severity } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { code, columnCode, withDoubt } from './subject/wording.ts';

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
    yield {
      span: type.span,
      ...severityOf(context, existing, growth),
      message: withDoubt(existing, messageOf(context, existing, { from: column.type, to: type, growth })),
      table: existing.key,
      fixes: remedies(context, fixesOf(context, operation, type, growth)),
    };
  },
});

interface Growth {
  /** Bytes of the longest value, before and after. */
  readonly from: number;
  readonly to: number;
  /** The largest length that one byte can still count; null when the column is longer already. */
  readonly free: number | null;
  /** Nobody says the character set: four bytes a character are reckoned with. */
  readonly isGuess: boolean;
  /** Of an unknown character set: the line is crossed where a character takes fewer bytes, and not where it takes four. */
  readonly isNarrowOnly: boolean;
}

interface Types {
  readonly from: TypeReference;
  readonly to: TypeReference;
  readonly growth: Growth;
}

function severityOf(
  { note }: OperationContext,
  { known }: ExistingRelation,
  { isNarrowOnly }: Growth,
): { readonly severity?: Severity } {
  if (note?.blocksWrites !== true || isNarrowOnly) return { severity: 'info' };
  return known ? {} : { severity: 'warning' };
}

function messageOf(
  { operation, target, note }: OperationContext<ModifyColumn>,
  { label: table }: ExistingRelation,
  { from, to, growth }: Types,
): string {
  const change = `${columnCode(operation.table, operation.column.value)} ${code(label(from))} → ${code(label(to))}`;
  const server = target.engine === 'mysql' ? 'MySQL' : 'MariaDB';
  const waits = note?.blocksWrites === true ? 'with writes blocked' : 'while writes go on';
  if (growth.isNarrowOnly)
    return `Unless the column is utf8mb4, ${change} may cross 255 bytes, and ${server} then copies ${table} ${waits} (character set unknown).`;
  const reckoned = growth.isGuess ? ' if it is utf8mb4 (character set unknown)' : '';
  const instead =
    growth.free === null ? '' : `; ${code(`${to.name.toUpperCase()}(${growth.free})`)} would not`;
  return `${change} goes from ${growth.from} to ${growth.to} bytes${reckoned}: crossing 255 makes ${server} copy ${table} ${waits}${instead}.`;
}

/** The most bytes that a character of any character set takes. */
const WIDEST_CHARACTER = 4;

/** Null when the length byte stays, whatever the character set that is not known. */
function crossingGrowth(table: Table, from: TypeReference, to: TypeReference, target: Target): Growth | null {
  const defaults = textDefaults(table.options, target);
  const change = typeChange(from, to, defaults);
  if (change !== 'grows-past-255' && change !== 'grows-past-255-from-127') return null;
  const known = characterWidth(from, defaults.charset);
  // Another character set is more than a longer column.
  if (known !== characterWidth(to, defaults.charset) || lengthOf(from) >= lengthOf(to)) return null;
  const width = known ?? WIDEST_CHARACTER;
  const free = Math.floor(ONE_BYTE / width);
  return {
    from: lengthOf(from) * width,
    to: lengthOf(to) * width,
    free: free > lengthOf(from) ? free : null,
    isGuess: known === null,
    isNarrowOnly: known === null && lengthOf(from) * width > ONE_BYTE,
  };
}

/** Bytes of the widest character; null when the character set is not known. */
function characterWidth(type: TypeReference, tableCharset: string | null): number | null {
  if (type.name === 'varbinary') return 1;
  const charset =
    type.charset ?? (type.collation === null ? null : charsetOf(type.collation)) ?? tableCharset;
  return charset === null ? null : maxBytesPerCharacter(canonicalCharset(charset));
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
  { free, isNarrowOnly }: Growth,
): Remedy[] {
  const list: Remedy[] = [];
  const digits = lengthSpan(type);
  if (digits !== null && free !== null && !isNarrowOnly) {
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
