import type { ColumnDefinition, ColumnPosition } from '../operations/columns.ts';
import type {
  AddColumn,
  AlterColumnExpression,
  AlterColumnType,
  AlterIdentity,
  DropColumn,
  DropColumnDefault,
  DropNotNull,
  ModifyColumn,
  OnColumn,
  RenameColumn,
  SetColumnDefault,
  SetColumnOption,
  SetNotNull,
} from '../operations/tableOperations.ts';
import { addConstraint, setColumnCheck } from './addConstraint.ts';
import { findColumn, relationKey, sameName, tableAt } from './catalog.ts';
import { columnOf, inlineConstraints, storedType } from './columnOf.ts';
import type { Draft } from './draft.ts';
import { dropColumn } from './dropColumn.ts';
import { editTable, primaryKeyColumns, tableAndDescendants, tableKeyFor } from './knownTable.ts';
import type { Column, Table } from './model.ts';
import { addOwnedSequence, dropOwnedSequence, ownSequence } from './ownedSequences.ts';
import { tableKeyForAddition } from './placeholderTable.ts';
import { reportExistingPart, reportMissingPart } from './problems.ts';
import { renameColumn } from './renameColumn.ts';
import { releaseType, useType } from './typeUse.ts';

export function applyAddColumn(draft: Draft, operation: AddColumn): void {
  const key = tableKeyForAddition(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const existing = findColumn(draft, table, operation.column.name);
  if (existing !== undefined) {
    if (!operation.ifNotExists)
      reportExistingPart(draft, table, { kind: 'column', name: existing.name, origin: existing.origin });
    return;
  }
  for (const member of tableAndDescendants(draft, key))
    addColumn(draft, member, operation.column, operation.position);
}

/** Adds one column with what its definition implies. Nothing happens when the table has the column already. */
export function addColumn(
  draft: Draft,
  key: string,
  definition: ColumnDefinition,
  position: ColumnPosition | null,
): void {
  const table = tableAt(draft, key);
  if (table === undefined || findColumn(draft, table, definition.name) !== undefined) return;
  const column = columnOf(draft, definition, table);
  editTable(draft, key, () => ({ columns: placed(draft, table, column, position) }));
  useType(draft, key, column.type);
  addOwnedSequence(draft, key, definition);
  for (const constraint of inlineConstraints(draft, definition)) addConstraint(draft, key, constraint);
  setColumnCheck(draft, key, definition);
}

function placed(
  draft: Draft,
  table: Table,
  column: Column,
  position: ColumnPosition | null,
): readonly Column[] {
  const others = table.columns.filter(other => other.name !== column.name);
  if (position === null) return [...others, column];
  if (position.kind === 'first') return [column, ...others];
  const before = others.findIndex(other => sameName(draft.dialect, other.name, position.column.value));
  if (before < 0) {
    reportMissingPart(draft, table, {
      kind: 'column',
      name: position.column.value,
      known: others.map(other => other.name),
    });
    return [...others, column];
  }
  return [...others.slice(0, before + 1), column, ...others.slice(before + 1)];
}

export function applyDropColumn(draft: Draft, operation: DropColumn): void {
  const key = knownColumn(draft, operation, { ifExists: operation.ifExists });
  if (key === null) return;
  for (const member of tableAndDescendants(draft, key))
    dropColumn(draft, member, operation.column.value, operation);
}

export function applyRenameColumn(draft: Draft, operation: RenameColumn): void {
  const viewKey = relationKey(draft, operation.table);
  const view = draft.get(viewKey);
  if (view?.kind === 'view') {
    const columns =
      view.columns?.map(name => (name === operation.column.value ? operation.to.value : name)) ?? null;
    draft.put(viewKey, { ...view, columns, changedBy: draft.origin });
    return;
  }
  const key = knownColumn(draft, operation, { ifExists: operation.ifExists });
  if (key === null || !isFree(draft, key, operation.column.value, operation.to.value)) return;
  for (const member of tableAndDescendants(draft, key))
    renameColumn(draft, member, operation.column.value, operation.to.value);
}

/** False, and a problem, when another column has the name. */
function isFree(draft: Draft, key: string, from: string, to: string): boolean {
  const table = tableAt(draft, key);
  const taken = findColumn(draft, table, to);
  if (table === undefined || taken === undefined || sameName(draft.dialect, from, to)) return true;
  reportExistingPart(draft, table, { kind: 'column', name: taken.name, origin: taken.origin });
  return false;
}

export function applyAlterColumnType(draft: Draft, operation: AlterColumnType): void {
  const key = knownColumn(draft, operation, { ifExists: false });
  if (key === null) return;
  for (const member of tableAndDescendants(draft, key)) {
    const table = tableAt(draft, member);
    if (table === undefined) continue;
    const former = findColumn(draft, table, operation.column);
    const type = storedType(draft, operation.type, table);
    editColumn(draft, member, operation.column.value, () => ({ type }));
    releaseType(draft, member, former?.type ?? null);
    useType(draft, member, type);
  }
}

/** MODIFY and CHANGE give a column a new definition: what is not written again is gone, except membership in keys. */
export function applyModifyColumn(draft: Draft, operation: ModifyColumn): void {
  const key = tableKeyForAddition(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const existing = findColumn(draft, table, operation.column);
  if (existing === undefined) {
    if (table.certain) {
      if (!operation.ifExists) reportMissingColumn(draft, table, operation.column.value);
      return;
    }
    // The table is known in part: what the statement says about the column is all there is to know, but it is not new.
    addColumn(draft, key, operation.definition, operation.position);
    editColumn(draft, key, operation.definition.name.value, () => ({ origin: null }));
    return;
  }
  const name = operation.definition.name.value;
  if (name !== existing.name) {
    if (!isFree(draft, key, existing.name, name)) return;
    renameColumn(draft, key, existing.name, name);
  }
  editTable(draft, key, renamed => {
    const former = findColumn(draft, renamed, name) ?? existing;
    const defined = columnOf(draft, operation.definition, renamed);
    const column: Column = {
      ...defined,
      name,
      notNull:
        defined.notNull || primaryKeyColumns(renamed).some(member => sameName(draft.dialect, member, name)),
      origin: former.origin,
      changedBy: draft.origin,
      ...(former.renamed === undefined ? {} : { renamed: former.renamed }),
    };
    const columns = renamed.columns.map(other => (other.name === former.name ? column : other));
    return {
      columns:
        operation.position === null
          ? columns
          : placed(draft, { ...renamed, columns }, column, operation.position),
    };
  });
  for (const constraint of inlineConstraints(draft, operation.definition))
    addConstraint(draft, key, constraint);
  setColumnCheck(draft, key, operation.definition);
}

export function applyColumnDefault(draft: Draft, operation: SetColumnDefault | DropColumnDefault): void {
  const value =
    operation.kind === 'DropColumnDefault' || operation.default.kind === 'null' ? null : operation.default;
  editColumns(draft, operation, () => ({ default: value }));
}

export function applyNotNull(draft: Draft, operation: SetNotNull | DropNotNull): void {
  const set = operation.kind === 'SetNotNull';
  editColumns(draft, operation, () => ({ notNull: set }));
  const key = relationKey(draft, operation.table);
  for (const member of tableAndDescendants(draft, key)) {
    const table = tableAt(draft, member);
    if (table?.constraints.some(constraint => isNotNullOf(constraint, operation)) !== true) continue;
    editTable(draft, member, ({ constraints }) => ({
      constraints: set
        ? constraints.map(constraint =>
            isNotNullOf(constraint, operation)
              ? { ...constraint, valid: true, changedBy: draft.origin }
              : constraint,
          )
        : constraints.filter(constraint => !isNotNullOf(constraint, operation)),
    }));
  }
}

function isNotNullOf(constraint: Table['constraints'][number], operation: SetNotNull | DropNotNull): boolean {
  return constraint.kind === 'not-null' && constraint.columns.includes(operation.column.value);
}

export function applyIdentity(draft: Draft, operation: AlterIdentity): void {
  const key = knownColumn(draft, operation, { ifExists: operation.ifExists });
  if (key === null) return;
  const column = findColumn(draft, tableAt(draft, key), operation.column);
  if (operation.action === 'drop') {
    if (column !== undefined) dropOwnedSequence(draft, column);
    editColumns(draft, operation, () => ({ identity: null, sequence: null }));
    return;
  }
  const identity = operation.identity ?? column?.identity ?? 'by-default';
  editColumns(draft, operation, () => ({ identity, notNull: true }));
  if (operation.action === 'add') ownSequence(draft, key, operation.column.value);
}

export function applyColumnExpression(draft: Draft, operation: AlterColumnExpression): void {
  editColumns(draft, operation, column => {
    if (operation.action === 'drop' || operation.expression === null) return { generated: null };
    return { generated: { kind: column.generated?.kind ?? 'stored', expression: operation.expression } };
  });
}

/** Storage, statistics and compression are no part of the catalog. */
export function applyColumnOption(draft: Draft, operation: SetColumnOption): void {
  if (operation.option !== 'visibility') return;
  editColumns(draft, operation, () => ({ invisible: operation.value.toLowerCase() === 'invisible' }));
}

/** Edits the named column of the table and of all tables below it. */
function editColumns(
  draft: Draft,
  operation: OnColumn<string>,
  edit: (column: Column) => Partial<Column>,
): void {
  const key = knownColumn(draft, operation, { ifExists: false });
  if (key === null) return;
  for (const member of tableAndDescendants(draft, key))
    editColumn(draft, member, operation.column.value, edit);
}

function editColumn(
  draft: Draft,
  key: string,
  name: string,
  edit: (column: Column) => Partial<Column>,
): void {
  editTable(draft, key, table => ({
    columns: table.columns.map(column =>
      sameName(draft.dialect, column.name, name)
        ? { ...column, ...edit(column), changedBy: draft.origin }
        : column,
    ),
  }));
}

/** The key of the operation's table when it has the column; else null, and a problem where that is certain. */
function knownColumn(
  draft: Draft,
  operation: OnColumn<string>,
  options: { readonly ifExists: boolean },
): string | null {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return null;
  if (findColumn(draft, table, operation.column) !== undefined) return key;
  if (!options.ifExists) reportMissingColumn(draft, table, operation.column.value);
  return null;
}

function reportMissingColumn(draft: Draft, table: Table, name: string): void {
  reportMissingPart(draft, table, { kind: 'column', name, known: table.columns.map(column => column.name) });
}
