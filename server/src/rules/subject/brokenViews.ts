import { findColumn, relationKey, sameName } from '../../catalog/catalog.ts';
import type { View } from '../../catalog/model.ts';
import type { Identifier, ObjectName } from '../../operations/names.ts';
import { displayName } from '../../operations/names.ts';
import type { FindingDraft, OperationContext } from '../rule.ts';
import { certainTable } from './certainty.ts';
import { shortName } from './dependents.ts';
import { viewsUsingColumn } from './viewColumns.ts';
import { code, columnCode } from './wording.ts';

/** A view and what it asks for that goes away. */
interface BrokenView {
  readonly key: string;
  readonly view: View;
  /** Key of the relation, and the column where only that goes. */
  readonly relation: string;
  readonly column: string | null;
  /** In back quotes. */
  readonly lost: string;
}

/**
 * MySQL and MariaDB let a column, a table or a view go or change its name under the views that read it; those fail when
 * somebody reads them (measured on MySQL 9.7 and MariaDB 11.8). One draft for each view that certainly does.
 */
export function* brokenViews(context: OperationContext): Generator<FindingDraft> {
  for (const { key, view, relation, column, lost } of viewsLosing(context)) {
    yield {
      span: context.operation.span,
      severity: 'warning',
      message: `The view ${code(shortName(key))} uses ${lost}: once this has run, every query of the view fails (error 1356). Make the view anew in the same migration.`,
      unlessMended: { view: key, relation, column },
      related:
        view.origin === null
          ? []
          : [{ place: { kind: 'statement', ...view.origin }, message: 'The view comes from here.' }],
    };
  }
}

function viewsLosing(context: OperationContext): readonly BrokenView[] {
  const { operation } = context;
  switch (operation.kind) {
    case 'DropColumn':
      return readersOfColumn(context, operation.table, operation.column);
    case 'RenameColumn':
      return isSameName(context, operation.column, operation.to)
        ? []
        : readersOfColumn(context, operation.table, operation.column);
    case 'ModifyColumn':
      return isSameName(context, operation.column, operation.definition.name)
        ? []
        : readersOfColumn(context, operation.table, operation.column);
    case 'DropTable':
      return operation.temporary ? [] : readersOf(context, operation.table);
    case 'RenameTable':
      return readersOf(context, operation.table);
    case 'DropObject':
      return operation.objectKind === 'view' ? readersOf(context, operation.name) : [];
    default:
      return [];
  }
}

function isSameName({ before }: OperationContext, from: Identifier, to: Identifier): boolean {
  return sameName(before.dialect, from.value, to.value);
}

function readersOfColumn(
  context: OperationContext,
  name: ObjectName,
  written: Identifier,
): readonly BrokenView[] {
  const table = certainTable(context, name);
  const column = findColumn(context.before, table, written);
  if (table === undefined || column === undefined) return [];
  const relation = relationKey(context.before, name);
  const lost = columnCode(name, column.name);
  return viewsUsingColumn(context, relation, table, column).map(found => ({
    ...found,
    relation,
    column: column.name,
    lost,
  }));
}

function readersOf({ before }: OperationContext, name: ObjectName): readonly BrokenView[] {
  const relation = relationKey(before, name);
  const object = before.get(relation);
  if ((object?.kind !== 'table' && object?.kind !== 'view') || !object.certain) return [];
  const lost = code(displayName(name));
  return object.readBy.flatMap(key => {
    const view = before.get(key);
    return view?.kind === 'view' && view.certain ? [{ key, view, relation, column: null, lost }] : [];
  });
}
