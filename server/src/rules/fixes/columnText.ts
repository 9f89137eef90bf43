import type { Column } from '../../catalog/model.ts';

/** MySQL/MariaDB: what stands behind the column's name in a definition that keeps every attribute. Null when the type is not known. */
export function columnAttributes(
  column: Column,
  changes: { readonly nullable?: boolean } = {},
): string | null {
  if (column.type === null) return null;
  const { type } = column;
  const nullable = changes.nullable ?? !column.notNull;
  const parts = [typeText(column)];
  if (column.generated !== null)
    parts.push(
      `GENERATED ALWAYS AS (${column.generated.expression.text}) ${column.generated.kind.toUpperCase()}`,
    );
  parts.push(nullable ? 'NULL' : 'NOT NULL');
  if (column.default !== null && column.generated === null) parts.push(`DEFAULT ${column.default.text}`);
  if (column.onUpdate !== null) parts.push(`ON UPDATE ${column.onUpdate.text}`);
  if (column.autoIncrement) parts.push('AUTO_INCREMENT');
  if (column.invisible) parts.push('INVISIBLE');
  if (column.comment !== null) parts.push(`COMMENT ${mysqlString(column.comment)}`);
  return type.text === '' ? null : parts.join(' ');
}

function typeText({ type }: Column): string {
  if (type === null) return '';
  const { text, charset, collation } = type;
  const written = text.toLowerCase();
  const charsetPart =
    charset !== null &&
    charset !== 'unknown' &&
    !written.includes('character set') &&
    !written.includes('charset')
      ? ` CHARACTER SET ${charset}`
      : '';
  const collationPart = collation !== null && !written.includes('collate') ? ` COLLATE ${collation}` : '';
  return `${text}${charsetPart}${collationPart}`;
}

/** A string literal of MySQL and MariaDB. */
export function mysqlString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
