import type { ObjectName } from '../names.ts';

/** The table that all actions of one ALTER TABLE concern. */
export interface AlterTarget {
  readonly table: ObjectName;
  readonly tableIfExists: boolean;
}
