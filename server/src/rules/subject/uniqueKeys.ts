import type { Index, IndexKey, Table } from '../../catalog/model.ts';
import type { Expression } from '../../operations/columns.ts';
import type { IndexPart } from '../../operations/constraints.ts';
import type { Dialect } from '../../syntax/dialect.ts';

/** The columns and expressions of a unique index, in any order. */
function keyParts(dialect: Dialect, index: Index): ReadonlySet<string> {
  return new Set(index.keys.map(key => partText(dialect, key)));
}

function partText(dialect: Dialect, { column, expression, prefixLength }: IndexKey): string {
  const name = column === null ? (expression?.text ?? '').replace(/\s+/g, '') : column;
  const text = dialect === 'postgresql' ? name : name.toLowerCase();
  return prefixLength === null ? text : `${text}(${prefixLength})`;
}

function predicateText({ predicate }: Index): string {
  return (predicate?.text ?? '').replace(/[\s()]+/g, '').toLowerCase();
}

/**
 * True when another unique index of the table does for upserts what `index` did. PostgreSQL wants exactly the columns
 * that ON CONFLICT names; on MySQL and MariaDB a key on some of them is stricter still.
 */
export function hasEquivalent(dialect: Dialect, table: Table | undefined, index: Index): boolean {
  const wanted = keyParts(dialect, index);
  return (table?.indexes ?? []).some(other => {
    if (!other.unique || !other.valid || other.name === index.name) return false;
    if (predicateText(other) !== predicateText(index)) return false;
    const parts = keyParts(dialect, other);
    if (![...parts].every(part => wanted.has(part))) return false;
    return dialect !== 'postgresql' || parts.size === wanted.size;
  });
}

/** As {@link hasEquivalent}, for an index that is gone: one of the same name counts too. */
export function hasReplacement(dialect: Dialect, table: Table | undefined, index: Index): boolean {
  return hasEquivalent(dialect, table, { ...index, name: '' });
}

/** What a unique key that is to be made asks of the rows. */
export interface UniqueDemand {
  readonly keys: readonly Pick<IndexKey, 'column' | 'expression' | 'prefixLength'>[];
  readonly predicate: Expression | null;
  readonly nullsNotDistinct: boolean;
}

export function uniqueDemand({
  parts,
  predicate,
  nullsNotDistinct,
}: {
  readonly parts: readonly IndexPart[];
  readonly predicate?: Expression | null;
  readonly nullsNotDistinct: boolean;
}): UniqueDemand {
  const keys = parts.map(part => ({ ...part, column: part.column?.value ?? null }));
  return { keys, predicate: predicate ?? null, nullsNotDistinct };
}

/**
 * True when a valid unique key of the table asks as much: over the same columns and expressions, or fewer, and without a
 * condition or under the same one. `nameIn` gives the name that a column has in the table as it is looked at.
 */
export function isImplied(
  dialect: Dialect,
  table: Table | undefined,
  { keys, predicate, nullsNotDistinct }: UniqueDemand,
  nameIn: (column: string) => string = column => column,
): boolean {
  const wanted = keys.map(({ column, expression, prefixLength }) => ({
    name: foldedPart(dialect, column === null ? null : nameIn(column), expression),
    length: prefixLength ?? Number.POSITIVE_INFINITY,
  }));
  return (table?.indexes ?? []).some(index => {
    if (!index.unique || !index.valid || index.keys.length === 0) return false;
    if (index.predicate !== null && foldedText(index.predicate) !== foldedText(predicate)) return false;
    const covers = index.keys.every(key => {
      const name = foldedPart(dialect, key.column, key.expression);
      // What differs in its first characters differs.
      return wanted.some(
        part => part.name === name && (key.prefixLength ?? Number.POSITIVE_INFINITY) <= part.length,
      );
    });
    return covers && (!nullsNotDistinct || index.nullsNotDistinct || index.keys.every(isNeverNull(table)));
  });
}

function isNeverNull(table: Table | undefined): (key: IndexKey) => boolean {
  return ({ column }) => table?.columns.find(({ name }) => name === column)?.notNull === true;
}

function foldedPart(dialect: Dialect, column: string | null, expression: Expression | null): string {
  if (column === null) return `(${foldedText(expression)})`;
  return dialect === 'postgresql' ? column : column.toLowerCase();
}

/** The same for texts that differ in blanks, parentheses and letter case; strings stay as they are. */
function foldedText(expression: Expression | null): string {
  return (expression?.text ?? '').replace(/'(?:[^']|'')*'|[^']+/g, piece =>
    piece.startsWith("'") ? piece : piece.replace(/[\s()]+/g, '').toLowerCase(),
  );
}

/** `owner_id, lower(name)` for messages. */
export function partsText(parts: readonly IndexPart[]): string {
  return parts.map(({ column, expression }) => column?.value ?? expression?.text ?? '').join(', ');
}

/** `email, tenant_id` for messages. */
export function columnsText(index: Index): string {
  return index.keys.map(key => key.column ?? key.expression?.text ?? '').join(', ');
}
