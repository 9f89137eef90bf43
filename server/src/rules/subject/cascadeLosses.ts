import {
  findConstraint,
  hasUnseenChanges,
  isAbsent,
  isComplete,
  nameKey,
  objectKey,
  tableAt,
} from '../../catalog/catalog.ts';
import type { Routine } from '../../catalog/model.ts';
import type { ObjectKind } from '../../operations/namedObjectOperations.ts';
import { displayName } from '../../operations/names.ts';
import type { DropObject } from '../../operations/objectOperations.ts';
import type { DropColumn, DropConstraint, DropTable } from '../../operations/tableOperations.ts';
import type { Span } from '../../text/span.ts';
import type { OperationContext, ReviewedFile, Severity } from '../rule.ts';
import {
  columnsOfType,
  contentsOfSchema,
  type Dependent,
  defaultsFrom,
  dependentsOfColumn,
  dependentsOfConstraint,
  dependentsOfTable,
  describeContents,
  triggersExecuting,
  viewsOver,
} from './dependents.ts';
import { isInstallScript } from './installScript.ts';
import { isMadeLater } from './namedElsewhere.ts';
import { existingRelation, isNewColumn } from './relations.ts';
import { code, columnCode, listed } from './wording.ts';
import { findPhrase } from './words.ts';

/** What goes along with a drop. */
export interface CascadeLoss {
  readonly span: Span;
  /** All that the catalog shows. */
  readonly dependents: readonly Dependent[];
  /** In short, for people; all of them by name where it is not said. */
  readonly describe?: (dependents: readonly Dependent[]) => string;
  /** What is to be said when the catalog shows nothing that goes along; null when then nothing does. */
  readonly unseen: Unseen | null;
}

interface Unseen {
  readonly message: string;
  readonly severity: Severity;
  /** On the way back too, which as a rule takes what the migration made. */
  readonly always: boolean;
}

/** Null for operations that take nothing along, and for objects of these migrations. */
export function lossOf(reviewed: ReviewedFile, context: OperationContext): CascadeLoss | null {
  const { operation, target } = context;
  if (operation.kind === 'Unknown')
    return operation.verb === 'drop owned' ? ownedDropped(operation.span) : null;
  if (operation.kind === 'DropObject' && operation.objectKind === 'database')
    return databaseDropped(context, operation);
  // The word means nothing on MySQL and MariaDB.
  if (target.engine !== 'postgresql') return null;
  if (operation.kind === 'DropObject' && operation.objectKind === 'schema')
    return schemaDropped(context, operation);
  switch (operation.kind) {
    case 'DropTable':
      return operation.cascade ? tableDropped(reviewed, context, operation) : null;
    case 'DropColumn':
    case 'DropConstraint':
      return operation.cascade ? partDropped(context, operation) : null;
    case 'DropObject':
      return operation.cascade ? objectDropped(reviewed, context, operation) : null;
    default:
      return null;
  }
}

function ownedDropped(span: Span): CascadeLoss {
  return certainly(
    span,
    `${code('DROP OWNED')} drops every object that the role owns in this database, and takes its privileges back.`,
  );
}

/** Nothing has to be looked up. */
function certainly(span: Span, message: string): CascadeLoss {
  return { span, dependents: [], unseen: { message, severity: 'error', always: true } };
}

function databaseDropped(context: OperationContext, { name }: DropObject): CascadeLoss | null {
  const key = objectKey('schema', '', name.name.value);
  if (context.isNew(key)) return null;
  if (context.before.get(key) === undefined && isComplete(context.before)) return null;
  return certainly(name.span, `This drops the database ${code(displayName(name))} with every table in it.`);
}

/** Without CASCADE PostgreSQL drops an empty schema only. */
function schemaDropped(context: OperationContext, { name, cascade }: DropObject): CascadeLoss | null {
  const key = objectKey('schema', '', name.name.value);
  if (context.isNew(key)) return null;
  const label = code(displayName(name));
  const unseen = cascade
    ? hidden(context, label, { isKnown: false })
    : {
        message: `${code('DROP SCHEMA')} goes through only when nothing is left in ${label}; anything that is stops the deploy here (schema unknown)`,
        severity: 'error' as const,
        always: false,
      };
  return {
    span: name.span,
    dependents: contentsOfSchema(context, name.name.value),
    describe: contents =>
      cascade
        ? `CASCADE also drops ${listed(describeContents(contents))}.`
        : `${label} still holds ${listed(describeContents(contents))}: PostgreSQL refuses to drop it (SQLSTATE 2BP01), and with CASCADE all of that would go.`,
    unseen: isComplete(context.before) || saysRestrict(context) ? null : unseen,
  };
}

/** Who writes the word down has thought of what may be left. */
function saysRestrict({ sql }: OperationContext): boolean {
  return findPhrase(sql, 'postgresql', { start: 0, end: sql.length }, ['restrict']) !== null;
}

/** What to say where the catalog shows no dependent and may not know all; null when it knows all. */
function hidden(
  context: OperationContext,
  label: string,
  { isKnown }: { readonly isKnown: boolean },
): Unseen | null {
  if (isComplete(context.before)) return null;
  return isKnown
    ? {
        message: `CASCADE also drops whatever else depends on ${label}, without naming it. These migrations show nothing that does, but may not show all.`,
        severity: 'info',
        always: false,
      }
    : {
        message: `CASCADE also drops every object that depends on ${label}, without naming one (schema unknown)`,
        severity: 'error',
        always: false,
      };
}

function tableDropped(
  reviewed: ReviewedFile,
  context: OperationContext,
  { table, ifExists }: DropTable,
): CascadeLoss | null {
  const existing = existingRelation(context, table);
  if (existing === null || isAbsent(context.before, existing.key)) return null;
  // It makes room in a database that is empty as a rule.
  if (existing.table === undefined && ifExists && isInstallScript(reviewed)) return null;
  const dropped = new Set(
    context.statement.operations.flatMap(operation =>
      operation.kind === 'DropTable' ? [nameKey(context.before, 'relation', operation.table)] : [],
    ),
  );
  const dependents = dependentsOfTable(context, existing.key).filter(
    dependent =>
      !('table' in dependent && dropped.has(dependent.table)) &&
      !(dependent.kind === 'table' && dropped.has(dependent.key)),
  );
  return {
    span: table.span,
    dependents,
    unseen: hidden(context, existing.label, { isKnown: existing.known }),
  };
}

function partDropped(context: OperationContext, operation: DropColumn | DropConstraint): CascadeLoss | null {
  const existing = existingRelation(context, operation.table);
  if (existing === null) return null;
  const table = tableAt(context.before, existing.key);
  const { span } = operation;
  if (operation.kind === 'DropColumn') {
    const column = table?.columns.find(({ name }) => name === operation.column.value);
    if (isNewColumn(context, column)) return null;
    return {
      span,
      dependents: dependentsOfColumn(context, existing.key, operation.column.value),
      unseen: hidden(context, columnCode(operation.table, operation.column.value), {
        isKnown: existing.known,
      }),
    };
  }
  if (operation.name === null) return null;
  const name = operation.name.value;
  const constraint = findConstraint(context.before, table, name);
  // Only keys have something that depends on them.
  const isKey = constraint === undefined || constraint.kind === 'primary-key' || constraint.kind === 'unique';
  return {
    span,
    dependents: dependentsOfConstraint(context, existing.key, name),
    unseen: isKey ? hidden(context, code(name), { isKnown: constraint !== undefined }) : null,
  };
}

/** Kinds that columns, indexes, functions or tables can be made with, and that no catalog follows. */
const UNFOLLOWED: ReadonlySet<ObjectKind> = new Set([
  'access method',
  'collation',
  'foreign data wrapper',
  'language',
  'operator',
  'operator class',
  'operator family',
  'server',
  'text search',
]);

function objectDropped(
  reviewed: ReviewedFile,
  context: OperationContext,
  operation: DropObject,
): CascadeLoss | null {
  const { name, objectKind } = operation;
  const label = code(displayName(name));
  const at = (key: string, dependents: readonly Dependent[]): CascadeLoss | null =>
    context.isNew(key) || isAbsent(context.before, key)
      ? null
      : {
          span: name.span,
          dependents,
          unseen: hidden(context, label, { isKnown: context.before.get(key) !== undefined }),
        };
  switch (objectKind) {
    case 'view':
    case 'materialized view': {
      const key = nameKey(context.before, 'relation', name);
      const view = context.before.get(key);
      return at(key, view?.kind === 'view' ? viewsOver(context, view.readBy) : []);
    }
    case 'sequence': {
      const key = nameKey(context.before, 'relation', name);
      return at(key, defaultsFrom(context, key));
    }
    case 'type':
    case 'domain': {
      const key = nameKey(context.before, 'type', name);
      return at(key, columnsOfType(context, key));
    }
    case 'function':
    case 'procedure':
    case 'routine':
    case 'aggregate':
      return routineDropped(reviewed, context, operation);
    case 'extension':
      return context.isNew(objectKey('extension', '', name.name.value))
        ? null
        : notFollowed(
            name.span,
            `CASCADE also drops every column, index and function that uses something of the extension ${label}.`,
          );
    default:
      return UNFOLLOWED.has(objectKind)
        ? notFollowed(
            name.span,
            `CASCADE also drops every object that uses the ${objectKind} ${label}, without naming one.`,
          )
        : null;
  }
}

function notFollowed(span: Span, message: string): CascadeLoss {
  return { span, dependents: [], unseen: { message, severity: 'error', always: false } };
}

/** Of what calls a routine the catalog knows the triggers only. */
function routineDropped(
  reviewed: ReviewedFile,
  context: OperationContext,
  { name }: DropObject,
): CascadeLoss | null {
  const key = nameKey(context.before, 'routine', name);
  if (context.isNew(key) || isAbsent(context.before, key)) return null;
  const known = context.before.get(key);
  const label = code(displayName(name));
  const isTriggers = known?.kind === 'routine' && isForTriggersOnly(known);
  return {
    span: name.span,
    dependents: triggersExecuting(context, key).filter(({ table }) => !context.isNew(table)),
    unseen:
      isTriggers && known.certain && !hasUnseenChanges(context.before)
        ? null
        : {
            message: `CASCADE also drops every ${isTriggers ? 'trigger that executes' : 'trigger, view and policy that calls'} ${label}, without naming one.`,
            // Who makes it anew at once has its callers in mind.
            severity: known !== undefined || isMadeLater(reviewed, context, key) ? 'warning' : 'error',
            always: false,
          },
  };
}

/** PostgreSQL lets nothing but triggers call a function that returns `trigger`. */
function isForTriggersOnly({ signatures }: Routine): boolean {
  return signatures.length > 0 && signatures.every(({ returns }) => /^\s*trigger\s*$/i.test(returns ?? ''));
}
