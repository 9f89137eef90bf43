import { sqlWriter } from './fixes/letterCase.ts';
import { plan, statementText } from './fixes/site.ts';
import { type FixDraft, fileRule, type OperationContext } from './rule.ts';
import { settingInEffect } from './subject/settingInEffect.ts';
import { statementHead } from './subject/statementHead.ts';
import { isDataChange } from './subject/statementWords.ts';
import { strongLockOf } from './subject/strongLock.ts';
import { code, withDoubt } from './subject/wording.ts';

/** What limits a statement on each engine; MySQL's limit is for SELECT alone. */
const SETTINGS = { postgresql: 'statement_timeout', mysql: null, mariadb: 'max_statement_time' } as const;

export const missingStatementTimeout = fileRule({
  metadata: {
    id: 'missing-statement-timeout',
    title: 'Blocking statement may run without limit',
    categories: ['timeouts'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mariadb'],
    fixes: 'safe',
    related: {
      squawk: ['require-statement-timeout'],
      'postgres-language-server': ['statementTimeoutWarning'],
      pgfence: ['missing-statement-timeout'],
      migrationpilot: ['MP020'],
    },
  },
  *check({ statements, target }) {
    const setting = SETTINGS[target.engine];
    if (setting === null) return;
    const reported = new Set<string>();
    for (const statement of statements) {
      if (reported.has(statement.run.direction)) continue;
      for (const context of statement.operations) {
        if (isDataChange(context.operation) || isLimited(context, setting)) continue;
        const lock = strongLockOf(context);
        if (lock === null) continue;
        reported.add(statement.run.direction);
        yield {
          statement: statement.index,
          span: statementHead(context),
          message: withDoubt(
            lock,
            `No ${code(setting)} limits this file: a statement that takes longer than thought keeps ${lock.label} locked until it is done or somebody ends it.`,
          ),
          ...(lock.key === null ? {} : { table: lock.key }),
          fixes: [limit(context)],
        };
        break;
      }
    }
  },
});

/** Zero means no limit on both engines. */
function isLimit(value: string): boolean {
  return !/^0+(?:\.0*)?\s*[a-z]*$/i.test(value.trim());
}

function isLimited(context: OperationContext, setting: string): boolean {
  const found = settingInEffect(context, setting);
  // A value that nobody can read, such as a placeholder, was thought of.
  return found !== null && (found.value === null || isLimit(found.value));
}

const MINUTES = 15;

function limit(context: OperationContext): FixDraft {
  return {
    title: `Limit each statement to ${MINUTES} minutes`,
    kind: 'safe',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const at = site.statement.start;
      const [before, after] =
        context.target.engine === 'mariadb'
          ? [
              sql`SET SESSION max_statement_time = ${MINUTES * 60};`,
              sql`SET SESSION max_statement_time = DEFAULT;`,
            ]
          : site.run.inTransaction
            ? [sql`SET LOCAL statement_timeout = '${MINUTES}min';`, null]
            : [sql`SET statement_timeout = '${MINUTES}min';`, sql`RESET statement_timeout;`];
      const last = site.statements.findLast(
        ({ section }) => section === site.statements[site.index]?.section,
      );
      const end = last?.terminator?.end ?? last?.span.end ?? at;
      return plan({
        edits: [
          { span: { start: at, end: at }, newText: `${before}${site.newline}` },
          ...(after === null
            ? []
            : [
                {
                  span: { start: end, end },
                  newText: `${last?.terminator === null ? ';' : ''}${site.newline}${after}`,
                },
              ]),
        ],
      });
    },
  };
}
