import { findConstraint, findIndex, isComplete, relationKey, sameName, tableAt } from '../catalog/catalog.ts';
import type { Index, Table } from '../catalog/model.ts';
import type { Engine } from '../engines/engine.ts';
import { displayName, type Identifier, type ObjectName } from '../operations/names.ts';
import type { CreateIndex, DropIndex } from '../operations/objectOperations.ts';
import type { AddConstraint, DropConstraint } from '../operations/tableOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { shortName } from './subject/dependents.ts';
import { isKeptBesideConstants } from './subject/keyWithConstants.ts';
import { formerRelationOfFile } from './subject/newNames.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelationAt } from './subject/relations.ts';
import { isUniqueConstraintName, isUniqueIndexName } from './subject/uniqueByName.ts';
import { columnsText, hasReplacement, isImplied } from './subject/uniqueKeys.ts';
import { otherLosses } from './subject/upsertTargets.ts';
import { code } from './subject/wording.ts';

export const dropUniqueBreaksUpserts = fileRule({
  metadata: {
    id: 'drop-unique-breaks-upserts',
    title: 'Unique key removed that upserts rely on',
    categories: ['compatibility', 'data-loss'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP055'], atlas: ['CD101'], sqle: ['00072'] },
  },
  *check(reviewed) {
    const builds = reviewed.ofKinds('AddConstraint', 'CreateIndex');
    const columns = reviewed.ofKinds('DropColumn');
    for (const drop of reviewed.ofKinds('DropConstraint', 'DropIndex')) {
      const lost = drop.statement.run.direction === 'down' ? null : lostKey(drop.context);
      if (lost === null || isBuiltAgain(lost, drop, builds)) continue;
      if (losesColumn(lost, drop, columns)) continue;
      if (holdsForOldWriters(reviewed, drop.context, lost)) continue;
      if (lost.table !== null && formerRelationOfFile(reviewed, drop.context, lost.table) !== null) continue;
      yield { ...lost.draft, statement: drop.statement.index };
    }
    for (const { drafts } of reviewed.fromEach(otherLosses)) yield* drafts;
  },
});

interface LostKey {
  readonly draft: FindingDraft;
  /** Catalog key of the table; null for an index of which only the name is known. */
  readonly table: string | null;
  /** Null for a key that nobody has seen. */
  readonly index: Index | null;
}

const lostKey = perContext(context => (context.file.phase === 'contract' ? null : computeLostKey(context)));

function computeLostKey(context: OperationContext): LostKey | null {
  const { operation, before } = context;
  if (operation.kind !== 'DropConstraint' && operation.kind !== 'DropIndex') return null;
  const key = tableKeyOf(context, operation);
  const table = key === null ? undefined : tableAt(before, key);
  if (isUnseen(context, operation, key, table)) return unseenKey(context, operation, key);
  const index = table === undefined ? undefined : uniqueIndexOf(context, table, operation);
  if (key === null || table === undefined || index === undefined || !index.valid) return null;
  const label = shortName(key);
  if (existingRelationAt(context, key, label) === null) return null;
  if (index.origin !== null && context.isPending(index.origin.path)) return null;
  if (hasReplacement(before.dialect, withoutIndex(table, index), index)) return null;
  return {
    table: key,
    index,
    draft: {
      span: operation.span,
      message: message(context, label, index, withoutIndex(table, index)),
      table: key,
      fixes: remedies(context, dropLater(context, operation)),
    },
  };
}

/** Neither a baseline nor the migrations so far have shown what is dropped. */
function isUnseen(
  { before }: OperationContext,
  operation: DropConstraint | DropIndex,
  key: string | null,
  table: Table | undefined,
): boolean {
  if (isComplete(before) || table?.certain === true) return false;
  if (operation.kind === 'DropIndex')
    return key === null || findIndex(before, table, operation.index.name.value) === undefined;
  if (operation.name === null) return table?.constraints.every(({ kind }) => kind !== 'primary-key') ?? true;
  return findConstraint(before, table, operation.name.value) === undefined;
}

/** Its name, or DROP PRIMARY KEY, says what it is. */
function unseenKey(
  context: OperationContext,
  operation: DropConstraint | DropIndex,
  key: string | null,
): LostKey | null {
  const { engine } = context.target;
  if (key !== null && existingRelationAt(context, key, '') === null) return null;
  const isPrimaryKey = operation.kind === 'DropConstraint' && operation.constraintKind === 'primary-key';
  const name = operation.kind === 'DropIndex' ? operation.index.name.value : (operation.name?.value ?? '');
  const isUnique =
    operation.kind === 'DropIndex'
      ? isUniqueIndexName(engine, name)
      : operation.constraintKind === 'any' && isUniqueConstraintName(name);
  if (!isPrimaryKey && !isUnique) return null;
  const text = isPrimaryKey
    ? unseenPrimaryKey(context, operation)
    : `If ${code(name)} is a unique key, ${upsertsFail(engine)} without it`;
  return {
    table: key,
    index: null,
    draft: {
      span: operation.span,
      message: `${text} (schema unknown)`,
      ...(key === null ? {} : { table: key }),
      fixes: remedies(context, dropLater(context, operation)),
    },
  };
}

function unseenPrimaryKey(
  { statement, target: { engine } }: OperationContext,
  { table }: DropConstraint | DropIndex,
): string {
  const name = code(table === null ? '' : displayName(table));
  const isMadeAgain = statement.operations.some(
    operation => operation.kind === 'AddConstraint' && operation.constraint.kind === 'primary-key',
  );
  return isMadeAgain
    ? `If the primary key of ${name} gets other columns, ${upsertsFail(engine)}`
    : `Without the primary key of ${name} ${upsertsFail(engine)}`;
}

function upsertsFail(engine: Engine): string {
  return engine === 'postgresql'
    ? `every ${code('ON CONFLICT')} of the running release on its columns fails and duplicates get in`
    : `the upserts of the running release (${code('ON DUPLICATE KEY UPDATE')}, ${code('REPLACE')}, ${code('INSERT IGNORE')}) insert duplicates`;
}

function withoutIndex(table: Table, index: Index): Table {
  return { ...table, indexes: table.indexes.filter(other => other !== index) };
}

function tableKeyOf({ before }: OperationContext, operation: DropConstraint | DropIndex): string | null {
  if (operation.table !== null) return relationKey(before, operation.table);
  const found = operation.kind === 'DropIndex' ? before.get(relationKey(before, operation.index)) : undefined;
  return found?.kind === 'index' ? found.table : null;
}

function uniqueIndexOf(
  { before }: OperationContext,
  table: Table,
  operation: DropConstraint | DropIndex,
): Index | undefined {
  if (operation.kind === 'DropIndex') {
    const index = findIndex(before, table, operation.index.name.value);
    return index?.unique === true ? index : undefined;
  }
  const { name } = operation;
  const constraint =
    name === null
      ? table.constraints.find(({ kind }) => kind === 'primary-key')
      : findConstraint(before, table, name.value);
  if (constraint?.kind !== 'primary-key' && constraint?.kind !== 'unique') return undefined;
  return table.indexes.find(
    index =>
      index.unique &&
      (index.constraint === constraint.name || sameName(before.dialect, index.name, constraint.name)),
  );
}

function message({ target, before }: OperationContext, label: string, index: Index, left: Table): string {
  const name = code(index.name);
  const columns = columnsText(index);
  // Another key of the table may ask for more still.
  const duplicates = isImplied(before.dialect, left, index) ? '' : ', and duplicates get in';
  return target.engine === 'postgresql'
    ? `Without ${name} every ${code(`ON CONFLICT (${columns})`)} of the running release on ${code(label)} fails${duplicates}.`
    : `Without ${name} the upserts of the running release (${code('ON DUPLICATE KEY UPDATE')}, ${code('REPLACE')}, ${code('INSERT IGNORE')}) insert duplicates of ${code(`${label}(${columns})`)}.`;
}

function dropLater(context: OperationContext, operation: DropConstraint | DropIndex): Remedy[] {
  // A drop without locks cannot move into a file that runs in a transaction.
  if (operation.kind === 'DropIndex' && operation.concurrently) return [];
  // Without its key a table is copied and replicates badly; the rule on primary keys has the recipe.
  if (operation.kind === 'DropConstraint' && operation.constraintKind === 'primary-key') return [];
  const named: Identifier | null = operation.kind === 'DropIndex' ? operation.index.name : operation.name;
  const subject: ObjectName | null =
    operation.table ?? (operation.kind === 'DropIndex' ? operation.index : null);
  if (subject === null) return [];
  return [
    actionLater(context, {
      title: 'Drop it in a later migration, once no release upserts on it',
      table: subject,
      names: named === null ? [] : [named],
      slug: slugOf('drop', named?.value ?? `${subject.name.value}_primary_key`),
      span: operation.span,
    }),
  ];
}

/** A column of the key goes too: what names it in an upsert fails for that, as the rule on columns says. */
function losesColumn(
  { table, index }: LostKey,
  { statement }: ReviewedOperation,
  drops: readonly ReviewedOperation[],
): boolean {
  return drops.some(({ statement: { run }, context: { operation, before } }) => {
    if (operation.kind !== 'DropColumn' || run.direction !== statement.run.direction) return false;
    if (relationKey(before, operation.table) !== table) return false;
    const { value } = operation.column;
    return (
      index?.keys.some(({ column }) => column !== null && sameName(before.dialect, column, value)) === true
    );
  });
}

function holdsForOldWriters(
  reviewed: ReviewedFile,
  context: OperationContext,
  { table, index }: LostKey,
): boolean {
  return table !== null && index !== null && isKeptBesideConstants(reviewed, context, table, index);
}

/** The same statement, or another one of the file, builds an equal key. */
function isBuiltAgain(
  { table, index }: LostKey,
  { statement, context }: ReviewedOperation,
  builds: readonly ReviewedOperation[],
): boolean {
  return builds.some(build => {
    const { operation, before, after } = build.context;
    if (operation.kind !== 'AddConstraint' && operation.kind !== 'CreateIndex') return false;
    if (build.statement.run.direction !== statement.run.direction) return false;
    const key = relationKey(before, operation.table);
    if (index === null)
      return (table === null || key === table) && replacesUnseen(operation, context.operation);
    if (build.statement.index < statement.index || key !== table) return false;
    const now = tableAt(after, table);
    return hasReplacement(context.before.dialect, now, underNewNames(now, index));
  });
}

/** What the columns are called now, where the same change gives them another name: that is the matter of the rename. */
function underNewNames(table: Table | undefined, index: Index): Index {
  const renamed = new Map(
    table?.columns.flatMap(column =>
      column.renamed === undefined ? [] : [[column.renamed.from, column.name]],
    ),
  );
  const keys = index.keys.map(key => ({
    ...key,
    column: key.column === null ? null : (renamed.get(key.column) ?? key.column),
  }));
  return { ...index, keys };
}

/** A key that takes the name of one that nobody has seen, or the name that PostgreSQL would give it. */
function replacesUnseen(build: AddConstraint | CreateIndex, drop: OperationContext['operation']): boolean {
  if (drop.kind !== 'DropConstraint' && drop.kind !== 'DropIndex') return false;
  const dropped = drop.kind === 'DropIndex' ? drop.index.name.value : drop.name?.value;
  if (build.kind === 'CreateIndex' && !build.index.unique) return false;
  const { constraint } = build.kind === 'AddConstraint' ? build : { constraint: null };
  if (constraint !== null && constraint.kind !== 'unique' && constraint.kind !== 'primary-key') return false;
  // Nobody drops a primary key and adds one of the same columns, unless an index is ready for it.
  if (constraint?.kind === 'primary-key') return constraint.usingIndex !== null;
  const name = build.kind === 'CreateIndex' ? build.index.name?.name.value : constraint?.name?.value;
  const parts = build.kind === 'CreateIndex' ? build.index.parts : (constraint?.parts ?? []);
  const columns = parts.map(({ column }) => column?.value ?? '');
  const usual = [build.table.name.value, ...columns, 'key'].join('_');
  return dropped !== undefined && (name === dropped || usual === dropped);
}
