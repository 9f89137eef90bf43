import type { MeasuredCase } from '../measuredCase.ts';
import { ADD_COLUMN_CASES } from './addColumnCases.ts';
import { ATTRIBUTE_CASES } from './attributeCases.ts';
import { COLUMN_CASES } from './columnCases.ts';
import { FAMILY_CASES } from './familyCases.ts';
import { KEY_CASES } from './keyCases.ts';
import { PARTITION_CASES } from './partitionCases.ts';
import { SEVERAL_ACTION_CASES } from './severalActionCases.ts';
import { STATE_CASES } from './stateCases.ts';
import { TABLE_CASES } from './tableCases.ts';
import { TYPE_CASES } from './typeCases.ts';

/** Every statement that is run on the servers; names are unique. */
export const MEASURED_CASES: readonly MeasuredCase[] = [
  ...ADD_COLUMN_CASES,
  ...COLUMN_CASES,
  ...TYPE_CASES,
  ...ATTRIBUTE_CASES,
  ...KEY_CASES,
  ...TABLE_CASES,
  ...PARTITION_CASES,
  ...SEVERAL_ACTION_CASES,
  ...STATE_CASES,
  ...FAMILY_CASES,
];
