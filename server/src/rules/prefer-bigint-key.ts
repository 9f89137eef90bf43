import { findColumn, findTable, tableAt } from '../catalog/catalog.ts';
import { relationKey } from '../catalog/nameResolution.ts';
import type { TypeReference } from '../operations/columns.ts';

import type { ObjectName } from '../operations/names.ts';
import type { AddConstraint } from '../operations/tableOperations.ts';
import { newType } from './fixes/newType.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { type NewColumn, newColumns } from './subject/newColumns.ts';
import { matchesPattern } from './subject/patterns.ts';
import { isNewColumn } from './subject/relations.ts';
import { code, columnCode } from './subject/wording.ts';

const ID = 'prefer-bigint-key';

export const preferBigintKey = operationRule({
  metadata: {
    id: ID,
    title: 'New key column of 32 bits or less',
    categories: ['hygiene'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['prefer-bigint-over-int', 'prefer-bigint-over-smallint'],
      'postgres-language-server': ['preferBigInt', 'preferBigintOverInt', 'preferBigintOverSmallint'],
      migrationpilot: ['MP038'],
      skeema: ['lint-pk-type'],
    },
  },
  kinds: ['CreateTable', 'AddColumn', 'AddConstraint'],
  *check(context) {
    const { operation } = context;
    if (operation.kind === 'AddConstraint') {
      yield* ofConstraint(context, operation);
      return;
    }
    for (const column of newColumns({ ...context, operation })) {
      const { type } = column.definition;
      const bits = type === null || type.schema !== null ? undefined : BITS.get(type.name);
      if (type === null || bits === undefined || type.arrayDimensions > 0) continue;
      if (isSmallTable(context, column.table.name.value) || !isKey(context, column)) continue;
      yield {
        span: type.span,
        message: `${column.label} is ${code(type.text)}, which ends at ${largest(bits, type)}; making it wider later rewrites the table and every column that refers to it.`,
        fixes: newType(context, type, type.name.endsWith('serial') ? 'bigserial' : wide(type)),
      };
    }
  },
});

/** A key that a new column gets by itself. */
function* ofConstraint(
  context: OperationContext,
  { constraint, table, span }: AddConstraint,
): Generator<FindingDraft> {
  if (context.run.direction === 'down' || isSmallTable(context, table.name.value)) return;
  const names =
    constraint.kind === 'primary-key' && constraint.parts.length === 1
      ? constraint.parts.flatMap(({ column }) => column?.value ?? [])
      : constraint.kind === 'foreign-key'
        ? constraint.columns.map(({ value }) => value)
        : [];
  for (const [at, name] of names.entries()) {
    const column = findColumn(context.before, findTable(context.before, table), name);
    const type = column?.type;
    const bits = type == null || type.schema !== null ? undefined : BITS.get(type.name);
    if (type == null || bits === undefined || !isNewColumn(context, column)) continue;
    const target = constraint.kind === 'foreign-key' ? constraint.target : null;
    if (target !== null && !isWide(context, target.table, target.columns[at]?.value ?? null)) continue;
    yield {
      span,
      message: `${columnCode(table, name)} is ${code(type.text)}, which ends at ${largest(bits, type)}; making it wider later rewrites the table and every column that refers to it.`,
    };
  }
}

const BITS: ReadonlyMap<string, number> = new Map([
  ['smallserial', 16],
  ['smallint', 16],
  ['serial', 32],
  ['integer', 32],
  ['tinyint', 8],
  ['mediumint', 24],
  ['int', 32],
]);

function wide(type: TypeReference): string {
  return type.unsigned ? 'bigint unsigned' : 'bigint';
}

function largest(bits: number, { unsigned }: TypeReference): string {
  return (2 ** (unsigned ? bits : bits - 1) - 1).toLocaleString('en-US');
}

/** The option `smallTables`: patterns of lookup tables, which never get many rows. */
function isSmallTable({ settings }: OperationContext, table: string): boolean {
  const patterns = settings.options[ID]?.['smallTables'];
  return (
    Array.isArray(patterns) &&
    patterns.some(pattern => typeof pattern === 'string' && matchesPattern(pattern, table))
  );
}

/** A column that is numbered, is the whole primary key, or refers to a column that is wider. */
function isKey(context: OperationContext, { definition, constraints }: NewColumn): boolean {
  const { name, type, identity, autoIncrement, primaryKey, references } = definition;
  if (identity !== null || autoIncrement !== null || type?.name.endsWith('serial') === true) return true;
  if (primaryKey !== null) return true;
  if (references !== null)
    return isWide(context, references.value.table, references.value.columns[0]?.value ?? null);
  return constraints.some(constraint => {
    if (constraint.kind === 'primary-key')
      return constraint.parts.length === 1 && constraint.parts[0]?.column?.value === name.value;
    if (constraint.kind !== 'foreign-key') return false;
    const at = constraint.columns.findIndex(({ value }) => value === name.value);
    const target = constraint.target.columns[at]?.value ?? null;
    return (
      at >= 0 &&
      (target !== null || constraint.columns.length === 1) &&
      isWide(context, constraint.target.table, target)
    );
  });
}

/** Whether the referenced column, the primary key when none is named, is known to have 64 bits. */
function isWide({ before }: OperationContext, name: ObjectName, column: string | null): boolean {
  const table = tableAt(before, relationKey(before, name));
  const key = table?.constraints.find(({ kind }) => kind === 'primary-key');
  const wanted =
    column ?? (key?.kind === 'primary-key' && key.columns.length === 1 ? key.columns[0] : undefined);
  return wanted !== undefined && findColumn(before, table, wanted)?.type?.name === 'bigint';
}
