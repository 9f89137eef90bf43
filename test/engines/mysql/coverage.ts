/** Which facts the cases hold on a version: what the rows call measured must be among them. */
import type { Target } from '../../../server/src/engines/engine.ts';
import { factsBehind } from '../../../server/src/engines/mysql/facts.ts';
import type { FactId } from '../../../server/src/engines/mysql/rows/index.ts';
import { MEASURED_CASES } from './cases/index.ts';
import { WAIT_CASES, WAIT_TABLES } from './cases/waitCases.ts';
import { questionsOf, replay } from './expectation.ts';

export function coveredFacts(target: Target): ReadonlySet<FactId> {
  const facts = new Set<FactId>();
  const cases = [
    ...MEASURED_CASES,
    ...WAIT_CASES.map(wait => ({ ...wait, setup: [...WAIT_TABLES, ...(wait.setup ?? [])] })),
  ];
  for (const { setup, session, statement, engine } of cases) {
    if ((engine ?? target.engine) !== target.engine) continue;
    const before = replay(target, [...setup, ...(session ?? [])]);
    for (const question of questionsOf(target, before, statement.replace('CLAUSE ', ''))) {
      for (const fact of factsBehind(question)) facts.add(fact);
    }
  }
  return facts;
}
