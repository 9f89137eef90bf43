import type { MeasuredCase } from '../measuredCase.ts';
import { COLUMN_CASES } from './columnCases.ts';
import { KEY_CASES } from './keyCases.ts';
import { STATE_CASES } from './stateCases.ts';
import { TABLE_CASES } from './tableCases.ts';
import { TYPE_CASES } from './typeCases.ts';

export const MEASURED_CASES: readonly MeasuredCase[] = [...COLUMN_CASES, ...TYPE_CASES, ...KEY_CASES, ...TABLE_CASES, ...STATE_CASES];
