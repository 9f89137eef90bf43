import { findColumn, findTable, tableAt } from '../catalog/catalog.ts';
import type { ForeignKeyConstraint, Table } from '../catalog/model.ts';
import { type ForeignKeyRefusal, foreignKeyRefusal } from '../engines/foreignKeyRefusal.ts';
import type { ColumnDefinition } from '../operations/columns.ts';
import { displayName, type ObjectName } from '../operations/names.ts';
import type { Span } from '../text/span.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { plan, replaceAt } from './fixes/site.ts';
import { type OperationContext, operationRule, type RelatedPlace } from './rule.ts';
import { errorText, isOfOneHistory, meetsKnownSchema } from './subject/certainty.ts';
import { shortName } from './subject/dependents.ts';
import { areForeignKeysChecked } from './subject/foreignKeyChecks.ts';
import { serverName } from './subject/serverName.ts';
import { typeText } from './subject/typeText.ts';
import { code } from './subject/wording.ts';

export const foreignKeyCannotBeCreated = operationRule({
  metadata: {
    id: 'foreign-key-cannot-be-created',
    title: 'Foreign key definition does not fit its parent',
    categories: ['fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      skeema: ['fk-parent'],
      online_migrations: ['mismatched_foreign_key_type'],
    },
  },
  kinds: ['CreateTable', 'AddColumn', 'AddConstraint'],
  *check(context) {
    if (!meetsKnownSchema(context) || !areForeignKeysChecked(context)) return;
    const child = findTable(context.after, context.operation.table);
    if (child?.certain !== true || child.foreign) return;
    for (const written of writtenKeys(context)) {
      const key = addedKey(context, child, written.columns);
      const parent = key === undefined ? undefined : tableAt(context.after, key.target);
      if (key === undefined || parent?.certain !== true || parent.foreign) continue;
      if (!isOfOneHistory(context, parent.origin) || !isOfOneHistory(context, child.origin)) continue;
      const refusal = foreignKeyRefusal({ target: context.target, child, parent, key });
      if (refusal === null) continue;
      yield {
        span: written.span,
        message: messageOf(context, refusal, written, key, parent),
        related: relatedPlaces(context, refusal, parent),
        fixes: remedies(context, fixesOf(context, refusal)),
      };
    }
  },
});

interface WrittenKey {
  readonly columns: readonly string[];
  readonly parent: ObjectName;
  readonly span: Span;
}

function writtenKeys({ operation }: OperationContext): readonly WrittenKey[] {
  switch (operation.kind) {
    case 'CreateTable':
      return [
        ...operation.columns.flatMap(inlineKey),
        ...operation.constraints.flatMap(constraint =>
          constraint.kind === 'foreign-key'
            ? [
                {
                  columns: constraint.columns.map(({ value }) => value),
                  parent: constraint.target.table,
                  span: constraint.span,
                },
              ]
            : [],
        ),
      ];
    case 'AddColumn':
      return inlineKey(operation.column);
    case 'AddConstraint':
      return operation.constraint.kind === 'foreign-key'
        ? [
            {
              columns: operation.constraint.columns.map(({ value }) => value),
              parent: operation.constraint.target.table,
              span: operation.constraint.span,
            },
          ]
        : [];
    default:
      return [];
  }
}

function inlineKey({ name, references }: ColumnDefinition): readonly WrittenKey[] {
  return references === null
    ? []
    : [{ columns: [name.value], parent: references.value.table, span: references.span }];
}

/** Inline REFERENCES that the server ignores is in no catalog. */
function addedKey(
  { before, operation }: OperationContext,
  child: Table,
  columns: readonly string[],
): ForeignKeyConstraint | undefined {
  const old =
    'table' in operation && operation.table !== null ? findTable(before, operation.table) : undefined;
  const found = child.constraints.find(
    constraint =>
      constraint.kind === 'foreign-key' &&
      constraint.columns.join() === columns.join() &&
      old?.constraints.some(other => other.name === constraint.name) !== true,
  );
  return found?.kind === 'foreign-key' ? found : undefined;
}

function messageOf(
  context: OperationContext,
  refusal: ForeignKeyRefusal,
  { parent }: WrittenKey,
  key: ForeignKeyConstraint,
  table: Table,
): string {
  const refuses = `${serverName(context.target)} refuses the foreign key (${errorText(context, refusal.code)})`;
  const { operation } = context;
  const child = 'table' in operation && operation.table !== null ? displayName(operation.table) : '';
  const parentName = displayName(parent);
  switch (refusal.reason) {
    case 'types-differ':
      return `${code(`${child}.${refusal.column}`)} is ${typeText(refusal.type)} but ${code(`${parentName}.${refusal.targetColumn}`)} is ${typeText(refusal.targetType)}: ${refuses}.`;
    case 'collations-differ':
      return `${code(`${child}.${refusal.column}`)} is in ${refusal.texts?.[0]} but ${code(`${parentName}.${refusal.targetColumn}`)} in ${refusal.texts?.[1]}: ${refuses}.`;
    case 'no-key': {
      const columns = key.targetColumns.join(', ');
      const what = refusal.unique
        ? `primary key or unique index on exactly ${code(columns)}`
        : `index that begins with ${code(columns)}`;
      return `${code(parentName)} has no ${what}: ${refuses}.`;
    }
    case 'no-primary-key':
      return `${code(parentName)} has no primary key that the foreign key could mean: ${refuses}.`;
    case 'column-counts-differ':
      return `The foreign key has ${key.columns.length} column${key.columns.length === 1 ? '' : 's'} here and ${key.targetColumns.length} in ${code(shortName(`relation:${table.name}`))}: ${refuses}.`;
    case 'set-null-on-not-null':
      return `SET NULL is asked for, but ${code(`${child}.${refusal.column}`)} is NOT NULL: ${refuses}.`;
    case 'virtual-column':
      return `${code(`${child}.${refusal.column}`)} is a virtual column: ${refuses}.`;
  }
}

function relatedPlaces(
  { before }: OperationContext,
  refusal: ForeignKeyRefusal,
  parent: Table,
): readonly RelatedPlace[] {
  const target = 'targetColumn' in refusal ? findColumn(before, parent, refusal.targetColumn) : undefined;
  const origin = target?.changedBy ?? target?.origin ?? null;
  return origin === null
    ? []
    : [{ place: { kind: 'statement', ...origin }, message: `${code(target?.name ?? '')} is defined here.` }];
}

/** The type can be changed where it is written: in this statement. */
function fixesOf({ operation }: OperationContext, refusal: ForeignKeyRefusal): Remedy[] {
  if (refusal.reason !== 'types-differ') return [];
  const columns =
    operation.kind === 'CreateTable'
      ? operation.columns
      : operation.kind === 'AddColumn'
        ? [operation.column]
        : [];
  const column = columns.find(({ name }) => name.value === refusal.column);
  const written = column?.type;
  if (column === undefined || written == null || column.default !== null) return [];
  const wanted = typeText(refusal.targetType);
  return [
    {
      title: `Make ${code(refusal.column)} ${wanted}`,
      kind: 'suggestion',
      build: ({ site, sql }) => plan({ edits: [replaceAt(site, written.span, sql`${wanted}`)] }),
    },
  ];
}
