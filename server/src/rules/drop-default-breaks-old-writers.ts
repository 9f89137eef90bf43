import { findColumn, isComplete, keysIn, nameOfKey, relationKey, tableAt } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import { displayName } from '../operations/names.ts';
import type { DropObject } from '../operations/objectOperations.ts';
import type { Operation } from '../operations/operation.ts';
import type {
  AlterIdentity,
  DropColumnDefault,
  ModifyColumn,
  SetColumnDefault,
} from '../operations/tableOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { isFollowedBy } from './fixes/otherStatements.ts';
import { remedies } from './fixes/remedy.ts';
import { insertAt, plan } from './fixes/site.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedFile } from './rule.ts';
import { tableOfTrigger } from './subject/droppedTrigger.ts';
import { certainlyFills, isFilledByTrigger } from './subject/filledByTrigger.ts';
import {
  isFilledAgain,
  isRequiredInFile,
  isServedInFile,
  type UnfilledColumn,
} from './subject/filledInFile.ts';
import {
  forgottenDefault,
  hasDefault,
  isFilledByDomain,
  isRefusedDefault,
  isRequired,
} from './subject/forgottenDefault.ts';
import { formerColumn, formerRelationOfFile } from './subject/newNames.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelation, existingRelationAt } from './subject/relations.ts';
import { isStrictMode } from './subject/sqlMode.ts';
import { code, columnCode } from './subject/wording.ts';

export const dropDefaultBreaksOldWriters = fileRule({
  metadata: {
    id: 'drop-default-breaks-old-writers',
    title: 'Default removed from a required column',
    categories: ['compatibility'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { 'django-migration-linter': ['NOT_NULL'] },
  },
  *check(reviewed) {
    const removals = reviewed.ofKinds(
      'DropColumnDefault',
      'SetColumnDefault',
      'AlterIdentity',
      'ModifyColumn',
      'DropObject',
    );
    if (removals.length === 0) return;
    const others = reviewed.ofKinds(
      'SetColumnDefault',
      'AlterIdentity',
      'ModifyColumn',
      'SetNotNull',
      'DropNotNull',
      'CreateTrigger',
      'DropColumn',
      'DropTable',
    );
    const told = new Set<string>();
    for (const removal of removals) {
      if (removal.statement.run.direction === 'down') continue;
      for (const lost of lostDefaults(removal.context)) {
        if (isRenamed(reviewed, removal.context, lost)) continue;
        const again = lost.seen ? isFilledAgain : isServedInFile;
        if (again(lost, removal, others)) continue;
        // Of a column that may be NULL until this file, what requires it is what speaks of old writers.
        if (!lost.seen && removal.kind !== 'AlterIdentity' && isRequiredInFile(lost, removal, others))
          continue;
        // Of a column that nobody has seen, the first removal leaves nothing to the second.
        const name = `${lost.table} ${lost.column}`;
        if (!lost.seen && told.has(name)) continue;
        told.add(name);
        yield { ...lost.draft, statement: removal.statement.index };
      }
    }
  },
});

/** Old writers fail on the name already: that of the column, or that of its table. */
function isRenamed(
  reviewed: ReviewedFile,
  context: OperationContext,
  { table, column }: LostDefault,
): boolean {
  if (formerRelationOfFile(reviewed, context, table) !== null) return true;
  return formerColumn(context, findColumn(context.before, tableAt(context.before, table), column)) !== null;
}

/** A required column that nothing fills any more. */
interface LostDefault extends UnfilledColumn {
  readonly draft: FindingDraft;
  /** False for a column that neither a baseline nor the migrations so far show. */
  readonly seen: boolean;
}

const lostDefaults = perContext(context => (context.file.phase === 'contract' ? [] : lostBy(context)));

function lostBy(context: OperationContext): readonly LostDefault[] {
  const { operation, target } = context;
  switch (operation.kind) {
    case 'DropColumnDefault':
      return lostByAction(context, operation);
    case 'SetColumnDefault':
      // MySQL and MariaDB refuse DEFAULT NULL on a column that is NOT NULL.
      return operation.default.kind === 'null' && target.engine === 'postgresql'
        ? lostByAction(context, operation)
        : [];
    case 'AlterIdentity':
      return operation.action === 'drop' ? lostByAction(context, operation) : [];
    case 'ModifyColumn':
      return lostByDefinition(context, operation);
    case 'DropObject':
      if (operation.objectKind === 'trigger') return lostWithTrigger(context, operation);
      return operation.objectKind === 'sequence' ? lostWithSequence(context, operation) : [];
    default:
      return [];
  }
}

function lostByAction(
  context: OperationContext,
  operation: DropColumnDefault | SetColumnDefault | AlterIdentity,
): readonly LostDefault[] {
  const { table, column: name, span } = operation;
  const existing = existingRelation(context, table);
  const column = findColumn(context.before, existing?.table, name);
  if (existing !== null && column === undefined && !isComplete(context.before))
    return existing.table?.certain === true ? [] : [unseen(operation, existing.key)];
  if (existing?.table === undefined || column === undefined) return [];
  if (!hasDefault(column) || !isRequired(existing.table, column, context)) return [];
  if (operation.kind === 'DropColumnDefault' && isFilledByDomain(context, column)) return [];
  if (isRefusedDefault(context, existing.table, column)) return [];
  if (isFilledByTrigger(context.before, existing.table, column.name)) return [];
  return [
    lost(existing.key, column.name, {
      span,
      message: message(
        context,
        `${displayName(table)}.${column.name}`,
        existing.table,
        column,
        'its default',
      ),
      fixes: remedies(context, [
        actionLater(context, {
          title: 'Drop the default in a later migration, once every release sends a value',
          table,
          names: [name],
          slug: slugOf('drop_default', table.name.value, name.value),
          span,
        }),
      ]),
    }),
  ];
}

function lost(table: string, column: string, draft: FindingDraft): LostDefault {
  return { table, column, seen: true, draft: { ...draft, table } };
}

/** An identity column is NOT NULL; of any other column that nobody has seen it may be so. */
function unseen(
  { kind, table, column, span, ifExists }: DropColumnDefault | SetColumnDefault | AlterIdentity,
  key: string,
): LostDefault {
  const label = columnCode(table, column.value);
  const isIdentity = kind === 'AlterIdentity' && ifExists !== true;
  return {
    table: key,
    column: column.value,
    seen: false,
    draft: {
      span,
      severity: isIdentity ? 'error' : 'warning',
      message: isIdentity
        ? `${label} keeps NOT NULL but loses its identity: INSERTs of the running release that omit it fail (schema unknown)`
        : `If ${label} is NOT NULL, INSERTs of the running release that omit it fail without its default (schema unknown)`,
      table: key,
    },
  };
}

function message(
  context: OperationContext,
  label: string,
  table: Table,
  column: Column,
  what: string,
): string {
  const keeps = column.notNull ? 'keeps NOT NULL' : 'must not be NULL because of a check';
  const silent = context.target.engine !== 'postgresql' && !isStrictMode(context) && column.notNull;
  const effect = silent ? 'silently store an empty value' : 'fail';
  const doubt = table.certain ? '.' : ' (schema unknown)';
  return `${code(label)} ${keeps} but loses ${what}: INSERTs of the running release that omit it ${effect}${doubt}`;
}

/** MODIFY and CHANGE restate a column; what they leave out is gone. */
function lostByDefinition(context: OperationContext, operation: ModifyColumn): readonly LostDefault[] {
  const forgotten = forgottenDefault(context, operation);
  const existing = existingRelation(context, operation.table);
  if (forgotten === null || existing?.table === undefined) return [];
  const { column, text } = forgotten;
  const { definition, table, verb } = operation;
  const what = `${code(text)}, which ${verb.toUpperCase()} does not repeat`;
  return [
    lost(existing.key, definition.name.value, {
      span: operation.span,
      message: message(
        context,
        `${displayName(table)}.${definition.name.value}`,
        existing.table,
        { ...column, notNull: true },
        what,
      ),
      fixes: remedies(context, [
        {
          title: `Repeat ${code(text)}`,
          kind: 'suggestion',
          build: ({ site, sql }) =>
            // AUTO_INCREMENT keeps the key from being dropped below (error 1075).
            text === 'AUTO_INCREMENT' && isFollowedBy(site, dropsPrimaryKey)
              ? null
              : plan({
                  edits: [insertAt(site, Math.min(definition.span.end, context.sql.length), sql` ` + text)],
                }),
        },
      ]),
    }),
  ];
}

function dropsPrimaryKey(operation: Operation): boolean {
  return operation.kind === 'DropConstraint' && operation.constraintKind === 'primary-key';
}

/** DROP SEQUENCE ... CASCADE takes the defaults that need it along; without CASCADE the server refuses. */
function lostWithSequence(context: OperationContext, operation: DropObject): readonly LostDefault[] {
  const { before } = context;
  const key = relationKey(before, operation.name);
  const sequence = before.get(key);
  if (!operation.cascade || sequence?.kind !== 'sequence') return [];
  const called = new RegExp(`^nextval\\s*\\(\\s*'(?:"?\\w+"?\\.)?"?${escaped(sequence.name)}"?'`, 'i');
  return [...keysIn(before, 'relation', sequence.schema)].flatMap(table =>
    (tableAt(before, table)?.columns ?? [])
      .filter(({ name, default: value }) => {
        const { ownedBy } = sequence;
        const isOwner = ownedBy?.table === table && ownedBy.column === name;
        return (isOwner && value?.functions.includes('nextval') === true) || called.test(value?.text ?? '');
      })
      .flatMap(column => lostWithObject(context, table, column, operation)),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function lostWithTrigger(context: OperationContext, operation: DropObject): readonly LostDefault[] {
  const key = tableOfTrigger(context, operation);
  const table = key === null ? undefined : tableAt(context.before, key);
  const trigger = table?.triggers.find(({ name }) => name === operation.name.name.value);
  if (key === null || table === undefined || trigger === undefined) return [];
  return table.columns
    .filter(column => !hasDefault(column) && certainlyFills(context.before, trigger, column.name))
    .flatMap(column => lostWithObject(context, key, column, operation));
}

function lostWithObject(
  context: OperationContext,
  key: string,
  column: Column,
  { span, objectKind }: DropObject,
): readonly LostDefault[] {
  const label = nameOfKey(key).replace(/^public\./, '');
  const existing = existingRelationAt(context, key, label);
  if (existing?.table === undefined || !isRequired(existing.table, column, context)) return [];
  const what = objectKind === 'trigger' ? 'the trigger that fills it' : 'its default';
  return [
    lost(key, column.name, {
      span,
      message: message(context, `${label}.${column.name}`, existing.table, column, what),
    }),
  ];
}
