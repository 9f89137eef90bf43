import type { EngineVersion } from '../../engine.ts';
import { type FactRow, type MysqlEngine, rowInForce } from '../factRow.ts';
import { COLUMN_ROWS, type ColumnFact } from './columnRows.ts';
import { KEY_ROWS, type KeyFact } from './keyRows.ts';
import { MODIFY_ROWS, type ModifyFact } from './modifyRows.ts';
import { PARTITION_ROWS, type PartitionFact } from './partitionRows.ts';
import { STATEMENT_ROWS, type StatementFact } from './statementRows.ts';
import { TABLE_ROWS, type TableFact } from './tableRows.ts';

export type FactId = ColumnFact | ModifyFact | KeyFact | TableFact | PartitionFact | StatementFact;

/** Everything known about MySQL and MariaDB, by topic. */
export const FACT_ROWS: readonly FactRow<FactId>[] = [
  ...COLUMN_ROWS,
  ...MODIFY_ROWS,
  ...KEY_ROWS,
  ...TABLE_ROWS,
  ...PARTITION_ROWS,
  ...STATEMENT_ROWS,
];

const rowsByFact: ReadonlyMap<string, readonly FactRow<FactId>[]> = groupRows();

/** The rows of a fact on one engine, oldest first; empty when the engine has no such thing. */
export function rowsOf(fact: FactId, engine: MysqlEngine): readonly FactRow<FactId>[] {
  return rowsByFact.get(`${engine}:${fact}`) ?? [];
}

/** The row of a fact at a version; undefined when the engine has no such thing in any version. */
export function rowOf(fact: FactId, engine: MysqlEngine, at: EngineVersion): FactRow<FactId> | undefined {
  return rowInForce(rowsOf(fact, engine), at);
}

function groupRows(): ReadonlyMap<string, readonly FactRow<FactId>[]> {
  const groups = new Map<string, FactRow<FactId>[]>();
  for (const row of FACT_ROWS) {
    const key = `${row.engine}:${row.fact}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
