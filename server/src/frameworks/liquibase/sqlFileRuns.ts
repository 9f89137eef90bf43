import type { SchemaCondition } from '../../operations/schemaCondition.ts';
import type { Dialect } from '../../syntax/dialect.ts';
import type { Section, SqlFileRun } from '../framework.ts';
import { wrapped } from '../sections.ts';
import { runsOn } from './changelog.ts';

/* Files of SQL that changes of the kind `sqlFile` run (documentation, "sqlFile"): how they do is said in the changelog. */

/** True when the change runs the file on the engine. */
function runsSqlFile({ dbms, isIgnored }: SqlFileRun, dialect: Dialect): boolean {
  return !isIgnored && dbms.every(each => runsOn(each, dialect));
}

const NEVER: SchemaCondition = { kind: 'settled', holds: false };

/** The file as one section. Where several changes run it, the one with a transaction tells what cannot be run in one. */
export function sqlFileSections(
  runBy: readonly SqlFileRun[],
  text: string,
  dialect: Dialect,
): readonly Section[] {
  const runs = runBy.filter(run => runsSqlFile(run, dialect));
  return [
    {
      direction: 'up',
      span: { start: 0, end: text.length },
      transaction:
        runs.length > 0 && runs.every(({ inTransaction }) => !inTransaction) ? 'statement' : wrapped(dialect),
      oneString: runs.some(({ isOneString }) => isOneString),
      ...(runs.length === 0 ? { runsIf: NEVER } : {}),
    },
  ];
}
