import { findConstraint, findIndex, relationKey, sameName, tableAt } from '../catalog/catalog.ts';
import type { Index, Table } from '../catalog/model.ts';
import type { Identifier, ObjectName } from '../operations/names.ts';
import type { DropIndex } from '../operations/objectOperations.ts';
import type { DropConstraint } from '../operations/tableOperations.ts';
import { actionLater } from './fixes/actionLater.ts';
import { slugOf } from './fixes/identifiers.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { type FindingDraft, fileRule, type OperationContext, type ReviewedOperation } from './rule.ts';
import { shortName } from './subject/dependents.ts';
import { perContext } from './subject/perContext.ts';
import { existingRelationAt } from './subject/relations.ts';
import { columnsText, hasReplacement } from './subject/uniqueKeys.ts';
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
    if (reviewed.file.phase === 'contract') return;
    const drops = reviewed.ofKinds('DropConstraint', 'DropIndex');
    if (drops.length === 0) return;
    const builds = reviewed.ofKinds('AddConstraint', 'CreateIndex');
    for (const drop of drops) {
      const lost = drop.statement.run.direction === 'down' ? null : lostKey(drop.context);
      if (lost === null || isBuiltAgain(lost, drop, builds)) continue;
      yield { ...lost.draft, statement: drop.statement.index };
    }
  },
});

interface LostKey {
  readonly draft: FindingDraft;
  /** Catalog key of the table. */
  readonly table: string;
  readonly index: Index;
}

const lostKey = perContext(computeLostKey);

function computeLostKey(context: OperationContext): LostKey | null {
  const { operation, before } = context;
  if (operation.kind !== 'DropConstraint' && operation.kind !== 'DropIndex') return null;
  const key = tableKeyOf(context, operation);
  const table = key === null ? undefined : tableAt(before, key);
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
      message: message(context, label, index),
      table: key,
      fixes: remedies(context, dropLater(context, operation)),
    },
  };
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

function message({ target }: OperationContext, label: string, index: Index): string {
  const name = code(index.name);
  const columns = columnsText(index);
  return target.engine === 'postgresql'
    ? `Without ${name} every ${code(`ON CONFLICT (${columns})`)} of the running release on ${code(label)} fails, and duplicates get in.`
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

/** The same statement, or a later one of the file, builds an equal key. */
function isBuiltAgain(
  { table, index }: LostKey,
  { statement, context }: ReviewedOperation,
  builds: readonly ReviewedOperation[],
): boolean {
  return builds.some(build => {
    const { operation, before, after } = build.context;
    if (operation.kind !== 'AddConstraint' && operation.kind !== 'CreateIndex') return false;
    if (build.statement.index < statement.index || relationKey(before, operation.table) !== table)
      return false;
    return (
      build.statement.run.direction === statement.run.direction &&
      hasReplacement(context.before.dialect, tableAt(after, table), index)
    );
  });
}
