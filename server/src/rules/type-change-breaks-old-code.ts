import { currentSchema, findColumn, objectKey } from '../catalog/catalog.ts';
import type { TypeReference } from '../operations/columns.ts';
import type { Operation } from '../operations/operation.ts';
import type { AlterColumnType, ModifyColumn } from '../operations/tableOperations.ts';
import { columnOfNewType } from './fixes/columnOfNewType.ts';
import { remedies } from './fixes/remedy.ts';
import { type FindingDraft, fileRule, type OperationContext } from './rule.ts';
import { draftsOfKinds } from './subject/draftsOfKinds.ts';
import { isUnderNewName } from './subject/newNames.ts';
import { existingRelation, isNewColumn } from './subject/relations.ts';
import { typeCode } from './subject/typeCode.ts';
import { breaksQueries, familyOf, type TypeFamily } from './subject/typeFamily.ts';
import { readShape } from './subject/typeInCatalog.ts';
import { columnCode } from './subject/wording.ts';

export const typeChangeBreaksOldCode = fileRule({
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
  *check(reviewed) {
    for (const { change, drafts } of reviewed.fromEach(changes)) {
      const { context } = change;
      const { operation } = context;
      if (operation.kind !== 'AlterColumnType' && operation.kind !== 'ModifyColumn') continue;
      if (!isUnderNewName(reviewed, context, operation.table, operation.column.value)) yield* drafts;
    }
  },
});

const changes = draftsOfKinds(['AlterColumnType', 'ModifyColumn'], context => {
  const { operation } = context;
  if (context.run.direction === 'down' || context.note?.refusal != null) return [];
  if (operation.kind === 'AlterColumnType') return changed(context, operation, operation.type);
  return operation.kind === 'ModifyColumn' ? changed(context, operation, operation.definition.type) : [];
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
  const effect = broken(context, column.type, type);
  if (effect === null) return;
  yield {
    span: type.span,
    // The zone of the old values is written, so that nothing is left to the session of the migration.
    ...(effect === SHIFTED_FROM_WRITTEN_ZONE ? { severity: 'info' as const } : {}),
    message: `${columnCode(operation.table, column.name)} turns from ${typeCode(column.type)} into ${typeCode(type)}: ${effect}.`,
    table: existing.key,
    fixes: remedies(context, columnOfNewType(context, operation, existing)),
  };
}

function isZoneWritten(operation: Operation): boolean {
  return operation.kind === 'AlterColumnType' && AT_TIME_ZONE.test(operation.using?.text ?? '');
}

const AT_TIME_ZONE = /\bat\s+time\s+zone\b|\btimezone\s*\(/i;

/** A domain compares and binds like the type it stands on. */
function family(context: OperationContext, type: TypeReference): TypeFamily | null {
  const base = baseOfDomain(context, type);
  const shape = readShape(context, base);
  return shape === null ? null : familyOf(context.target.engine, base, shape);
}

function baseOfDomain({ before, target }: OperationContext, type: TypeReference): TypeReference {
  if (target.engine !== 'postgresql' || type.arrayDimensions > 0) return type;
  const found = before.get(objectKey('type', type.schema ?? currentSchema(before), type.name));
  return found?.kind === 'domain' ? found.type : type;
}

/** The type of an array's elements; null for what is no array. */
function elementOf(type: TypeReference): TypeReference | null {
  return type.arrayDimensions === 0 ? null : { ...type, arrayDimensions: 0 };
}

/** What the running release notices; null when queries go on, or nobody can tell. */
function broken(context: OperationContext, before: TypeReference, after: TypeReference): string | null {
  const [was, is] = [elementOf(before), elementOf(after)];
  const [from, to] = [family(context, was ?? before), family(context, is ?? after)];
  if (from === null || to === null) return null;
  if ((was === null) !== (is === null)) return QUERIES_FAIL;
  return breaksQueries(from, to) ? consequence(context, from, to) : null;
}

const ZONED: ReadonlySet<TypeFamily> = new Set(['timestamp', 'timestamp with time zone']);

const QUERIES_FAIL =
  'queries of the running release that compare, bind or read it as before fail or mean something else';

const SHIFTED_FROM_WRITTEN_ZONE =
  'times that the running release reads and writes are shifted if its sessions are in another time zone than the one written here';

function consequence({ target, operation }: OperationContext, from: TypeFamily, to: TypeFamily): string {
  if (ZONED.has(from) && ZONED.has(to))
    return isZoneWritten(operation)
      ? SHIFTED_FROM_WRITTEN_ZONE
      : 'times that the running release reads and writes are shifted if its sessions and that of this migration are not in the same time zone';
  if (to === 'unsigned number' && from === 'number')
    return 'negative values that the running release writes or computes with are refused';
  if (target.engine !== 'postgresql' && from === 'enum' && to === 'text')
    return 'ORDER BY and comparisons with numbers of the running release followed the order of the members, and a mistyped value is no longer refused';
  if (target.engine !== 'postgresql' && from === 'text' && to === 'enum')
    return 'values of the running release that are no member are refused, and ORDER BY follows the order of the members';
  return QUERIES_FAIL;
}
