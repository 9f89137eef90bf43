import type { ColumnDefinition } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import { assertNever } from '../operations/operation.ts';
import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
  ValidateConstraint,
} from '../operations/tableOperations.ts';
import { addForeignKey } from './addForeignKey.ts';
import { addKey } from './addKey.ts';
import { findConstraint, findIndex, sameName, tableAt } from './catalog.ts';
import { constraintBase } from './constraintParts.ts';
import type { Draft } from './draft.ts';
import { dropConstraint } from './dropConstraint.ts';
import {
  freeCheckName,
  freeConstraintName,
  freeRelationName,
  joinedColumnNames,
  joinedName,
} from './implicitNames.ts';
import { addIndexTo, indexKeyOf, newIndex, renameIndexOf } from './indexes.ts';
import { claimIndexName } from './indexNames.ts';
import { editTable, tableAndDescendants, tableKeyFor, withDropped } from './knownTable.ts';
import type { CheckConstraint, Constraint, Table } from './model.ts';
import { tableKeyForAddition } from './placeholderTable.ts';
import { checkColumns, reportExistingPart, reportMissingPart } from './problems.ts';
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

/** Adds a constraint to a table, and to the tables below it where PostgreSQL does so. */
export function addConstraint(draft: Draft, key: string, constraint: TableConstraint): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const taken = constraint.name === null ? undefined : findConstraint(draft, table, constraint.name.value);
  if (taken !== undefined && !mayShareName(draft, taken, constraint)) {
    reportExistingPart(draft, table, { kind: 'constraint', name: taken.name, origin: taken.origin });
    return;
  }
  switch (constraint.kind) {
    case 'primary-key':
    case 'unique':
      checkColumns(
        draft,
        table,
        constraint.parts.flatMap(part => part.column ?? []),
      );
      return addKey(draft, key, constraint);
    case 'foreign-key':
      checkColumns(draft, table, constraint.columns);
      return addForeignKey(draft, key, constraint);
    case 'check':
      return addCheck(draft, key, constraint);
    case 'not-null':
      checkColumns(draft, table, [constraint.column]);
      return addNotNull(draft, key, constraint);
    case 'exclude':
      return addExclusion(draft, key, constraint);
    default:
      return assertNever(constraint);
  }
}

/** MySQL and MariaDB have one name space for keys and others for foreign keys and checks. */
function mayShareName(draft: Draft, taken: Constraint, added: TableConstraint): boolean {
  const isKey = (kind: Constraint['kind']): boolean => kind === 'primary-key' || kind === 'unique';
  return draft.dialect !== 'postgresql' && isKey(taken.kind) !== isKey(added.kind);
}

function addCheck(
  draft: Draft,
  key: string,
  constraint: Extract<TableConstraint, { readonly kind: 'check' }>,
): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const name = constraint.name?.value ?? checkName(draft, table, constraint.expression.columns);
  const check: CheckConstraint = {
    ...constraintBase(draft, name, constraint),
    kind: 'check',
    expression: constraint.expression,
    ofColumn: null,
  };
  const members = constraint.noInherit ? [key] : tableAndDescendants(draft, key);
  for (const member of members) {
    editTable(draft, member, ({ constraints }) =>
      constraints.some(other => sameName(draft.dialect, other.name, name))
        ? {}
        : { constraints: [...constraints, check] },
    );
  }
}

function checkName(draft: Draft, table: Table, columns: readonly string[]): string {
  if (draft.dialect !== 'postgresql') return freeCheckName(draft, table);
  const mentioned = new Set(columns);
  const only = mentioned.size === 1 ? (columns[0] ?? null) : null;
  return freeConstraintName(table, { second: only, label: 'check' });
}

/** MariaDB: a check written in a column definition belongs to the column, in place of the one it had. */
export function setColumnCheck(draft: Draft, key: string, definition: ColumnDefinition): void {
  if (draft.dialect !== 'mariadb') return;
  const column = definition.name.value;
  const written = definition.checks[0];
  const isFormer = (constraint: Constraint): boolean =>
    constraint.kind === 'check' &&
    constraint.ofColumn !== null &&
    sameName('mariadb', constraint.ofColumn, column);
  const table = tableAt(draft, key);
  if (table === undefined || (written === undefined && !table.constraints.some(isFormer))) return;
  const check: readonly CheckConstraint[] =
    written === undefined
      ? []
      : [
          {
            kind: 'check',
            name: column,
            valid: true,
            enforced: true,
            deferrable: false,
            initiallyDeferred: false,
            expression: written.expression,
            ofColumn: column,
            origin: draft.origin,
            changedBy: null,
          },
        ];
  editTable(draft, key, ({ constraints }) => ({
    constraints: [...constraints.filter(other => !isFormer(other)), ...check],
  }));
}

function addNotNull(
  draft: Draft,
  key: string,
  constraint: Extract<TableConstraint, { readonly kind: 'not-null' }>,
): void {
  const column = constraint.column.value;
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const name = constraint.name?.value ?? freeConstraintName(table, { second: column, label: 'not_null' });
  for (const member of constraint.noInherit ? [key] : tableAndDescendants(draft, key)) {
    editTable(draft, member, ({ constraints, columns }) => ({
      constraints: constraints.some(other => other.name === name)
        ? constraints
        : [
            ...constraints,
            { ...constraintBase(draft, name, constraint), kind: 'not-null', columns: [column] },
          ],
      columns: columns.map(other =>
        other.name === column && !other.notNull && constraint.notValid === null
          ? { ...other, notNull: true, changedBy: draft.origin }
          : other,
      ),
    }));
  }
}

function addExclusion(
  draft: Draft,
  key: string,
  constraint: Extract<TableConstraint, { readonly kind: 'exclude' }>,
): void {
  const table = tableAt(draft, key);
  if (table === undefined) return;
  const name =
    constraint.name?.value ??
    freeRelationName(draft, table.schema, {
      first: table.name,
      second: joinedColumnNames(constraint.parts, []),
      label: 'excl',
    });
  if (!claimIndexName(draft, table.schema, name)) return;
  const columns = constraint.parts.flatMap(part => (part.column === null ? [] : [part.column.value]));
  editTable(draft, key, ({ constraints }) => ({
    constraints: [
      ...constraints,
      { ...constraintBase(draft, name, constraint), kind: 'exclude', columns, method: constraint.method },
    ],
  }));
  addIndexTo(
    draft,
    key,
    newIndex(draft, {
      name,
      unique: false,
      method: constraint.method,
      keys: constraint.parts.map(indexKeyOf),
      predicate: constraint.predicate,
      constraint: name,
    }),
  );
}

export function applyDropConstraint(draft: Draft, operation: DropConstraint): void {
  const key = tableKeyFor(draft, operation);
  const table = key === null ? undefined : tableAt(draft, key);
  if (key === null || table === undefined) return;
  const found = table.constraints.find(constraint => isNamed(draft, constraint, operation));
  if (found !== undefined) return dropConstraint(draft, key, found.name, operation);
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

/** From PostgreSQL 18 on each NOT NULL is a constraint called `t_c_not_null`; the catalog keeps only written names. */
function dropUnnamedNotNull(draft: Draft, key: string, table: Table, name: string): boolean {
  if (draft.dialect !== 'postgresql') return false;
  const column = table.columns.find(
    other => other.notNull && joinedName(table.name, other.name, 'not_null') === name,
  );
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
    return reportMissingPart(draft, table, {
      kind: 'constraint',
      name,
      known: table.constraints.map(constraint => constraint.name),
    });
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
    const known = table.constraints.map(other => other.name);
    return reportMissingPart(draft, table, { kind: 'constraint', name: operation.name.value, known });
  }
  const taken = findConstraint(draft, table, operation.to.value);
  if (taken !== undefined && taken !== constraint) {
    return reportExistingPart(draft, table, { kind: 'constraint', name: taken.name, origin: taken.origin });
  }
  const to = operation.to.value;
  if (findIndex(draft, table, constraint.name)?.constraint === constraint.name) {
    if (claimIndexName(draft, table.schema, to)) renameIndexOf(draft, key, constraint.name, to);
    return;
  }
  for (const member of constraint.kind === 'check' ? tableAndDescendants(draft, key) : [key]) {
    editTable(draft, member, edited => ({
      constraints: edited.constraints.map(other =>
        other.name === constraint.name
          ? { ...other, name: to, origin: draft.origin, changedBy: null }
          : other,
      ),
      dropped: withDropped(draft, edited, 'constraint', constraint.name),
    }));
  }
  if (constraint.kind === 'foreign-key') {
    const reference = { table: key, constraint: constraint.name };
    replaceReference(draft, constraint.target, reference, { table: key, constraint: to });
  }
}
