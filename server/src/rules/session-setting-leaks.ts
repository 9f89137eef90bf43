import { sessionVariable } from '../catalog/catalog.ts';
import type { FrameworkName } from '../frameworks/framework.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedStatement,
  type Severity,
} from './rule.ts';
import { code } from './subject/wording.ts';

export const sessionSettingLeaks = fileRule({
  metadata: {
    id: 'session-setting-leaks',
    title: 'SET outlives the migration',
    categories: ['partial-state', 'fails'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {},
  },
  *check(reviewed) {
    // Plain files have a connection each, as far as anybody knows.
    if (reviewed.file.framework === 'plain') return;
    for (const { statement, context } of lastSettings(reviewed)) {
      const finding = leakOf(reviewed, statement, context);
      if (finding !== null) yield finding;
    }
    const moved = reviewed
      .ofKinds('UseDatabase')
      .findLast(
        ({ statement }) => statement.run.direction === 'up' && statement.syntax.operations.length > 0,
      );
    if (moved?.context.operation.kind === 'UseDatabase' && !RESTORES_DATABASE.has(reviewed.file.framework))
      yield {
        statement: moved.statement.index,
        span: moved.context.operation.span,
        severity: 'error',
        message: `The connection stays in ${code(moved.context.operation.database.value)} after this file: the next migrations run there, and ${reviewed.file.frameworkTitle} looks for its history table there.`,
      };
  },
});

interface Setting {
  readonly statement: ReviewedStatement;
  readonly context: OperationContext;
}

/** The last SET of each variable in the up section: what it leaves behind is what the next file meets. */
function lastSettings(reviewed: ReviewedFile): Iterable<Setting> {
  const byName = new Map<string, Setting>();
  for (const { statement, context } of reviewed.ofKinds('SetVariable')) {
    const { operation, run } = context;
    if (operation.kind !== 'SetVariable' || operation.scope !== 'session' || run.direction === 'down')
      continue;
    if (statement.syntax.operations.includes(operation)) byName.set(operation.name, { statement, context });
  }
  return byName.values();
}

const TIMEOUTS: ReadonlySet<string> = new Set(['statement_timeout', 'lock_timeout']);
const POSTGRESQL_NAMES: ReadonlySet<string> = new Set([
  ...TIMEOUTS,
  'search_path',
  'role',
  'default_transaction_isolation',
  'default_transaction_read_only',
  'default_transaction_deferrable',
]);
const MYSQL_NAMES: ReadonlySet<string> = new Set(['sql_mode', 'time_zone', 'sql_log_bin']);

/** Tools that go back to their own database, and files that nobody knows a tool for. */
const RESTORES_DATABASE: ReadonlySet<FrameworkName> = new Set(['flyway', 'plain']);

/** What the tool itself puts back after each migration. */
const RESTORED_BY_TOOL: Partial<Readonly<Record<FrameworkName, ReadonlySet<string>>>> = {
  flyway: new Set(['search_path', 'role']),
};

function leakOf(
  reviewed: ReviewedFile,
  statement: ReviewedStatement,
  context: OperationContext,
): FileFindingDraft | null {
  const { operation, target, file } = context;
  if (operation.kind !== 'SetVariable') return null;
  const { name, value } = operation;
  const names = target.engine === 'postgresql' ? POSTGRESQL_NAMES : MYSQL_NAMES;
  if (!names.has(name) || RESTORED_BY_TOOL[file.framework]?.has(name) === true) return null;
  if (value === null || operation.reset || operation.restoresSaved) return null;
  if (target.settings[name]?.toLowerCase() === value.toLowerCase()) return null;
  // The default; pg_dump writes it at the top of every dump.
  if (TIMEOUTS.has(name) && /^0+$/.test(value) && target.settings[name] === undefined) return null;
  // RESET ALL and DISCARD take a setting back without naming it.
  const end = reviewed.statements.findLast(({ run }) => run.direction === 'up')?.operations.at(-1);
  if (end === undefined || sessionVariable(end.after, name) === undefined) return null;
  const isEmptied = name === 'search_path' && /^\s*(?:''|"")?\s*$/.test(value);
  return {
    statement: statement.index,
    span: operation.span,
    severity: severityOf(name, isEmptied),
    message: isEmptied
      ? `${code(name)} stays empty after this file: ${file.frameworkTitle} can no longer find its history table.`
      : `${code(name)} stays ${code(value)} after this file, for the next migrations and for what ${file.frameworkTitle} does itself on this connection.`,
    fixes: statement.syntax.operations.length === 1 ? [fixOf(context, name)] : [],
  };
}

function severityOf(name: string, isEmptied: boolean): Severity {
  return isEmptied || name === 'sql_mode' ? 'error' : 'warning';
}

function fixOf({ target, run, sql }: OperationContext, name: string): FixDraft {
  const isPostgresql = target.engine === 'postgresql';
  const local =
    isPostgresql && run.inTransaction && TIMEOUTS.has(name) ? /^set(?:\s+session)?(?=\s)/i.exec(sql) : null;
  if (local !== null)
    return {
      title: 'End it with the transaction',
      kind: 'safe',
      build(site) {
        const write = sqlWriter(statementText(site));
        const [head] = local;
        const start = site.statement.start;
        return plan({ edits: [{ span: { start, end: start + head.length }, newText: write`SET LOCAL` }] });
      },
    };
  return {
    title: 'Take it back at the end of the file',
    kind: TIMEOUTS.has(name) ? 'safe' : 'suggestion',
    build(site) {
      const write = sqlWriter(statementText(site));
      const last = site.statements.at(-1);
      if (last === undefined || site.run.direction === 'down') return null;
      const end = last.terminator?.end ?? last.span.end;
      const reset = isPostgresql ? write`RESET ${name};` : write`SET SESSION ${name} = DEFAULT;`;
      return plan({
        edits: [
          insertAt(
            site,
            end - site.statement.start,
            `${last.terminator === null ? ';' : ''}${site.newline}${reset}`,
          ),
        ],
      });
    },
  };
}
