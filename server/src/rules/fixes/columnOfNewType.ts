import { findColumn } from '../../catalog/catalog.ts';
import type { AlterColumnType, ModifyColumn } from '../../operations/tableOperations.ts';
import type { OperationContext } from '../rule.ts';
import type { ExistingRelation } from '../subject/relations.ts';
import { code } from '../subject/wording.ts';
import { isOnlyAction } from './alterActions.ts';
import { singleKey } from './batchedUpdate.ts';
import { quoteLike } from './identifiers.ts';
import type { Remedy } from './remedy.ts';
import { shadowColumn } from './shadowColumn.ts';
import { written } from './site.ts';

/** A column of the new type that follows the old one, in place of a change of type. None when the statement does more. */
export function columnOfNewType(
  context: OperationContext,
  operation: AlterColumnType | ModifyColumn,
  existing: ExistingRelation,
): Remedy[] {
  const { table, column } = operation;
  const { engine } = context.target;
  const type = operation.kind === 'AlterColumnType' ? operation.type : operation.definition.type;
  const using = operation.kind === 'AlterColumnType' ? operation.using : null;
  if (type === null || !isOnlyAction(context.statement, operation.span)) return [];
  return [
    {
      title: `Add a column of the new type beside ${code(column.value)} and move over`,
      kind: 'suggestion',
      names: [table.name, column],
      build(style) {
        const { site, sql } = style;
        const old = findColumn(context.before, existing.table, column);
        if (old?.identity != null || old?.generated != null || old?.autoIncrement === true) return null;
        const from = written(site, column.span);
        const typeText = written(site, type.span);
        const converted =
          using !== null
            ? written(site, using.span)
            : engine === 'postgresql'
              ? sql`CAST(${from} AS ${typeText})`
              : from;
        return shadowColumn(style, {
          table: written(site, table.span),
          from,
          to: quoteLike(column, engine, `${column.value}_new`),
          type: typeText,
          converted,
          trigger: suffix =>
            quoteLike(table.name, engine, `${table.name.value}_sync_${column.value}${suffix}`),
          key: singleKey(existing.table, style),
          words: [table.name.value, column.value],
        });
      },
    },
  ];
}
