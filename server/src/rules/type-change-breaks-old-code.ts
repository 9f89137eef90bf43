import { findColumn } from '../catalog/catalog.ts';
import type { TypeReference } from '../operations/columns.ts';
import type { AlterColumnType, ModifyColumn } from '../operations/tableOperations.ts';
import { columnOfNewType } from './fixes/columnOfNewType.ts';
import { remedies } from './fixes/remedy.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { breaksQueries, familyOf, type TypeFamily } from './subject/typeFamily.ts';
import { readShape } from './subject/typeInCatalog.ts';
import { code, columnCode } from './subject/wording.ts';

export const typeChangeBreaksOldCode = operationRule({
  metadata: {
    id: 'type-change-breaks-old-code',
    title: 'Column type changes family',
    categories: ['compatibility'],
    severity: 'warning',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { squawk: ['changing-column-type'], 'django-migration-linter': ['ALTER_COLUMN'] },
  },
  kinds: ['AlterColumnType', 'ModifyColumn'],
  check(context) {
    const { operation } = context;
    if (context.run.direction === 'down' || context.note?.refusal != null) return [];
    return operation.kind === 'AlterColumnType'
      ? changed(context, operation, operation.type)
      : changed(context, operation, operation.definition.type);
  },
});

function* changed(
  context: OperationContext,
  operation: AlterColumnType | ModifyColumn,
  type: TypeReference | null,
): Generator<FindingDraft> {
  const existing = existingRelation(context, operation.table);
  const column = findColumn(context.before, existing?.table, operation.column);
  if (existing === null || column?.type == null || type === null) return;
  if (isNewColumn(context, column)) return;
  const from = family(context, column.type);
  const to = family(context, type);
  if (from === null || to === null || !breaksQueries(from, to)) return;
  yield {
    span: type.span,
    message: `${columnCode(operation.table, column.name)} turns from ${code(column.type.text)} into ${code(type.text)}: ${consequence(from, to)}.`,
    table: existing.key,
    fixes: remedies(context, columnOfNewType(context, operation, existing)),
  };
}

function family(context: OperationContext, type: TypeReference): TypeFamily | null {
  const shape = readShape(context, type);
  return shape === null ? null : familyOf(context.target.engine, type, shape);
}

const ZONED: ReadonlySet<TypeFamily> = new Set(['timestamp', 'timestamp with time zone']);

function consequence(from: TypeFamily, to: TypeFamily): string {
  if (ZONED.has(from) && ZONED.has(to))
    return 'the running release reads and writes times shifted by the time zone of its session';
  if (to === 'unsigned number' && from === 'number')
    return 'negative values that the running release writes or computes with are refused';
  return 'queries of the running release that compare, bind or read it as before fail or mean something else';
}
