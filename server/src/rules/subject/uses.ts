import type { ObjectName } from '../../operations/names.ts';
import type { NameQuery } from '../rule.ts';

/** What to look for in source code to know whether a table, or one of its columns, is used. */
export function usesOf({ name }: ObjectName, column: string | null = null): NameQuery {
  return { table: name.value, column, use: 'name' };
}
