import { relationKey } from '../catalog/catalog.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { Operation } from '../operations/operation.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { isInstallScript } from './subject/installScript.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation } from './subject/relations.ts';
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
    const switches = reviewed.ofKinds('SetVariable', 'SetTriggerState', 'AlterConstraint');
    for (const [at, off] of switches.entries()) {
      const change = switchOf(off.context);
      if (change === null || change.on) continue;
      const later = switches.slice(at + 1).filter(other => sameSection(other, off));
      const next = later.find(other => {
        const what = switchOf(other.context);
        return what !== null && covers(what, change);
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

/** One of the checks goes off or on. */
interface Switch {
  /** What is switched: a variable, or a trigger or constraint of a table. */
  readonly subject: string;
  /** The table, as a whole, whose triggers all are meant; null for variables and single constraints. */
  readonly wholeTable: string | null;
  /** Catalog key of the only table that it is about; null for variables, which hold for all. */
  readonly table: string | null;
  /** In back quotes. */
  readonly label: string;
  readonly on: boolean;
  readonly endsWithTransaction: boolean;
  /** How it is switched on again; null when it cannot be said. */
  readonly undo: { readonly kind: 'safe' | 'suggestion'; readonly sql: string } | null;
}

const switchOf = perContext(computeSwitch);

const CHECK_VARIABLES = new Set(['foreign_key_checks', 'unique_checks']);

function computeSwitch(context: OperationContext): Switch | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'SetVariable':
      return variableSwitch(context, operation);
    case 'SetTriggerState': {
      if (existingRelation(context, operation.table) === null) return null;
      const table = displayName(operation.table);
      const which =
        operation.trigger.kind === 'named' ? operation.trigger.name.value : operation.trigger.kind;
      return {
        subject: `${table} ${which}`,
        wholeTable: operation.trigger.kind === 'named' ? null : table,
        table: relationKey(context.before, operation.table),
        label:
          operation.trigger.kind === 'named'
            ? `Trigger ${code(which)} of ${code(table)}`
            : `Every trigger of ${code(table)}`,
        on: operation.enabled,
        endsWithTransaction: false,
        undo: { kind: 'suggestion', sql: undoneText(context, operation.table, /\bdisable\b/i, 'ENABLE') },
      };
    }
    case 'AlterConstraint': {
      if (operation.enforced === null || existingRelation(context, operation.table) === null) return null;
      const { value } = operation.name;
      return {
        subject: `${displayName(operation.table)} ${value}`,
        wholeTable: null,
        table: relationKey(context.before, operation.table),
        label: `Constraint ${code(value)} of ${code(displayName(operation.table))}`,
        on: operation.enforced,
        endsWithTransaction: false,
        undo: {
          kind: 'suggestion',
          sql: undoneText(context, operation.table, /\bnot\s+enforced\b/i, 'ENFORCED'),
        },
      };
    }
    default:
      return null;
  }
}

/** `ALTER TABLE t` and the action, with the word that switches off replaced. */
function undoneText(
  { operation, sql }: OperationContext,
  table: ObjectName,
  off: RegExp,
  on: string,
): string {
  const action = sql.slice(operation.span.start, operation.span.end).replace(off, on);
  return `ALTER TABLE ${sql.slice(table.span.start, table.span.end)} ${action};`;
}

function variableSwitch(
  { target, run }: OperationContext,
  operation: Extract<Operation, { readonly kind: 'SetVariable' }>,
): Switch | null {
  const { name, scope, value, reset, restoresSaved } = operation;
  const local = scope === 'local';
  const isReplication = target.engine === 'postgresql' && name === 'session_replication_role';
  const isCheck = target.engine !== 'postgresql' && CHECK_VARIABLES.has(name) && scope === 'session';
  if (!isReplication && !isCheck) return null;
  const known = value?.toLowerCase() ?? null;
  const off = isReplication ? known === 'replica' : known === '0' || known === 'off' || known === 'false';
  if (!off && known === null && !reset && !restoresSaved) return null;
  return {
    subject: name,
    wholeTable: null,
    table: null,
    label: code(name),
    on: !off,
    endsWithTransaction: local && run.inTransaction,
    undo: {
      kind: 'safe',
      sql: isReplication ? `RESET ${name};` : `SET SESSION ${name} = 1;`,
    },
  };
}

function covers(later: Switch, earlier: Switch): boolean {
  if (later.subject === earlier.subject) return true;
  return later.wholeTable !== null && earlier.subject.startsWith(`${later.wholeTable} `) && later.on;
}

function leftOff(
  reviewed: ReviewedFile,
  { statement, context }: ReviewedOperation,
  change: Switch,
): FileFindingDraft {
  const last = reviewed.statements.findLastIndex(({ run }) => run.direction === statement.run.direction);
  const session = CHECK_VARIABLES.has(change.subject) || change.subject === 'session_replication_role';
  return {
    statement: statement.index,
    span: context.operation.span,
    severity: 'error',
    message: session
      ? `${change.label} stays ${change.subject === 'session_replication_role' ? code('replica') : 'off'}: later statements of this session can write rows that break keys, and nothing checks them afterwards.`
      : `${change.label} stays off: rows that it would refuse or change get in, and nothing checks them afterwards.`,
    fixes: remedies(context, switchedOnAgain(change, last)),
  };
}

function switchedOnAgain({ undo }: Switch, last: number): Remedy[] {
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
  change: Switch,
  on: ReviewedOperation | null,
): FileFindingDraft | null {
  const end = on?.statement.index ?? reviewed.statements.length;
  const between = reviewed.statements.slice(off.statement.index + 1, end);
  const harm = between
    .filter(({ run }) => run.direction === off.statement.run.direction)
    .flatMap(({ operations }) => operations.map(harmOf))
    .find(done => done !== null && (change.table === null || change.table === done.table));
  if (harm == null || (harm.drops && isInstallScript(reviewed))) return null;
  return {
    statement: off.statement.index,
    span: off.context.operation.span,
    message: `${change.label} is off while ${harm.text}: what breaks a key or a rule there is never checked again.`,
  };
}

/** What an operation does to an existing table that the checks would have watched. */
interface Harm {
  /** Catalog key of the table. */
  readonly table: string;
  readonly text: string;
  readonly drops: boolean;
}

/** Null for operations that the checks have nothing to do with. */
const harmOf = perContext(computeHarm);

function computeHarm(context: OperationContext): Harm | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
    case 'CopyRows': {
      if (operation.table === null) return null;
      if (operation.kind === 'CopyRows' && operation.direction === 'to') return null;
      const existing = existingRelation(context, operation.table);
      return existing === null || isFilledHere(context, existing.table?.origin?.path)
        ? null
        : { table: existing.key, text: `rows of ${existing.label} change`, drops: false };
    }
    case 'AddConstraint': {
      if (operation.constraint.kind !== 'foreign-key') return null;
      // In place is possible with the checks off only, so whoever writes it knows.
      if (context.statement.algorithm !== null && context.statement.algorithm.value !== 'COPY') return null;
      const existing = existingRelation(context, operation.table);
      return existing === null
        ? null
        : { table: existing.key, text: `${existing.label} gets a foreign key`, drops: false };
    }
    case 'DropTable': {
      const existing = operation.temporary ? null : existingRelation(context, operation.table);
      return existing === null
        ? null
        : { table: existing.key, text: `${existing.label} is dropped`, drops: true };
    }
    default:
      return null;
  }
}

function isFilledHere(context: OperationContext, path: string | undefined): boolean {
  return path !== undefined && context.isPending(path);
}
