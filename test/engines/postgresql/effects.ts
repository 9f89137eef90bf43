/** What a statement did to files, rows and indexes. */
import type { Client } from './packages.ts';
import { type Relations, rows } from './userRelations.ts';

/** `pg_relation_filenode` by oid. */
export async function fileNodes(client: Client, before: Relations): Promise<ReadonlyMap<number, number>> {
  const files = new Map<number, number>();
  for (const relation of before.family) {
    const found = await rows(client, `SELECT pg_relation_filenode(${relation.oid})::int AS file`);
    files.set(relation.oid, Number(found[0]?.['file'] ?? 0));
  }
  return files;
}

/** A member has another file than before, and rows in it. */
export function isRewritten(
  before: Relations,
  files: ReadonlyMap<number, number>,
  filled: ReadonlySet<number>,
): boolean {
  return before.family.some(relation => {
    const file = files.get(relation.oid) ?? 0;
    return filled.has(relation.oid) && relation.fileNode !== 0 && file !== 0 && file !== relation.fileNode;
  });
}

/** The members that still have rows: a table that is only emptied gets a new file, too, and nothing is rewritten then. */
export async function stillFilled(client: Client, before: Relations): Promise<ReadonlySet<number>> {
  const filled = new Set<number>();
  for (const relation of before.family.filter(member => member.rows > 0)) {
    const found = await rows(client, `SELECT pg_relation_size(${relation.oid}) AS size`);
    if (Number(found[0]?.['size'] ?? 0) > 0) filled.add(relation.oid);
  }
  return filled;
}

/** Rows of all members before the statement. */
export function rowCount(before: Relations): number {
  return before.family.reduce((sum, relation) => sum + relation.rows, 0);
}

/** Rows read by sequential scans so far, by oid, of one of the statistics views. */
export async function rowsRead(
  client: Client,
  before: Relations,
  view: string,
): Promise<ReadonlyMap<number, number>> {
  const read = new Map<number, number>();
  for (const row of await rows(client, `SELECT relid::int AS oid, seq_tup_read::int AS n FROM ${view}`)) {
    read.set(Number(row['oid']), Number(row['n']));
  }
  for (const relation of before.family) if (!read.has(relation.oid)) read.set(relation.oid, 0);
  return read;
}

/** A member was read in full between two counts. */
export function isScanned(
  before: Relations,
  start: ReadonlyMap<number, number>,
  end: ReadonlyMap<number, number>,
): boolean {
  return before.family.some(
    relation =>
      relation.rows > 0 && (end.get(relation.oid) ?? 0) - (start.get(relation.oid) ?? 0) >= relation.rows,
  );
}

/** An index of a relation that was there before; REFRESH builds on a table that then takes the view's place. */
export function isIndexBuild(message: string, before: Relations): boolean {
  const table = /^building index ".*" on table "(.*?)"/.exec(message)?.[1];
  if (table === undefined) return false;
  return table.startsWith('pg_temp_') || [...before.byName.keys()].some(name => name.endsWith(`.${table}`));
}
