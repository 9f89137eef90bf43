import { displayName, type Identifier, type ObjectName } from '../../../../server/src/operations/names.ts';
import type {
  CreateObject,
  CreateRoutine,
  DropObject,
} from '../../../../server/src/operations/objectOperations.ts';
import type { Operation } from '../../../../server/src/operations/operation.ts';

/* As ownFacts.ts, for objects that are no tables, and for the session. */

export function factsOfOtherOperation(operation: Operation): string[] | null {
  switch (operation.kind) {
    case 'CommentOn':
      return COMMENTED.has(operation.objectKind)
        ? [
            `comment on ${operation.objectKind} ${commented(operation.table, operation.name)}: ${operation.comment?.value ?? ''}`,
          ]
        : null;
    case 'CreateSchema':
      return operation.objectKind === 'schema' && operation.owner === null
        ? [`create schema ${placed(operation.schema)}${operation.ifNotExists ? ' if not exists' : ''}`]
        : null;
    case 'CreateObject':
      return extension(operation);
    case 'CreateSequence':
      return [
        `create ${operation.temporary === true ? 'temp ' : ''}sequence ${displayName(operation.sequence)}${operation.ifNotExists ? ' if not exists' : ''}`,
        ...sequenceOptions(operation.options ?? []),
      ];
    case 'CreateRoutine':
      return routine(operation);
    case 'DropObject':
      return dropped(operation);
    case 'RefreshMaterializedView':
      return [`refresh ${displayName(operation.view)}${operation.concurrently ? ' concurrently' : ''}`];
    case 'AddEnumValue':
      return operation.neighbour === null && !operation.ifNotExists
        ? [`on enum ${displayName(operation.type)} add ${operation.value.value}`]
        : null;
    case 'RenameIndex':
      return [`index ${displayName(operation.index)} rename to ${operation.to.value}`];
    case 'TransactionControl':
      return operation.modes?.length === 0 && SIMPLE.has(operation.action) && operation.chain === false
        ? [operation.action]
        : null;
    case 'SetVariable':
      return operation.reset || operation.value === null || operation.scope !== 'session'
        ? null
        : [`set ${operation.name} to ${operation.value}`];
    default:
      return null;
  }
}

const COMMENTED: ReadonlySet<string> = new Set([
  'table',
  'column',
  'index',
  'materialized view',
  'view',
  'type',
  'database',
]);
const SIMPLE: ReadonlySet<string> = new Set(['begin', 'commit', 'rollback']);

function placed({ value, span }: Identifier): string {
  return `${value}@${span.start}-${span.end}`;
}

function commented(table: ObjectName | null, name: ObjectName): string {
  return table === null ? displayName(name) : `${displayName(table)}.${name.name.value}`;
}

function extension(operation: CreateObject): string[] | null {
  if (operation.objectKind !== 'extension' || operation.name === null) return null;
  const options = operation.options ?? [];
  if (options.some(({ name }) => name === 'cascade')) return null;
  const value = (name: string): string => options.find(option => option.name === name)?.value ?? '';
  return [
    `create extension ${placed(operation.name.name)}${operation.ifNotExists ? ' if not exists' : ''} schema ${value('schema')} version ${value('new_version')}`,
  ];
}

/** Those that the other parser has a place for, sorted. */
function sequenceOptions(options: readonly { readonly name: string; readonly value: string }[]): string[] {
  return options.map(({ name, value }) => `${name} ${value}`).sort();
}

function routine(operation: CreateRoutine): string[] | null {
  if (operation.routineKind !== 'function' || operation.returns?.startsWith('setof') === true) return null;
  return [
    `create function ${displayName(operation.routine)}${operation.orReplace ? ' or replace' : ''} language ${operation.language ?? ''}`,
    ...operation.parameters
      .filter(({ mode }) => mode !== 'table')
      .map(({ name, mode, hasDefault }) => `argument ${mode} ${name ?? ''}${hasDefault ? ' default' : ''}`),
  ];
}

const DROPPED: ReadonlySet<string> = new Set(['sequence', 'type', 'function']);

function dropped(operation: DropObject): string[] | null {
  if (!DROPPED.has(operation.objectKind)) return null;
  const cascade = operation.cascade && operation.objectKind !== 'function' ? ' cascade' : '';
  const signature =
    operation.objectKind === 'function' ? ` ${operation.signature?.length ?? 0} arguments` : '';
  return [
    `drop ${operation.objectKind} ${displayName(operation.name)}${operation.ifExists ? ' if exists' : ''}${cascade}${signature}`,
  ];
}
