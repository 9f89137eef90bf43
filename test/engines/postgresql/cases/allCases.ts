import type { EngineCase } from '../engineCase.ts';
import { columnCases } from './columnCases.ts';
import { constraintCases } from './constraintCases.ts';
import { dataCases } from './dataCases.ts';
import { familyCases } from './familyCases.ts';
import { indexCases } from './indexCases.ts';
import { matrixCases } from './matrixCases.ts';
import { moreCases } from './moreCases.ts';
import { objectCases } from './objectCases.ts';
import { partitionCases } from './partitionCases.ts';
import { tableCases } from './tableCases.ts';
import { typeCases } from './typeCases.ts';

export const allCases: readonly EngineCase[] = [
  ...columnCases,
  ...typeCases,
  ...constraintCases,
  ...indexCases,
  ...tableCases,
  ...partitionCases,
  ...objectCases,
  ...dataCases,
  ...moreCases,
  ...familyCases,
  ...matrixCases,
];
