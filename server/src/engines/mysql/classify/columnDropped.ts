import type { Operation, OperationOf } from '../../../operations/operation.ts';
import { version } from '../../engine.ts';
import { type Change, type ChangeContext, change, isMysql, isVersion, needs, refused } from '../context.ts';
import type { FactId } from '../rows/index.ts';
import {
  indexesOf,
  isPrimaryKeyColumn,
  isReferenced,
  knownColumn,
  primaryKeyColumns,
  sameColumn,
} from '../tableState.ts';
import { besideVirtual } from './virtualColumns.ts';

/** DROP COLUMN. */
export function columnDropped(operation: OperationOf<'DropColumn'>, context: ChangeContext): Change {
  const name = operation.column.value;
  if (operation.ifExists) {
    if (isMysql(context)) return { ...change('drop-column'), refusal: refused('1064', 'syntax') };
    if (context.state.table !== null && knownColumn(context.question.before, context.state, name) === null)
      return change('no-change');
  }
  return { ...change(...dropFacts(operation, context)), assumed: context.state.table === null };
}

function dropFacts(operation: OperationOf<'DropColumn'>, context: ChangeContext): readonly FactId[] {
  const name = operation.column.value;
  const { state } = context;
  const column = knownColumn(context.question.before, state, name);
  const indexes = indexesOf(state, name).filter(index => index.name !== 'PRIMARY');
  if (column?.generated?.kind === 'virtual') {
    return [
      indexes.length > 0 ? 'drop-indexed-virtual-column' : 'drop-virtual-column',
      ...besideVirtual(operation, context),
    ];
  }
  if (isPrimaryKeyColumn(state, name)) {
    return [context.actions.some(replacesPrimaryKey) ? 'replace-primary-key' : 'drop-column-of-primary-key'];
  }
  if (indexes.length === 0)
    return [
      shiftFact(name, context),
      column?.generated?.kind === 'stored' ? 'drop-stored-column' : 'drop-column',
    ];
  const fulltext = indexes.filter(index => index.method === 'fulltext');
  if (
    fulltext.length > 0 &&
    fulltext.length === state.fulltextIndexes &&
    fulltext.every(index => index.keys.length === 1)
  )
    return ['drop-only-fulltext-column'];
  const dropped = new Set(context.actions.flatMap(droppedColumn));
  const goesWhole = indexes.every(
    index =>
      index.keys.every(key => key.column !== null && dropped.has(key.column.toLowerCase())) ||
      context.actions.some(action => dropsIndex(action, index.name)),
  );
  return [shiftFact(name, context), goesWhole ? 'drop-column-with-its-index' : 'drop-column-of-wider-index'];
}

/** Columns after the dropped one move; MariaDB minds where an indexed virtual column is among them. */
function shiftFact(name: string, context: ChangeContext): FactId {
  const { state } = context;
  if (!state.hasIndexedVirtualColumn) return 'drop-column';
  const columns = state.table?.columns ?? [];
  const at = columns.findIndex(column => sameColumn(column.name, name));
  const shifted = columns.slice(at + 1).some(column => column.generated?.kind === 'virtual');
  return shifted && !isMysql(context) ? 'shift-columns-with-indexed-virtual' : 'drop-column';
}

function droppedColumn(action: Operation): readonly string[] {
  return action.kind === 'DropColumn' ? [action.column.value.toLowerCase()] : [];
}

function dropsIndex(action: Operation, index: string): boolean {
  return action.kind === 'DropIndex' && sameColumn(action.index.name.value, index);
}

function replacesPrimaryKey(action: Operation): boolean {
  return (
    (action.kind === 'AddConstraint' && action.constraint.kind === 'primary-key') ||
    (action.kind === 'AddColumn' && action.column.primaryKey !== null)
  );
}

/** RENAME COLUMN. */
export function columnRenamed(operation: OperationOf<'RenameColumn'>, context: ChangeContext): Change {
  const renamed = {
    ...change(renameFact(operation.column.value, context)),
    refusal: renameRefusal(operation.column.value, context),
  };
  return isMysql(context)
    ? needs(context, '8.0.3', version(8, 0, 3), renamed)
    : needs(context, '10.5.2', version(10, 5, 2), renamed);
}

export function renameFact(column: string, context: ChangeContext): FactId {
  return isReferenced(context.question.before, context.state, column)
    ? 'rename-referenced-column'
    : 'rename-column';
}

/** MySQL does not follow a rename into generated columns and checks. */
export function renameRefusal(name: string, context: ChangeContext): Change['refusal'] {
  const { state } = context;
  if (!isMysql(context) || state.table === null) return null;
  const names = (columns: readonly string[]): boolean => columns.some(column => sameColumn(column, name));
  if (
    state.table.columns.some(
      column => column.generated !== null && names(column.generated.expression.columns),
    )
  )
    return refused('3108', 'not-supported');
  const inCheck = state.table.constraints.some(
    constraint => constraint.kind === 'check' && names(constraint.expression.columns),
  );
  return inCheck && isVersion(context, 8, 0, 16) ? refused('3959', 'not-supported') : null;
}

/** True when a unique key over NOT NULL columns can take the place of the primary key. */
export function hasOtherUniqueKey(context: ChangeContext): boolean {
  const { table } = context.state;
  if (table === null) return false;
  const primary = primaryKeyColumns(context.state);
  return table.constraints.some(
    constraint =>
      constraint.kind === 'unique' &&
      constraint.columns !== primary &&
      constraint.columns.length > 0 &&
      constraint.columns.every(name =>
        table.columns.some(column => sameColumn(column.name, name) && column.notNull),
      ),
  );
}
