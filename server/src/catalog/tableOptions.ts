import type { TableOption } from '../operations/tableOperations.ts';
import type { Column, Table } from './model.ts';

/**
 * Table options with one more. MySQL/MariaDB: a collation brings its character set, a character set its own default
 * collation in place of the former one.
 */
export function withOption(
  options: Table['options'],
  option: Pick<TableOption, 'name' | 'value'>,
): Table['options'] {
  if (option.name === 'charset') {
    const charset = option.value.toLowerCase();
    const { collation, ...others } = options;
    return collation !== undefined && charsetOfCollation(collation) === charset
      ? { ...options, charset }
      : { ...others, charset };
  }
  if (option.name === 'collation' || option.name === 'collate') {
    const collation = option.value.toLowerCase();
    const charset = charsetOfCollation(collation);
    return charset === null ? { ...options, collation } : { ...options, charset, collation };
  }
  return { ...options, [option.name]: option.value };
}

/** `utf8mb4` of `utf8mb4_0900_ai_ci`; null for collations that fit several character sets (MariaDB `uca1400_ai_ci`). */
export function charsetOfCollation(collation: string): string | null {
  const charset = collation.toLowerCase().split('_', 1)[0] ?? '';
  return charset === '' || charset.startsWith('uca') ? null : charset;
}

/** Types with a character set (MySQL and MariaDB). */
export const CHARACTER_TYPES: ReadonlySet<string> = new Set([
  'char',
  'varchar',
  'tinytext',
  'text',
  'mediumtext',
  'longtext',
  'enum',
  'set',
]);

export function isCharacterColumn(column: Column): boolean {
  return column.type !== null && CHARACTER_TYPES.has(column.type.name);
}

/** Columns that took the table's character set keep it when the table's default becomes another. */
export function columnsWithCharset(table: Table): readonly Column[] {
  return table.columns.map(column => {
    if (column.type === null || column.type.charset !== null || !isCharacterColumn(column)) return column;
    const type = {
      ...column.type,
      charset:
        column.type.collation === null
          ? (table.options['charset'] ?? 'unknown')
          : (charsetOfCollation(column.type.collation) ?? 'unknown'),
      collation: column.type.collation ?? table.options['collation'] ?? null,
    };
    return { ...column, type };
  });
}
