import { sessionVariable } from '../catalog/catalog.ts';
import type { FrameworkName } from '../frameworks/framework.ts';
import { type SqlWriter, sqlWriter } from './fixes/letterCase.ts';
import { insertAt, plan, statementText } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type Severity,
} from './rule.ts';
import { changesWhatExists } from './subject/existingWork.ts';
import { type LastingSetting, lastingSettings, TIMEOUTS } from './subject/lastingSettings.ts';
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
    for (const setting of lastingSettings(reviewed)) {
      const finding = leakOf(reviewed, setting);
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

/** Tools that go back to their own database, and files that nobody knows a tool for. */
const RESTORES_DATABASE: ReadonlySet<FrameworkName> = new Set(['flyway', 'plain']);

function leakOf(reviewed: ReviewedFile, setting: LastingSetting): FileFindingDraft | null {
  const { change, name, value } = setting;
  const { operation, file } = change.context;
  const isEmptied = name === 'search_path' && value !== null && /^\s*(?:''|"")?\s*$/.test(value);
  const isBreaking = isEmptied || name === 'sql_mode';
  // Who runs plain files, and over how many connections, nobody knows: only what would break the next one counts.
  if (file.framework === 'plain' && !(isBreaking && changesWhatExists(reviewed))) return null;
  if (reviewed.project.isBaseline && !isEmptied) return null;
  if (!holdsAtTheEnd(reviewed, setting)) return null;
  return {
    statement: change.statement.index,
    span: operation.span,
    severity: severityOf(setting, { isBreaking }),
    message: messageOf(setting, { isEmptied }),
    fixes: change.statement.syntax.operations.length === 1 ? [fixOf(change.context, setting)] : [],
  };
}

/** RESET ALL and DISCARD take a setting back without naming it. */
function holdsAtTheEnd(reviewed: ReviewedFile, { change, name }: LastingSetting): boolean {
  const { operation } = change.context;
  if (operation.kind !== 'SetVariable' || name === 'names') return true;
  const end = reviewed.statements.findLast(({ run }) => run.direction === 'up')?.operations.at(-1);
  return end !== undefined && sessionVariable(end.after, operation.name) !== undefined;
}

function severityOf(
  { change, name, value }: LastingSetting,
  { isBreaking }: { readonly isBreaking: boolean },
): Severity {
  // The character set that drivers ask for by themselves.
  if (name === 'names' && value?.toLowerCase() === 'utf8mb4') return 'info';
  return isBreaking && change.context.file.framework !== 'plain' ? 'error' : 'warning';
}

function messageOf(
  { change, name, value }: LastingSetting,
  { isEmptied }: { readonly isEmptied: boolean },
): string {
  const { file } = change.context;
  const isPlain = file.framework === 'plain';
  if (isEmptied)
    return isPlain
      ? `${code(name)} stays empty after this file: what runs next on this connection finds no table whose schema it does not write.`
      : `${code(name)} stays empty after this file: ${file.frameworkTitle} can no longer find its history table.`;
  const label = LABELS[name] ?? name;
  const stays =
    value === null
      ? `${code(label)} stays changed`
      : value === ''
        ? `${code(label)} stays empty`
        : `${code(label)} stays ${code(value)}`;
  const forWhom = isPlain
    ? 'what runs next on this connection'
    : `the next migrations and for what ${file.frameworkTitle} does itself on this connection`;
  return `${stays} after this file, for ${forWhom}.`;
}

const LABELS: Readonly<Record<string, string>> = {
  names: 'SET NAMES',
  character_set: 'SET CHARACTER SET',
};

function fixOf({ target, run, sql }: OperationContext, { name }: LastingSetting): FixDraft {
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
      const last = site.statements.findLast(({ section }) => section === site.run.section);
      if (last === undefined || site.run.direction === 'down') return null;
      const end = last.terminator?.end ?? last.span.end;
      const reset = resetOf(name, sqlWriter(statementText(site)), { isPostgresql });
      return plan({
        edits: [
          insertAt(
            site,
            end - site.statement.start,
            `${last.terminator === null ? ';' : ''}${site.newline}${reset};`,
          ),
        ],
      });
    },
  };
}

/** The statement that gives a connection back what it began with. */
function resetOf(name: string, sql: SqlWriter, { isPostgresql }: { readonly isPostgresql: boolean }): string {
  switch (name) {
    case 'session_authorization':
      return sql`RESET SESSION AUTHORIZATION`;
    case 'names':
      return sql`SET NAMES DEFAULT`;
    case 'character_set':
      return sql`SET CHARACTER SET DEFAULT`;
    case 'autocommit':
      return sql`SET ${name} = 1`;
    default:
      return isPostgresql ? sql`RESET ${name}` : sql`SET SESSION ${name} = DEFAULT`;
  }
}
