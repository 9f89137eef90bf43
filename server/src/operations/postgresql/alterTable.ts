import type { AlterTableStmt, Node } from '@pgsql/types';
import type { ObjectName } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { AlterTableHead } from '../statementSyntax.ts';
import { lowerColumnAction } from './alterColumn.ts';
import { lowerConstraintAction } from './alterConstraint.ts';
import { lowerIndexAction, lowerSequenceAction, lowerTypeAction, lowerViewAction } from './alterRelation.ts';
import { lowerTableAction } from './alterTableProperties.ts';
import { TokenCursor } from './cursor.ts';
import { type StatementSource, spanOf, splitAtCommas, type TokenRange } from './source.ts';
import type { TableAction } from './tableAction.ts';

/** `ALTER TABLE` and its like (INDEX, SEQUENCE, VIEW, MATERIALIZED VIEW, FOREIGN TABLE, TYPE) with a list of actions. */
export function lowerAlterTable(source: StatementSource, node: AlterTableStmt): Operation[] {
  const { table, tableIfExists, only, actions } = readAlterTableHead(source);
  const commands = (node.cmds ?? []).flatMap((entry: Node) =>
    'AlterTableCmd' in entry ? [entry.AlterTableCmd] : [],
  );
  return commands.flatMap((command, index) => {
    const range = actions[index] ?? { from: source.tokens.length, to: source.tokens.length };
    return lowerAction({ source, command, table, tableIfExists, only, ...range }, node.objtype);
  });
}

function lowerAction(action: TableAction, objectType: AlterTableStmt['objtype']): readonly Operation[] {
  switch (objectType) {
    case 'OBJECT_INDEX':
      return lowerIndexAction(action);
    case 'OBJECT_SEQUENCE':
      return lowerSequenceAction(action);
    case 'OBJECT_VIEW':
      return lowerViewAction(action, 'view');
    case 'OBJECT_MATVIEW':
      return lowerMaterializedViewAction(action);
    case 'OBJECT_TYPE':
      return lowerTypeAction(action);
    case 'OBJECT_FOREIGN_TABLE':
      return lowerActionOnTable(action, 'foreign table');
    default:
      return lowerActionOnTable(action, 'table');
  }
}

function lowerActionOnTable(
  action: TableAction,
  objectKind: 'table' | 'foreign table',
): readonly Operation[] {
  const operation =
    lowerColumnAction(action) ?? lowerConstraintAction(action) ?? lowerTableAction(action, objectKind);
  return [operation];
}

/** Storage, place and statistics of a materialized view are those of a table; anything else is said by kind alone. */
function lowerMaterializedViewAction(action: TableAction): readonly Operation[] {
  const operation = lowerColumnAction(action) ?? lowerTableAction(action, 'materialized view');
  return operation.kind === 'UnknownTableAction' ? lowerViewAction(action, 'materialized view') : [operation];
}

/** The words before the actions of ALTER TABLE and its like. */
export interface AlterTableParts {
  readonly table: ObjectName;
  readonly tableIfExists: boolean;
  readonly only: boolean;
  /** Index of the token after the head. */
  readonly headEnd: number;
  /** The actions between the commas; none when the text ends with the head. */
  readonly actions: readonly TokenRange[];
}

/** Reads by tokens alone, so that it serves unfinished text as well. */
export function readAlterTableHead(source: StatementSource): AlterTableParts {
  const cursor = new TokenCursor(source);
  cursor.take('alter');
  if (!cursor.take('materialized', 'view') && !cursor.take('foreign', 'table')) cursor.skip();
  const tableIfExists = cursor.takeIfExists();
  const bracketed = cursor.take('only', '(');
  const only = bracketed || cursor.take('only');
  const table = cursor.objectName();
  if (bracketed) cursor.take(')');
  cursor.take('*');
  return {
    table,
    tableIfExists,
    only,
    headEnd: cursor.at,
    actions: splitAtCommas(source, cursor.at, source.tokens.length),
  };
}

export function alterTableHead(source: StatementSource): AlterTableHead {
  const { table, headEnd, actions } = readAlterTableHead(source);
  return {
    table,
    span: spanOf(source, 0, headEnd),
    actions: actions.map(({ from, to }) => spanOf(source, from, to)),
  };
}
