import type { NameQuery } from '../rules/rule.ts';

/** How source code writes the names of a query. */
export interface SourceNames {
  /** One of these has to occur for a file to speak of the table at all. */
  readonly table: readonly string[];
  /** What counts as a use; for a table its own names. */
  readonly used: readonly string[];
}

/** `order_items` is also `orderItems`, `OrderItems`, and in one of its kind `OrderItem`. */
export function sourceNames({ table, column }: NameQuery): SourceNames {
  const tables = unique([...cases(table), ...cases(singular(table))]);
  return { table: tables, used: column === null ? tables : cases(column) };
}

function cases(name: string): readonly string[] {
  const words = name.split(/[_\s-]+/).filter(word => word !== '');
  const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
  const pascal = words.map(capital).join('');
  return unique([name, pascal.slice(0, 1).toLowerCase() + pascal.slice(1), pascal]);
}

/** English, as far as object mappers go. */
function singular(name: string): string {
  if (/[^aeiou]ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/i.test(name)) return name.slice(0, -2);
  return /[^su]s$/i.test(name) ? name.slice(0, -1) : name;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** Matches any of the names as a word of its own, wherever it stands; global. */
export function wordPattern(names: readonly string[]): RegExp {
  const escaped = names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![A-Za-z0-9_])(?:${escaped.join('|')})(?![A-Za-z0-9_])`, 'g');
}

/** An INSERT into one of the tables that names no columns; global. */
export function positionalInsert(table: string): RegExp {
  const name = table.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `\\binsert\\s+(?:ignore\\s+)?into\\s+(?:[\\w"\`]+\\.)?["\`]?${name}["\`]?\\s+(?:values?|select)\\b`,
    'gi',
  );
}
