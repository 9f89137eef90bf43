import type { AlterTableCmd } from '@pgsql/types';
import type { Span } from '../../text/span.ts';
import type { ObjectName } from '../names.ts';
import { type StatementSource, spanOf } from './source.ts';

/** One action of the list with its words. */
export interface TableAction {
  readonly source: StatementSource;
  readonly command: AlterTableCmd;
  readonly table: ObjectName;
  readonly tableIfExists: boolean;
  readonly only: boolean;
  readonly from: number;
  readonly to: number;
}

/** What every operation of an action has. */
export interface ActionBase {
  readonly table: ObjectName;
  readonly tableIfExists: boolean;
  readonly only: boolean;
  readonly span: Span;
}

export function baseOf({ source, table, tableIfExists, only, from, to }: TableAction): ActionBase {
  return { table, tableIfExists, only, span: spanOf(source, from, to) };
}
