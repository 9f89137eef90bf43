import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
  ValidateConstraint,
} from '../operations/tableOperations.ts';
import { addConstraint } from './addConstraint.ts';
import { findConstraint, findIndex, sameName, tableAt } from './catalog.ts';
import type { Draft } from './draft.ts';
import { dropConstraint } from './dropConstraint.ts';
import { joinedName } from './implicitNames.ts';
import { renameIndexOf } from './indexes.ts';
import { claimIndexName } from './indexNames.ts';
import { editTable, tableAndDescendants, tableKeyFor, withDropped } from './knownTable.ts';
import type { Column, Constraint, Table } from './model.ts';
import { tableKeyForAddition } from './placeholderTable.ts';
import { reportExistingPart, reportMissingPart } from './problems.ts';
import { replaceReference } from './references.ts';

export function applyAddConstraint(draft: Draft, operation: AddConstraint): void {
  const key = tableKeyForAddition(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const written = operation.constraint.name;
  if (operation.ifNotExists && written !== null) {
    if (
      findConstraint(draft, table, written.value) !== undefined ||
      findIndex(draft, table, written.value) !== undefined
    )
      return;
  }
  addConstraint(draft, key, operation.constraint);
}

export function applyDropConstraint(draft: Draft, operation: DropConstraint): void {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const found = table.constraints.find(constraint => isNamed(draft, constraint, operation));
  if (found !== undefined) {
    dropConstraint(draft, key, found.name, operation);
    return;
  }
  if (operation.name !== null && dropUnnamedNotNull(draft, key, table, operation.name.value)) return;
  if (operation.ifExists) return;
  const name = operation.name?.value ?? 'PRIMARY';
  reportMissingPart(draft, table, {
    kind: 'constraint',
    name,
    known: table.constraints.map(constraint => constraint.name),
  });
}

function isNamed(draft: Draft, constraint: Constraint, operation: DropConstraint): boolean {
  if (operation.constraintKind !== 'any' && constraint.kind !== operation.constraintKind) return false;
  return operation.name === null
    ? constraint.kind === 'primary-key'
    : sameName(draft.dialect, constraint.name, operation.name.value);
}

/**
 * From PostgreSQL 18 on each NOT NULL is a constraint, called `t_c_not_null` unless its column's definition names it; the
 * catalog keeps those of their own.
 */
function columnOfNotNull(draft: Draft, table: Table, name: string): Column | undefined {
  if (draft.dialect !== 'postgresql') return undefined;
  return table.columns.find(
    column =>
      column.notNull &&
      (column.notNullName === name || joinedName(table.name, column.name, 'not_null') === name),
  );
}

function dropUnnamedNotNull(draft: Draft, key: string, table: Table, name: string): boolean {
  const column = columnOfNotNull(draft, table, name);
  if (column === undefined) return false;
  for (const member of tableAndDescendants(draft, key)) {
    editTable(draft, member, ({ columns }) => ({
      columns: columns.map(other =>
        other.name === column.name ? { ...other, notNull: false, changedBy: draft.origin } : other,
      ),
    }));
  }
  return true;
}

export function applyValidateConstraint(draft: Draft, operation: ValidateConstraint): void {
  editConstraint(draft, operation, operation.name.value, () => ({ valid: true, changedBy: draft.origin }));
}

export function applyAlterConstraint(draft: Draft, operation: AlterConstraint): void {
  editConstraint(draft, operation, operation.name.value, constraint => ({
    enforced: operation.enforced ?? constraint.enforced,
    deferrable: operation.deferrable ?? constraint.deferrable,
    changedBy: draft.origin,
  }));
}

type SharedChange = Partial<Pick<Constraint, 'valid' | 'enforced' | 'deferrable' | 'changedBy'>>;

function editConstraint(
  draft: Draft,
  operation: ValidateConstraint | AlterConstraint,
  name: string,
  edit: (constraint: Constraint) => SharedChange,
): void {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  if (findConstraint(draft, table, name) === undefined) {
    if (columnOfNotNull(draft, table, name) !== undefined) return;
    reportMissingPart(draft, table, {
      kind: 'constraint',
      name,
      known: table.constraints.map(constraint => constraint.name),
    });
    return;
  }
  for (const member of tableAndDescendants(draft, key)) {
    editTable(draft, member, ({ constraints, columns }) => {
      const edited = constraints.map(other =>
        sameName(draft.dialect, other.name, name) ? { ...other, ...edit(other) } : other,
      );
      const proved = edited.find(other => other.kind === 'not-null' && other.name === name && other.valid);
      if (proved?.kind !== 'not-null') return { constraints: edited };
      return {
        constraints: edited,
        columns: columns.map(column =>
          proved.columns.includes(column.name) ? { ...column, notNull: true } : column,
        ),
      };
    });
  }
}

export function applyRenameConstraint(draft: Draft, operation: RenameConstraint): void {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const constraint = findConstraint(draft, table, operation.name.value);
  if (constraint === undefined) {
    const column = columnOfNotNull(draft, table, operation.name.value);
    if (column !== undefined) {
      editTable(draft, key, ({ columns }) => ({
        columns: columns.map(other =>
          other === column ? { ...other, notNullName: operation.to.value, changedBy: draft.origin } : other,
        ),
      }));
      return;
    }
    const known = table.constraints.map(other => other.name);
    reportMissingPart(draft, table, { kind: 'constraint', name: operation.name.value, known });
    return;
  }
  const taken = findConstraint(draft, table, operation.to.value);
  if (taken !== undefined && taken !== constraint) {
    reportExistingPart(draft, table, { kind: 'constraint', name: taken.name, origin: taken.origin });
    return;
  }
  const to = operation.to.value;
  if (findIndex(draft, table, constraint.name)?.constraint === constraint.name) {
    if (claimIndexName(draft, table.schema, to)) renameIndexOf(draft, key, constraint.name, to);
    return;
  }
  for (const member of constraint.kind === 'check' ? tableAndDescendants(draft, key) : [key]) {
    editTable(draft, member, edited => ({
      constraints: edited.constraints.map(other =>
        other.name === constraint.name ? { ...other, name: to, changedBy: draft.origin } : other,
      ),
      dropped: withDropped(draft, edited, 'constraint', constraint.name),
    }));
  }
  if (constraint.kind === 'foreign-key') {
    const reference = { table: key, constraint: constraint.name };
    replaceReference(draft, constraint.target, reference, { table: key, constraint: to });
  }
}
