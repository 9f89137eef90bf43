import { findColumn } from '../../catalog/catalog.ts';
import type { TypeReference } from '../../operations/columns.ts';
import { displayName, type ObjectName } from '../../operations/names.ts';
import type { FindingDraft, NameQuery, OperationContext } from '../rule.ts';
import { draftsOfKinds } from './draftsOfKinds.ts';
import { existingRelation, isNewColumn } from './relations.ts';
import { readShape } from './typeInCatalog.ts';
import { usesOf } from './uses.ts';
import { lossBetween } from './valueLoss.ts';
import { code, columnCode } from './wording.ts';

/**
 * What a contract migration adds and the code beside it uses already: the release that needs it runs before it is there.
 * Source code has to say so.
 */
export const additionsTooLate = draftsOfKinds(
  ['AddColumn', 'CreateTable', 'AddEnumValue', 'AlterColumnType', 'ModifyColumn'],
  function* (context) {
    const { run, file } = context;
    const added = run.direction === 'up' && file.phase === 'contract' ? additionOf(context) : null;
    if (added === null) return;
    yield {
      span: context.operation.span,
      severity: 'error',
      message: `This file is declared contract, but ${added.what} is an expand step: the release that is deployed before it runs without it.`,
      uses: added.uses,
      onlyWithUses: true,
    } satisfies FindingDraft;
  },
);

interface Addition {
  readonly what: string;
  readonly uses: NameQuery;
}

function additionOf(context: OperationContext): Addition | null {
  const { operation, before } = context;
  switch (operation.kind) {
    case 'AddColumn': {
      const { table, column } = operation;
      if (existingRelation(context, table) === null) return null;
      return {
        what: `adding ${columnCode(table, column.name.value)}`,
        uses: usesOf(table, column.name.value),
      };
    }
    case 'CreateTable':
      return operation.persistence === 'temporary' || operation.partitionOf !== null
        ? null
        : { what: `creating ${code(displayName(operation.table))}`, uses: usesOf(operation.table) };
    case 'AddEnumValue':
      return {
        what: `adding ${code(operation.value.value)} to ${code(displayName(operation.type))}`,
        uses: usesOf(operation.type, operation.value.value),
      };
    case 'AlterColumnType':
      return widened(context, operation.table, operation.column.value, operation.type);
    case 'ModifyColumn': {
      const { table, column, definition } = operation;
      const known = findColumn(before, existingRelation(context, table)?.table, column);
      return known === undefined || definition.type === null
        ? null
        : widened(context, table, column.value, definition.type);
    }
    default:
      return null;
  }
}

/** A type that takes everything the old one took, and more. */
function widened(
  context: OperationContext,
  table: ObjectName,
  name: string,
  type: TypeReference,
): Addition | null {
  const column = findColumn(context.before, existingRelation(context, table)?.table, name);
  if (column?.type == null || isNewColumn(context, column)) return null;
  const [from, to] = [readShape(context, column.type), readShape(context, type)];
  if (from === null || to === null || from.kind !== to.kind) return null;
  if (lossBetween(from, to) !== null || lossBetween(to, from) === null) return null;
  return { what: `widening ${columnCode(table, name)}`, uses: usesOf(table, name) };
}
