import type { ObjectName } from '../operations/names.ts';
import { relationKey, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { DroppedPart, Table } from './model.ts';
import { reportMissing } from './problems.ts';

/** A table with everything that its definition does not say left empty. */
export function blankTable(schema: string, name: string): Table {
  return {
    kind: 'table',
    schema,
    name,
    origin: null,
    changedBy: null,
    certain: true,
    persistence: 'permanent',
    foreign: false,
    columns: [],
    constraints: [],
    indexes: [],
    partitioning: null,
    partitionOf: null,
    inherits: [],
    inheritedBy: [],
    referencedBy: [],
    readBy: [],
    options: {},
    triggers: [],
    policies: [],
    rowSecurity: false,
    systemVersioned: false,
    rowVersions: [],
    rebuiltBy: null,
    loaded: false,
    dropped: [],
  };
}

/** What an operation says about the table it is for. */
export interface TableMention {
  readonly table: ObjectName;
  readonly tableIfExists?: boolean;
}

/** The key of an existing table that the operation names; null (and a problem, where certain) when there is none. */
export function tableKeyFor(draft: Draft, mention: TableMention): string | null {
  const key = relationKey(draft, mention.table);
  const object = draft.get(key);
  if (object?.kind === 'table') return key;
  if (object === undefined && mention.tableIfExists !== true)
    reportMissing(draft, 'table', key, mention.table);
  return null;
}

/** Writes a changed table; the origin of the change is noted. Nothing happens when there is no table. */
export function editTable(draft: Draft, key: string, edit: (table: Table) => Partial<Table>): void {
  const table = tableAt(draft, key);
  if (table !== undefined) draft.put(key, { ...table, ...edit(table), changedBy: draft.origin });
}

/** Writes what other objects say about the table; its definition counts as unchanged. */
export function linkTable(draft: Draft, key: string, edit: (table: Table) => Partial<Table>): void {
  const table = tableAt(draft, key);
  if (table !== undefined) draft.put(key, { ...table, ...edit(table) });
}

export function doubtTable(draft: Draft, key: string): void {
  const table = tableAt(draft, key);
  if (table?.certain === true) draft.put(key, { ...table, certain: false });
}

/**
 * The table and, in PostgreSQL, everything below it: partitions and inheriting tables, parents first.
 * Most ALTER TABLE actions go through all of them.
 */
export function tableAndDescendants(draft: Draft, key: string): readonly string[] {
  const table = tableAt(draft, key);
  if (draft.dialect !== 'postgresql' || table === undefined) return [key];
  if (table.partitioning === null && table.inheritedBy.length === 0) return [key];
  const found = new Set([key]);
  for (const each of found) {
    const member = tableAt(draft, each);
    if (member === undefined) continue;
    for (const child of childrenOf(member)) if (tableAt(draft, child) !== undefined) found.add(child);
  }
  return [...found];
}

/** PostgreSQL: keys of partitions and inheriting tables. */
export function childrenOf(table: Table): readonly string[] {
  return table.partitioning === null
    ? table.inheritedBy
    : [...table.partitioning.partitions, ...table.inheritedBy];
}

/** `table.dropped` with one more part in front. */
export function withDropped(
  draft: Draft,
  table: Table,
  kind: DroppedPart['kind'],
  name: string,
  rule?: DroppedPart['rule'],
): readonly DroppedPart[] {
  const part = { kind, name, origin: draft.origin };
  return [rule === undefined ? part : { ...part, rule }, ...table.dropped];
}

/** Columns of the primary key, or none. */
export function primaryKeyColumns(table: Table): readonly string[] {
  for (const constraint of table.constraints)
    if (constraint.kind === 'primary-key') return constraint.columns;
  return [];
}

export function replaceIn(list: readonly string[], from: string, to: string): readonly string[] {
  return list.includes(from) ? list.map(item => (item === from ? to : item)) : list;
}

export function without(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter(other => other !== item) : list;
}

export function including(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
