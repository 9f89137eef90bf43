import { type CatalogReader, overlay, relationKey, sameName, tableAt } from '../../catalog/catalog.ts';
import { blankTable } from '../../catalog/knownTable.ts';
import type { Column, Index, Table } from '../../catalog/model.ts';
import { factsOf } from '../../engines/index.ts';
import type { LockNote } from '../../engines/lockNote.ts';
import type { ColumnDefinition } from '../../operations/columns.ts';
import type { OperationContext } from '../rule.ts';
import { subjectOf } from './strongLock.ts';

/**
 * MySQL and MariaDB: what the operation does when its table is as plain as it can be: InnoDB without full-text indexes,
 * every column that the statement names without an index, with the type that MODIFY wants already. What the server
 * refuses there, it refuses on every table. Null where the operation has no table.
 */
export function noteOnPlainTable(context: OperationContext): LockNote | null {
  const { operation, statement, target, run } = context;
  const before = withPlainTable(context);
  if (before === null) return null;
  return factsOf(target.engine)({ operation, statement, before, target, inTransaction: run.inTransaction });
}

function withPlainTable(context: OperationContext): CatalogReader | null {
  const { before, operation } = context;
  const subject = subjectOf(operation);
  if (subject === null) return null;
  const key = relationKey(before, subject);
  const known = tableAt(before, key) ?? blankTable(subject.schema?.value ?? '', subject.name.value);
  return overlay(before, new Map([[key, { ...known, certain: true, ...plainParts(context, known) }]]));
}

function plainParts(
  { statement, before }: OperationContext,
  known: Table,
): Pick<Table, 'columns' | 'indexes'> {
  const columns = [...known.columns];
  const indexes = [...known.indexes];
  const add = (column: Column): void => {
    if (!columns.some(({ name }) => sameName(before.dialect, name, column.name))) columns.push(column);
  };
  for (const operation of statement.operations) {
    switch (operation.kind) {
      case 'ModifyColumn':
        add({ ...asDefined(operation.definition), name: operation.column.value });
        break;
      case 'DropColumn':
      case 'RenameColumn':
      case 'SetColumnDefault':
      case 'DropColumnDefault':
        add(plainColumn(operation.column.value));
        break;
      case 'AddConstraint':
        if (operation.constraint.kind === 'foreign-key')
          indexes.push(plainIndex(operation.constraint.columns.map(({ value }) => value)));
        break;
      default:
        break;
    }
  }
  return { columns, indexes };
}

function plainColumn(name: string): Column {
  return {
    name,
    type: null,
    notNull: false,
    default: null,
    onUpdate: null,
    generated: null,
    identity: null,
    sequence: null,
    autoIncrement: false,
    comment: null,
    invisible: false,
    origin: null,
    changedBy: null,
  };
}

function asDefined(definition: ColumnDefinition): Column {
  const written = definition.default?.value ?? null;
  return {
    ...plainColumn(definition.name.value),
    type: definition.type,
    notNull: definition.primaryKey !== null || definition.nullable?.value === false,
    default: written?.kind === 'null' ? null : written,
    onUpdate: definition.onUpdate?.value ?? null,
    generated: definition.generated?.value ?? null,
    autoIncrement: definition.autoIncrement !== null,
    comment: definition.comment?.value ?? null,
    invisible: definition.invisible?.value ?? false,
  };
}

function plainIndex(columns: readonly string[]): Index {
  return {
    name: columns.join('_'),
    unique: false,
    method: 'btree',
    keys: columns.map(column => ({
      column,
      expression: null,
      prefixLength: null,
      descending: false,
      nullsFirst: null,
      collation: null,
      operatorClass: null,
    })),
    include: [],
    predicate: null,
    nullsNotDistinct: false,
    valid: true,
    invisible: false,
    constraint: null,
    implicit: false,
    partOf: null,
    origin: null,
    changedBy: null,
  };
}
