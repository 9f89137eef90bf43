import { compareVersions, parseVersion, version } from '../engines/engine.ts';
import type { Operation, OperationKind } from '../operations/operation.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type ReviewedOperation,
  type ReviewedStatement,
} from './rule.ts';
import { operationWords } from './subject/actionWords.ts';
import { standsAlone } from './subject/relations.ts';
import { code } from './subject/wording.ts';
import { findPhrase } from './subject/words.ts';

/** Flyway issue 3497: session locks became transactional ones. */
const LOCK_SINCE = version(9, 1, 2);

export const flywayLockBlocksConcurrently = fileRule({
  metadata: {
    id: 'flyway-lock-blocks-concurrently',
    title: 'Flyway waits for its own lock',
    categories: ['fails', 'timeouts'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql'],
    fixes: 'suggestion',
    related: {},
  },
  *check(reviewed) {
    const { file, settings } = reviewed;
    if (file.framework !== 'flyway' || isLockOff(file.runnerSettings)) return;
    const declared = settings.options['flyway-lock-blocks-concurrently']?.['version'];
    const said = typeof declared === 'string' ? declared : file.runnerSettings['toolversion'];
    const known = said === undefined ? null : parseVersion(said);
    if (known !== null && compareVersions(known, LOCK_SINCE) < 0) return;
    const [found] = reviewed.fromEach(waitsForAll);
    if (found !== undefined) yield finding(found, { isKnown: known !== null });
  },
});

function waitsForAll(
  _statement: ReviewedStatement,
  operations: readonly ReviewedOperation[],
): readonly ReviewedOperation[] {
  return operations.filter(
    ({ kind, context }) =>
      WAITING.has(kind) &&
      isConcurrent(context.operation) &&
      standsAlone(context) &&
      !context.run.inTransaction,
  );
}

const WAITING: ReadonlySet<OperationKind> = new Set([
  'CreateIndex',
  'DropIndex',
  'Reindex',
  'DetachPartition',
]);

/** `postgresql.transactional.lock`; Spring Boot writes `transactional-lock`. */
function isLockOff(settings: Readonly<Record<string, string>>): boolean {
  return Object.entries(settings).some(
    ([key, value]) => key.replaceAll('.', '') === 'postgresqltransactionallock' && value === 'false',
  );
}

function isConcurrent(operation: Operation): boolean {
  return 'concurrently' in operation && operation.concurrently;
}

function finding(
  { context, statement }: ReviewedOperation,
  { isKnown }: { readonly isKnown: boolean },
): FileFindingDraft {
  const { operation, sql } = context;
  return {
    statement: statement.index,
    span: findPhrase(sql, 'postgresql', operation.span, ['concurrently']) ?? operation.span,
    ...(isKnown ? { severity: 'error' as const } : {}),
    message: `Flyway ${isKnown ? '' : 'from 9.1.2 on '}holds its lock in an open transaction, and ${code(`${operationWords(context, operation)} CONCURRENTLY`)} waits for every open transaction: the deploy hangs. Set ${code('flyway.postgresql.transactional.lock=false')}.`,
    fixes: [setting()],
  };
}

/** Only where no configuration of Flyway is there that the new file would stand beside. */
function setting(): FixDraft {
  return {
    title: 'Create flyway.conf with the lock switched off',
    kind: 'suggestion',
    build: site =>
      Object.keys(site.file.runnerSettings).some(key => key !== 'toolversion')
        ? null
        : plan({
            creates: [
              { path: 'flyway.conf', text: `flyway.postgresql.transactional.lock=false${site.newline}` },
            ],
          }),
  };
}
