import { type DatabaseConnection, flag, required, text } from '../connection.ts';
import { type DumpEntry, entry } from './dumpEntry.ts';
import { notOfExtension, qualified, USER_SCHEMA } from './filters.ts';

/** Primary, unique, exclusion and foreign keys. Those that a partition has from its parent come with it. */
export async function readKeys(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const keys = await connection.query(
    `SELECT k.oid, k.contype AS kind, ${qualified('n.nspname', 'c.relname')} AS owner, c.oid AS owner_oid, c.relkind AS relation_kind, quote_ident(k.conname) AS name,
       k.conindid AS index_oid, pg_get_constraintdef(k.oid) AS definition, k.confrelid AS target_oid
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')} AND k.contype IN ('p', 'u', 'x', 'f')
       AND (k.contype <> 'f' OR coalesce(to_jsonb(k) ->> 'conparentid', '0') = '0')`,
  );
  return keys.map(row => {
    const isForeign = required(row, 'kind') === 'f';
    const only = isForeign && required(row, 'relation_kind') === 'p' ? '' : 'ONLY ';
    const statement = `ALTER TABLE ${only}${required(row, 'owner')} ADD CONSTRAINT ${required(row, 'name')} ${required(row, 'definition')};`;
    return entry(
      `pg_constraint:${required(row, 'oid')}`,
      isForeign ? 'foreign key' : 'key',
      `${required(row, 'owner')} ${required(row, 'name')}`,
      [statement],
      {
        aliases: isForeign ? [] : [`pg_class:${required(row, 'index_oid')}`],
        needs: [
          `pg_class:${required(row, 'owner_oid')}`,
          ...(isForeign ? [`pg_class:${required(row, 'target_oid')}`] : []),
        ],
      },
    );
  });
}

/** Indexes that belong to no constraint, and what attaches indexes of partitions to those of their parents. */
export async function readIndexes(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const indexes = await connection.query(
    `SELECT c.oid, ${qualified('n.nspname', 'c.relname')} AS name, t.oid AS owner_oid, t.relkind AS owner_kind, pg_get_indexdef(c.oid) AS definition, c.relkind AS kind, x.indisvalid AS valid,
       (SELECT k.oid FROM pg_constraint k WHERE k.conindid = c.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')) AS constraint_oid,
       (SELECT ${qualified('pn.nspname', 'p.relname')} FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) AS parent,
       (SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid) AS parent_oid
     FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_class', 't.oid')} AND t.relpersistence <> 't' AND t.relkind IN ('r', 'p', 'm', 'f')`,
  );
  return indexes.flatMap(row => {
    const id = `pg_class:${required(row, 'oid')}`;
    const name = required(row, 'name');
    const entries: DumpEntry[] = [];
    if (text(row, 'constraint_oid') === null) {
      // What a failed CREATE INDEX CONCURRENTLY left is no part of the schema, and no dump has it.
      const isLeftOver = !flag(row, 'valid') && required(row, 'kind') !== 'I';
      const statement = isLeftOver
        ? `-- not captured: index ${name} is invalid`
        : `${required(row, 'definition')};`;
      const section = required(row, 'owner_kind') === 'm' ? 'view index' : 'index';
      entries.push(
        entry(id, section, name, [statement], { needs: [`pg_class:${required(row, 'owner_oid')}`] }),
      );
    }
    const parent = text(row, 'parent');
    if (parent !== null)
      entries.push(
        entry(
          `${id} partition`,
          'index partition',
          name,
          [`ALTER INDEX ${parent} ATTACH PARTITION ${name};`],
          {
            needs: [id, `pg_class:${required(row, 'parent_oid')}`],
          },
        ),
      );
    return entries;
  });
}

/** Extended statistics. */
export async function readStatisticsObjects(connection: DatabaseConnection): Promise<readonly DumpEntry[]> {
  const rows = await connection.query(
    `SELECT s.oid, ${qualified('n.nspname', 's.stxname')} AS name, pg_get_statisticsobjdef(s.oid) AS definition, s.stxrelid AS owner_oid
     FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_statistic_ext', 's.oid')}`,
  );
  return rows.map(row =>
    entry(
      `pg_statistic_ext:${required(row, 'oid')}`,
      'statistics',
      required(row, 'name'),
      [`${required(row, 'definition')};`],
      {
        needs: [`pg_class:${required(row, 'owner_oid')}`],
      },
    ),
  );
}
