import { relationKey } from '../catalog/catalog.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
  type ReviewedStatement,
} from './rule.ts';
import { canBreakChecks } from './subject/breakableChecks.ts';
import { type CheckSwitch, covers, switchOf, takesAway } from './subject/checkSwitches.ts';
import { isInstallScript } from './subject/installScript.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation } from './subject/relations.ts';
import { replacesForeignKey, takesUnknownPlace } from './subject/remadeKeys.ts';
import { makesRoomForNew } from './subject/roomForNew.ts';
import { code } from './subject/wording.ts';

export const integrityChecksLeftOff = fileRule({
  metadata: {
    id: 'integrity-checks-left-off',
    title: 'Constraint or trigger checks switched off',
    categories: ['data-loss'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'safe and suggestion',
    related: {
      migrationpilot: ['MP064'],
      pgfence: ['disable-trigger'],
    },
  },
  *check(reviewed) {
    const switches = reviewed.ofKinds(
      'SetVariable',
      'SetTriggerState',
      'AlterConstraint',
      'DropTable',
      'DropObject',
    );
    for (const [at, off] of switches.entries()) {
      const change = switchOf(off.context);
      if (change === null || change.on) continue;
      const later = switches.slice(at + 1).filter(other => sameSection(other, off));
      const next = later.find(other => {
        const what = switchOf(other.context);
        return (what !== null && covers(what, change)) || takesAway(other.context, change);
      });
      // Switched off a second time: the second one tells.
      if (next !== undefined && switchOf(next.context)?.on === false) continue;
      const finding =
        next === undefined && !change.endsWithTransaction
          ? leftOff(reviewed, off, change)
          : usedWhileOff(reviewed, off, change, next ?? null);
      if (finding !== null) yield finding;
    }
  },
});

function sameSection({ statement }: ReviewedOperation, other: ReviewedOperation): boolean {
  return statement.run.direction === other.statement.run.direction;
}

function leftOff(
  reviewed: ReviewedFile,
  { statement, context }: ReviewedOperation,
  change: CheckSwitch,
): FileFindingDraft {
  const last = reviewed.statements.findLastIndex(({ run }) => run.direction === statement.run.direction);
  return {
    statement: statement.index,
    span: context.operation.span,
    severity: 'error',
    message: stayingOff(change),
    fixes: remedies(context, switchedOnAgain(change, last)),
  };
}

function stayingOff({ what, label }: CheckSwitch): string {
  if (what.kind !== 'variable')
    return `${label} stays off: rows that it would refuse or change get in, and nothing checks them afterwards.`;
  const state = what.name === 'session_replication_role' ? code('replica') : 'off';
  const who = what.isGlobal ? 'every new connection to the server' : 'later statements of this session';
  return `${label} stays ${state}: ${who} can write rows that break keys or checks, and nothing looks at them afterwards.`;
}

function switchedOnAgain({ undo }: CheckSwitch, last: number): Remedy[] {
  if (undo === null) return [];
  return [
    {
      title: 'Switch it on again at the end',
      kind: undo.kind,
      build({ site, sql }) {
        const end = site.statements[last];
        if (end === undefined) return null;
        const at = end.terminator?.end ?? end.span.end;
        const text = undo.kind === 'safe' ? inCase(sql`SET`, undo.sql) : undo.sql;
        return plan({
          edits: [
            {
              span: { start: at, end: at },
              newText: `${end.terminator === null ? ';' : ''}${site.newline}${text}`,
            },
          ],
        });
      },
    },
  ];
}

function inCase(sample: string, text: string): string {
  return sample === sample.toLowerCase() ? text.toLowerCase() : text;
}

/** It is on again in the end, but existing tables were written meanwhile. */
function usedWhileOff(
  reviewed: ReviewedFile,
  off: ReviewedOperation,
  change: CheckSwitch,
  on: ReviewedOperation | null,
): FileFindingDraft | null {
  const end = on?.statement.index ?? reviewed.statements.length;
  const between = reviewed.statements.slice(off.statement.index + 1, end);
  // What is set for others does nothing to this session.
  if (change.what.kind === 'variable' && change.what.isGlobal) return null;
  const room = new Set(tablesToBeMade(reviewed));
  const done = between
    .filter(({ run }) => run.direction === off.statement.run.direction)
    .flatMap(({ operations }) => operations.flatMap(context => harmWhileOff(context, change) ?? []))
    .filter(({ kind, table }) => kind !== 'drop' || !room.has(table))
    .filter(({ table }) => change.table === null || change.table === table);
  // A key that the file dropped before, over rows that nobody changed meanwhile.
  const harms = done.some(({ kind }) => kind === 'rows')
    ? done
    : done.filter(({ context }) => !isPutBack(reviewed, context));
  const [harm] = harms;
  if (harm === undefined || (harm.kind === 'drop' && isInstallScript(reviewed))) return null;
  if (harms.every(({ kind }) => kind === 'key') && areOrphansChecked(reviewed, between)) return null;
  return {
    statement: off.statement.index,
    span: off.context.operation.span,
    message: `${change.label} is off while ${harm.text}: what breaks a key or a rule there is never checked again.`,
  };
}

function isPutBack(reviewed: ReviewedFile, context: OperationContext): boolean {
  const entry = reviewed.ofKinds('AddConstraint').find(other => other.context === context);
  return entry !== undefined && (replacesForeignKey(reviewed, entry) || takesUnknownPlace(reviewed, entry));
}

function harmWhileOff(context: OperationContext, change: CheckSwitch): Harm | null {
  const harm = harmOf(context);
  return harm === null || (harm.kind === 'rows' && !canBreakChecks(context, change)) ? null : harm;
}

/** Keys of tables that the file drops only to make them, though nobody has them. */
function tablesToBeMade(reviewed: ReviewedFile): readonly string[] {
  return reviewed
    .ofKinds('DropTable')
    .filter(drop => makesRoomForNew(reviewed, drop))
    .flatMap(({ context: { operation, before } }) =>
      operation.kind === 'DropTable' ? [relationKey(before, operation.table)] : [],
    );
}

/** The author says that no row lacks its parent: `-- interlock: orphans-checked`. */
function areOrphansChecked({ source }: ReviewedFile, between: readonly ReviewedStatement[]): boolean {
  const texts = [...source.comments.map(({ text }) => text), ...between.map(({ sql }) => sql)];
  return texts.some(text => ORPHANS_CHECKED.test(text));
}

const ORPHANS_CHECKED = /\binterlock:\s*orphans-checked\b/i;

/** What an operation does to an existing table that the checks would have watched. */
interface Harm {
  /** Catalog key of the table. */
  readonly table: string;
  readonly text: string;
  readonly kind: 'rows' | 'key' | 'drop';
  readonly context: OperationContext;
}

/** Null for operations that the checks have nothing to do with. */
const harmOf = perContext(computeHarm);

function computeHarm(context: OperationContext): Harm | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Truncate':
    case 'Merge':
    case 'CopyRows': {
      if (operation.table === null) return null;
      if (operation.kind === 'CopyRows' && operation.direction === 'to') return null;
      const existing = existingRelation(context, operation.table);
      return existing === null || isFilledHere(context, existing.table?.origin?.path)
        ? null
        : { table: existing.key, text: `rows of ${existing.label} change`, kind: 'rows', context };
    }
    case 'AddConstraint': {
      if (operation.constraint.kind !== 'foreign-key') return null;
      // In place is possible with the checks off only, so whoever writes it knows.
      if (context.statement.algorithm !== null && context.statement.algorithm.value !== 'COPY') return null;
      const existing = existingRelation(context, operation.table);
      return existing === null
        ? null
        : { table: existing.key, text: `${existing.label} gets a foreign key`, kind: 'key', context };
    }
    case 'DropTable': {
      const existing = operation.temporary ? null : existingRelation(context, operation.table);
      return existing === null
        ? null
        : { table: existing.key, text: `${existing.label} is dropped`, kind: 'drop', context };
    }
    default:
      return null;
  }
}

function isFilledHere(context: OperationContext, path: string | undefined): boolean {
  return path !== undefined && context.isPending(path);
}
