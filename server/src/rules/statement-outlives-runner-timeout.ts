import { nameOfKey, relationKey } from '../catalog/catalog.ts';
import type { LockNote } from '../engines/lockNote.ts';
import { MEGABYTES_PER_SECOND, predictedSeconds, type WorkRates } from '../engines/predictedSeconds.ts';
import { statementNote } from '../engines/statementNote.ts';
import { sqlWriter } from './fixes/letterCase.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedStatement,
  type ReviewSettings,
} from './rule.ts';
import { postgresqlMilliseconds, secondsAsMilliseconds } from './subject/durations.ts';
import { settingInEffect } from './subject/settingInEffect.ts';
import { statementHead } from './subject/statementHead.ts';
import { statementWords } from './subject/statementWords.ts';
import { subjectOf } from './subject/strongLock.ts';
import { sizeOf } from './subject/tableSize.ts';
import { code } from './subject/wording.ts';

const TIGHT = 0.5;

export const statementOutlivesRunnerTimeout = fileRule({
  metadata: {
    id: 'statement-outlives-runner-timeout',
    title: 'Predicted run time exceeds a timeout in the chain',
    categories: ['timeouts', 'partial-state'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP104'], bytebase: ['STATEMENT_MAX_EXECUTION_TIME'] },
  },
  *check({ statements, target }) {
    if (target.statistics === null) return;
    for (const statement of statements) {
      const finding = statement.run.direction === 'up' ? longStatement(statement) : null;
      if (finding !== null) yield finding;
    }
  },
});

function longStatement(statement: ReviewedStatement): FileFindingDraft | null {
  const context = statement.operations.find(({ operation }) => operation.kind !== 'SetVariable');
  if (context === undefined) return null;
  const notes = statement.operations.flatMap(({ note }) => (note === null ? [] : [note]));
  const note = statementNote(notes);
  const limit = shortestLimit(context);
  const key = subjectKey(context);
  if (note === null || note.refusal !== null || limit === null || key === null || context.isNew(key))
    return null;
  const size = sizeOf(context, key);
  const seconds = size === null ? null : predictedSeconds(note, size.bytes, ratesOf(context.settings));
  if (seconds === null || seconds * 1000 <= limit.milliseconds * TIGHT) return null;
  const isLonger = seconds * 1000 > limit.milliseconds;
  const relation = isLonger ? 'exceeds' : 'comes near to';
  return {
    statement: statement.index,
    span: statementHead(context),
    severity: isLonger ? 'error' : 'warning',
    message: `Predicted ${durationText(seconds * 1000)} for ${code(statementWords(context.operation))} on ${code(shown(key))} ${relation} the ${durationText(limit.milliseconds)} of ${limit.name}: ${aftermath(context, note, limit)}.`,
    table: key,
    fixes: [...(limit.name === 'statement_timeout' ? [raiseLimit(seconds)] : []), ...onlineTool(context)],
  };
}

/** Option `megabytesPerSecond`: how fast the servers are at each kind of work. */
function ratesOf({ options }: ReviewSettings): WorkRates {
  const option = options['statement-outlives-runner-timeout']?.['megabytesPerSecond'];
  if (typeof option !== 'object' || option === null) return MEGABYTES_PER_SECOND;
  const given = new Map<string, unknown>(Object.entries(option));
  const rate = (kind: keyof WorkRates): number => {
    const value = given.get(kind);
    return typeof value === 'number' && value > 0 ? value : MEGABYTES_PER_SECOND[kind];
  };
  return { rewrite: rate('rewrite'), scan: rate('scan'), index: rate('index') };
}

function subjectKey(context: OperationContext): string | null {
  const name = subjectOf(context.operation);
  if (name === null) return null;
  const key = relationKey(context.before, name);
  const found = context.before.get(key);
  return found?.kind === 'index' ? found.table : key;
}

function shown(key: string): string {
  return nameOfKey(key).replace(/^public\./, '');
}

interface Limit {
  readonly name: string;
  readonly milliseconds: number;
}

/** The first that strikes; null when nothing is declared. */
function shortestLimit(context: OperationContext): Limit | null {
  const { runnerTimeout } = context.settings;
  const limits: Limit[] =
    runnerTimeout === null ? [] : [{ name: 'the runner timeout', milliseconds: runnerTimeout }];
  const { socketTimeout } = context.file.connection;
  if (socketTimeout !== null)
    limits.push({ name: 'the socketTimeout of the connection', milliseconds: socketTimeout });
  const server = serverLimit(context);
  if (server !== null) limits.push(server);
  return limits.reduce<Limit | null>(
    (best, limit) => (best === null || limit.milliseconds < best.milliseconds ? limit : best),
    null,
  );
}

/** What the file sets stands above what the connection begins with and the target declares; MySQL limits SELECT alone. */
function serverLimit(context: OperationContext): Limit | null {
  const { engine } = context.target;
  if (engine === 'mysql') return null;
  const name = engine === 'postgresql' ? 'statement_timeout' : 'max_statement_time';
  const value = settingInEffect(context, name)?.value ?? null;
  if (value === null) return null;
  const milliseconds = engine === 'postgresql' ? postgresqlMilliseconds(value) : secondsAsMilliseconds(value);
  return milliseconds === null || milliseconds === 0 ? null : { name, milliseconds };
}

function aftermath(context: OperationContext, note: LockNote, limit: Limit): string {
  const { operation, target, run, file } = context;
  if (target.engine === 'postgresql') {
    if ('concurrently' in operation && operation.concurrently) return 'an invalid index is left behind';
    return run.inTransaction
      ? 'all of the file is rolled back and the deploy stops'
      : 'it is rolled back and the deploy stops';
  }
  if (note.transactional) return 'it is rolled back and the deploy stops';
  if (limit.name === 'max_statement_time')
    return 'the server stops it, what came before it stays done, and the deploy fails';
  switch (file.framework) {
    case 'flyway':
      return 'the server goes on and finishes it, while Flyway keeps a failed entry that needs `flyway repair`';
    case 'liquibase':
      return 'the server goes on and finishes it, while Liquibase keeps its lock and runs the changeset again';
    default:
      return 'the runner gives up, the server goes on and finishes it, and the next run meets a schema it does not expect';
  }
}

function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return `${Math.round(milliseconds)} ms`;
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** MySQL/MariaDB: the same change without a statement that anybody waits for. */
function onlineTool(context: OperationContext): readonly FixDraft[] {
  const table = context.statement.alterTable?.table;
  return context.target.engine === 'postgresql' || table === undefined
    ? []
    : remedies(context, [noteOnlineTool(context, table)]);
}

/** PostgreSQL: twice the prediction, in whole minutes. */
function raiseLimit(seconds: number): FixDraft {
  const minutes = Math.max(1, Math.ceil((seconds * 2) / 60));
  return {
    title: `Raise statement_timeout to ${minutes} min for this statement`,
    kind: 'suggestion',
    build(site) {
      const sql = sqlWriter(statementText(site));
      const set = site.run.inTransaction
        ? sql`SET LOCAL statement_timeout = '${minutes}min';`
        : sql`SET statement_timeout = '${minutes}min';`;
      return plan({ edits: [insertAt(site, 0, `${set}${site.newline}`)] });
    },
  };
}
