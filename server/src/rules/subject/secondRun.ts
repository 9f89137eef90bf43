import type { Attribute } from '../../operations/columns.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { ObjectKind } from '../../operations/objectOperations.ts';
import type { Operation } from '../../operations/operation.ts';
import { code } from './wording.ts';

/** What a statement makes, and a second run would make again. */
export interface Made {
  /** `view v`, for comparing. */
  readonly key: string;
  readonly alsoClearedBy: readonly string[];
  readonly message: string;
}

/** Other objects of PostgreSQL and MySQL that have a name, and cannot be made twice. */
const NAMED_ONCE: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'extension',
  'role',
  'user',
  'publication',
  'subscription',
  'collation',
  'statistics',
  'server',
  'event trigger',
]);

function named({ value, span }: Attribute<string>): ObjectName {
  return { schema: null, name: { value, quoted: true, span }, span };
}

function keyOf(kind: string, name: ObjectName): string {
  return `${kind} ${name.name.value.toLowerCase()}`;
}

function exists(kind: string, name: ObjectName, alsoClearedBy: readonly string[] = []): Made {
  return {
    key: keyOf(kind, name),
    alsoClearedBy,
    message: `This repeatable migration fails when it runs a second time: ${kind} ${code(displayName(name))} already exists.`,
  };
}

/** What the statement makes and a second run finds in the way; null with IF NOT EXISTS and OR REPLACE. */
export function madeBy(operation: Operation): Made | null {
  if ('ifNotExists' in operation && operation.ifNotExists === true) return null;
  if ('orReplace' in operation && operation.orReplace) return null;
  switch (operation.kind) {
    case 'CreateTable':
      return operation.persistence === 'temporary' ? null : exists('table', operation.table);
    case 'CreateView':
      return operation.temporary ? null : exists('view', operation.view);
    case 'CreateRoutine':
      return exists(operation.routineKind, operation.routine, [keyOf('routine', operation.routine)]);
    case 'CreateTrigger': {
      return exists('trigger', named(operation.trigger), [keyOf('table', operation.table)]);
    }
    case 'CreateType':
      return exists('type', operation.type);
    case 'CreateSequence':
      return exists('sequence', operation.sequence);
    case 'CreateDomain':
      return exists('domain', operation.domain);
    case 'CreateSchema':
      return exists(operation.objectKind, named(operation.schema));
    case 'CreatePolicy':
      return exists('policy', named(operation.policy), [keyOf('table', operation.table)]);
    case 'CreateObject':
      return operation.name === null || !NAMED_ONCE.has(operation.objectKind)
        ? null
        : exists(operation.objectKind, operation.name);
    case 'AddEnumValue':
      return exists('label', named(operation.value), [keyOf('type', operation.type)]);
    case 'CreateIndex':
      return operation.index.name === null
        ? null
        : exists('index', operation.index.name, [keyOf('table', operation.table)]);
    case 'AddColumn': {
      return exists('column', named(operation.column.name), [keyOf('table', operation.table)]);
    }
    case 'AddConstraint': {
      const { name, kind } = operation.constraint;
      const table = keyOf('table', operation.table);
      if (name !== null && kind !== 'primary-key') return exists('constraint', named(name), [table]);
      if (kind !== 'primary-key') return null;
      return {
        key: keyOf('primary key', operation.table),
        alsoClearedBy: [table, ...(name === null ? [] : [keyOf('constraint', named(name))])],
        message: `This repeatable migration fails when it runs a second time: ${code(displayName(operation.table))} already has a primary key.`,
      };
    }
    case 'Insert':
      return doublesRows(operation)
        ? {
            key: keyOf('rows', operation.table),
            alsoClearedBy: [keyOf('table', operation.table)],
            message: `This repeatable migration inserts its rows into ${code(displayName(operation.table))} again each time it runs: they stop it at a key, or are there twice.`,
          }
        : null;
    default:
      return null;
  }
}

/** A query that looks at the table itself asks what is there already. */
function doublesRows(operation: Extract<Operation, { readonly kind: 'Insert' }>): boolean {
  const target = operation.table.name.value.toLowerCase();
  return (
    operation.onConflict === 'none' &&
    !operation.reads.some(({ name }) => name.value.toLowerCase() === target)
  );
}

/** Keys that are free after the statement, whether or not they were taken before. */
export function clearedBy(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'DropTable':
      return [keyOf('table', operation.table), keyOf('rows', operation.table)];
    case 'DropIndex':
      return [keyOf('index', operation.index)];
    case 'DropObject': {
      const kind = operation.objectKind === 'materialized view' ? 'view' : operation.objectKind;
      // DROP FUNCTION takes any signature of the name for this purpose.
      return [
        keyOf(kind, operation.name),
        ...(kind === 'function' ? [keyOf('routine', operation.name)] : []),
      ];
    }
    case 'DropColumn':
      return [`column ${operation.column.value.toLowerCase()}`];
    case 'DropConstraint':
      return [
        ...(operation.name === null ? [] : [`constraint ${operation.name.value.toLowerCase()}`]),
        ...(operation.name === null ? [keyOf('primary key', operation.table)] : []),
      ];
    case 'Delete':
    case 'Truncate':
      return [keyOf('rows', operation.table)];
    default:
      return [];
  }
}

/** What the statement takes away, and a second run does not find any more; null with IF EXISTS. */
export function goneBy(operation: Operation): { readonly key: string; readonly message: string } | null {
  if ('ifExists' in operation && operation.ifExists === true) return null;
  switch (operation.kind) {
    case 'DropTable':
      return operation.temporary ? null : gone('table', operation.table);
    case 'DropIndex':
      return gone('index', operation.index);
    case 'DropObject':
      return gone(
        operation.objectKind === 'materialized view' ? 'view' : operation.objectKind,
        operation.name,
      );
    case 'DropColumn':
    case 'RenameColumn':
      return gone('column', named(operation.column));
    case 'DropConstraint':
      return operation.name === null ? null : gone('constraint', named(operation.name));
    case 'RenameTable':
      return gone('table', operation.table);
    default:
      return null;
  }
}

function gone(kind: string, name: ObjectName): { readonly key: string; readonly message: string } {
  return {
    key: keyOf(kind, name),
    message: `This repeatable migration fails when it runs a second time: ${kind} ${code(displayName(name))} is gone by then.`,
  };
}
