import { relationKey } from '../../catalog/catalog.ts';
import type { Engine } from '../../engines/engine.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { SetVariable } from '../../operations/sessionOperations.ts';
import type { OperationContext } from '../rule.ts';
import { perContext } from './perContext.ts';
import { existingRelation } from './relations.ts';
import { code } from './wording.ts';

/* Statements that switch the checks of constraints and triggers off and on again. */

/** One of the checks goes off or on. */
export interface CheckSwitch {
  readonly what:
    | { readonly kind: 'variable'; readonly name: string; readonly isGlobal: boolean }
    | { readonly kind: 'triggers'; readonly which: 'all' | 'user' }
    | { readonly kind: 'trigger' | 'constraint'; readonly name: string };
  /** Catalog key of the only table that it is about; null for variables, which hold for all. */
  readonly table: string | null;
  /** In back quotes. */
  readonly label: string;
  readonly on: boolean;
  readonly endsWithTransaction: boolean;
  /** How it is switched on again; null when it cannot be said. */
  readonly undo: { readonly kind: 'safe' | 'suggestion'; readonly sql: string } | null;
}

/** Null for operations that switch no check, and for tables that nobody has yet. */
export const switchOf = perContext(computeSwitch);

const CHECK_VARIABLES: Readonly<Record<Engine, ReadonlySet<string>>> = {
  postgresql: new Set(['session_replication_role']),
  mysql: new Set(['foreign_key_checks', 'unique_checks']),
  mariadb: new Set(['foreign_key_checks', 'unique_checks', 'check_constraint_checks']),
};

function computeSwitch(context: OperationContext): CheckSwitch | null {
  const { operation } = context;
  switch (operation.kind) {
    case 'SetVariable':
      return variableSwitch(context, operation);
    case 'SetTriggerState': {
      if (existingRelation(context, operation.table) === null) return null;
      // A trigger for replicas does not fire where releases write: that is no way back.
      if (operation.enabled && operation.firesOn === 'replica') return null;
      const { trigger } = operation;
      const table = code(displayName(operation.table));
      return {
        what:
          trigger.kind === 'named'
            ? { kind: 'trigger', name: trigger.name.value }
            : { kind: 'triggers', which: trigger.kind },
        table: relationKey(context.before, operation.table),
        label:
          trigger.kind === 'named'
            ? `Trigger ${code(trigger.name.value)} of ${table}`
            : `Every trigger of ${table}`,
        on: operation.enabled,
        endsWithTransaction: false,
        undo: { kind: 'suggestion', sql: undoneText(context, operation.table, /\bdisable\b/i, 'ENABLE') },
      };
    }
    case 'AlterConstraint': {
      if (operation.enforced === null || existingRelation(context, operation.table) === null) return null;
      const { value } = operation.name;
      return {
        what: { kind: 'constraint', name: value },
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
  { name, scope, value, reset, restoresSaved }: SetVariable,
): CheckSwitch | null {
  // RESET ALL takes every setting of the session back.
  const isAll = reset && name === 'all';
  if (scope === 'user' || (!isAll && !CHECK_VARIABLES[target.engine].has(name))) return null;
  const known = value?.toLowerCase() ?? null;
  const isReplication = name === 'session_replication_role';
  const off = isReplication ? known === 'replica' : known === '0' || known === 'off' || known === 'false';
  if (!off && known === null && !reset && !restoresSaved) return null;
  const isGlobal = scope === 'global' || scope === 'persist';
  return {
    what: { kind: 'variable', name, isGlobal },
    table: null,
    label: code(isGlobal ? `@@${scope}.${name}` : name),
    on: !off,
    endsWithTransaction: scope === 'local' && run.inTransaction,
    undo: {
      kind: 'safe',
      sql: isReplication
        ? `RESET ${name};`
        : `SET ${isGlobal ? scope.toUpperCase() : 'SESSION'} ${name} = 1;`,
    },
  };
}

/** True when the later switch decides about everything that the earlier one did. */
export function covers(later: CheckSwitch, earlier: CheckSwitch): boolean {
  const { what } = earlier;
  const now = later.what;
  if (later.table !== earlier.table) return false;
  switch (now.kind) {
    case 'variable':
      return (
        what.kind === 'variable' &&
        what.isGlobal === now.isGlobal &&
        (what.name === now.name || now.name === 'all')
      );
    case 'triggers':
      // USER leaves the triggers of foreign keys as they are.
      return (
        (what.kind === 'trigger' && later.on) ||
        (what.kind === 'triggers' && (now.which === 'all' || what.which === 'user'))
      );
    case 'trigger':
    case 'constraint':
      return what.kind === now.kind && what.name === now.name;
  }
}

/** Without its table or trigger nothing is left that could stay off. */
export function takesAway({ operation, before }: OperationContext, { what, table }: CheckSwitch): boolean {
  if (table === null) return false;
  if (operation.kind === 'DropTable') return relationKey(before, operation.table) === table;
  if (operation.kind !== 'DropObject' || operation.objectKind !== 'trigger' || operation.table === null)
    return false;
  return (
    what.kind === 'trigger' &&
    what.name === operation.name.name.value &&
    relationKey(before, operation.table) === table
  );
}
