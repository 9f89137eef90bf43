import type { ColumnDefinition } from '../operations/columns.ts';
import type { TableConstraint } from '../operations/constraints.ts';
import { assertNever } from '../operations/operation.ts';
import { addForeignKey } from './addForeignKey.ts';
import { addKey } from './addKey.ts';
import { findConstraint, sameName, tableAt } from './catalog.ts';
import { constraintBase } from './constraintParts.ts';
import type { Draft } from './draft.ts';
import { freeCheckName, freeConstraintName, freeRelationName, joinedColumnNames } from './implicitNames.ts';
import { addIndexTo, indexKeyOf, newIndex } from './indexes.ts';
import { claimIndexName } from './indexNames.ts';
import { editTable, tableAndDescendants } from './knownTable.ts';
import type { CheckConstraint, Constraint, Table } from './model.ts';
import { checkColumns, reportExistingPart } from './problems.ts';

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
      addKey(draft, key, constraint);
      return;
    case 'foreign-key':
      checkColumns(draft, table, constraint.columns);
      addForeignKey(draft, key, constraint);
      return;
    case 'check':
      addCheck(draft, key, constraint);
      return;
    case 'not-null':
      checkColumns(draft, table, [constraint.column]);
      addNotNull(draft, key, constraint);
      return;
    case 'exclude':
      addExclusion(draft, key, constraint);
      return;
    default:
      assertNever(constraint);
      return;
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
