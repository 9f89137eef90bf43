import type { Index, IndexKey, Table } from '../../catalog/model.ts';
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

/** `email, tenant_id` for messages. */
export function columnsText(index: Index): string {
  return index.keys.map(key => key.column ?? key.expression?.text ?? '').join(', ');
}
