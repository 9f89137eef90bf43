import { findColumn } from '../catalog/catalog.ts';
import { isAtLeast, version } from '../engines/engine.ts';
import { charsetChange, textDefaults, typeChange } from '../engines/mysql/typeChange.ts';
import type { TypeReference } from '../operations/columns.ts';
import type {
  AlterColumnExpression,
  AlterColumnType,
  ConvertCharset,
  ModifyColumn,
} from '../operations/tableOperations.ts';
import { columnOfNewType } from './fixes/columnOfNewType.ts';
import { shorterByCheck } from './fixes/lengthCheck.ts';
import { noteOnlineTool } from './fixes/onlineTool.ts';
import { remedies } from './fixes/remedy.ts';
import { type FindingDraft, type OperationContext, operationRule } from './rule.ts';
import { type ExistingRelation, existingRelation } from './subject/relations.ts';
import { sizeText } from './subject/sizeText.ts';
import { typeCode } from './subject/typeCode.ts';
import { isSameType } from './subject/types.ts';
import { code, columnCode, whoWaits } from './subject/wording.ts';

export const typeChangeRewritesTable = operationRule({
  metadata: {
    id: 'type-change-rewrites-table',
    title: 'Type, collation or charset change rewrites the table',
    categories: ['locking'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: {
      squawk: ['changing-column-type'],
      'postgres-language-server': ['changingColumnType'],
      eugene: ['E5'],
      pgfence: ['alter-column-type'],
      strong_migrations: ['change_column'],
      migrationpilot: ['MP007', 'MP089'],
      atlas: ['PG301'],
      sqle: ['00073'],
    },
  },
  kinds: ['AlterColumnType', 'AlterColumnExpression', 'ModifyColumn', 'ConvertCharset'],
  check(context) {
    const { operation, note } = context;
    if (note === null || note.refusal !== null || !note.blocksWrites) return [];
    const existing = existingRelation(context, operation.table);
    if (existing === null) return [];
    switch (operation.kind) {
      case 'AlterColumnType':
        return changedType(context, operation, existing);
      case 'AlterColumnExpression':
        return changedExpression(context, operation, existing);
      case 'ModifyColumn':
        return modified(context, operation, existing);
      case 'ConvertCharset':
        return converted(context, operation, existing);
    }
  },
});

function waiting(context: OperationContext): string {
  return `while ${whoWaits(context.note ?? { blocksReads: false, blocksWrites: true })} wait`;
}

/** String types without a length. */
const UNLIMITED = /^(?:text|varchar|character varying)$/i;

function* changedType(
  context: OperationContext,
  operation: AlterColumnType,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { note } = context;
  if (note === null || !(note.rewritesTable || note.scansTable || note.buildsIndex)) return;
  const { table, column, type } = operation;
  const old = findColumn(context.before, existing.table, column);
  const name = columnCode(table, column.value);
  const whole = `${existing.label}${sizeText(context, existing.key)}`;
  if (old?.type == null) {
    // The way back from a length limit is free.
    if (context.run.direction === 'down' && UNLIMITED.test(type.text)) return;
    yield {
      span: type.span,
      severity: 'warning',
      message: `Changing ${name} to ${typeCode(type)} rewrites ${whole} ${waiting(context)}, unless its present type is one that needs no rewrite (schema unknown)`,
      table: existing.key,
      sharedWork: { kind: 'rewrite', part: code(column.value) },
      fixes: remedies(context, columnOfNewType(context, operation, existing)),
    };
    return;
  }
  const change =
    old.type.text.toLowerCase() === type.text.toLowerCase() && operation.using === null
      ? `This change of ${name}`
      : `Changing ${name} from ${typeCode(old.type)} to ${typeCode(type)}`;
  const isFree = isFreeInUtc(context);
  yield {
    span: type.span,
    ...(isFree ? { severity: 'warning' } : {}),
    message: note.rewritesTable
      ? `${change} rewrites ${whole} ${waiting(context)}${isFree ? ', unless TimeZone of its session is UTC' : ''}.`
      : note.buildsIndex
        ? `${change} needs no rewrite, but rebuilds indexes of ${whole} ${waiting(context)}.`
        : `${change} needs no rewrite, but checks the constraints on it against all of ${whole} ${waiting(context)}.`,
    table: existing.key,
    ...(note.rewritesTable ? { sharedWork: { kind: 'rewrite', part: code(column.value) } as const } : {}),
    fixes: remedies(context, [
      ...shorterByCheck(context, operation, old.type),
      ...(note.rewritesTable ? columnOfNewType(context, operation, existing) : []),
    ]),
  };
}

/** Nobody says which time zone the session has, and that decides. */
function isFreeInUtc({ note, target }: OperationContext): boolean {
  const mayBeFree = note?.remarks.some(({ change }) => change === 'no-rewrite-in-utc') === true;
  return mayBeFree && isAtLeast(target.version, version(12));
}

function* changedExpression(
  context: OperationContext,
  operation: AlterColumnExpression,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (context.note?.rewritesTable !== true) return;
  yield {
    span: operation.span,
    message: `A new expression for ${columnCode(operation.table, operation.column.value)} rewrites ${existing.label}${sizeText(context, existing.key)} ${waiting(context)}.`,
    table: existing.key,
    sharedWork: { kind: 'rewrite', part: code(operation.column.value) },
  };
}

function* modified(
  context: OperationContext,
  operation: ModifyColumn,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { definition, table, column } = operation;
  if (context.note?.rewritesTable !== true || definition.type === null) return;
  const old = findColumn(context.before, existing.table, column);
  const name = columnCode(table, column.value);
  const whole = `${existing.label}${sizeText(context, existing.key)}`;
  const waits = waiting(context);
  const fixes = remedies(context, [noteOnlineTool(context, table)]);
  const sharedWork = { kind: 'copy', part: code(column.value) } as const;
  if (old?.type == null) {
    yield {
      span: definition.type.span,
      severity: 'warning',
      message: `Unless the type of ${name} stays as it is or only grows in place, the server copies ${whole} ${waits} (schema unknown)`,
      table: existing.key,
      sharedWork,
      fixes,
    };
    return;
  }
  const change = `Changing ${name} from ${typeCode(old.type)} to ${typeCode(definition.type)}`;
  if (!existing.known) {
    // Of a table that is known in part only, the facts are a guess; but what two statements say stays what they say.
    if (
      isSaidAlike(old.type, definition.type) ||
      inheritsAlike(context, existing, old.type, definition.type) ||
      growsInPlace(context, existing, old.type, definition.type)
    )
      return;
    yield {
      span: definition.type.span,
      severity: 'warning',
      message: `${change} copies ${whole} ${waits} (schema unknown)`,
      table: existing.key,
      sharedWork,
      fixes,
    };
    return;
  }
  const isSame = isSameType(old.type, definition.type);
  if (isSame && old.notNull !== (definition.nullable?.value === false)) return;
  if (isSame && isOfUnknownCharset(context, existing, old.type)) {
    yield {
      span: definition.type.span,
      severity: 'warning',
      message: `Unless ${name} has this character set and collation already, the server copies ${whole} ${waits} (character set unknown).`,
      table: existing.key,
      sharedWork,
      fixes,
    };
    return;
  }
  yield {
    span: definition.type.span,
    message: `${isSame ? `This change of ${name}` : change} copies ${whole} ${waits}.`,
    table: existing.key,
    sharedWork,
    fixes,
  };
}

function isSaidAlike(left: TypeReference, right: TypeReference): boolean {
  return isSameType(left, right) && left.charset === right.charset && left.collation === right.collation;
}

/** The same type, in a table that says since its CONVERT TO which character set and collation its columns have. */
function inheritsAlike(
  { target }: OperationContext,
  { table }: ExistingRelation,
  before: TypeReference,
  after: TypeReference,
): boolean {
  const options = table?.options ?? {};
  if (options['charset'] === undefined || !isSameType(before, after)) return false;
  return charsetChange(before, after, textDefaults(options, target), target) === 'none';
}

/** A longer VARCHAR on the same side of its length byte, an appended label. */
function growsInPlace(
  { target }: OperationContext,
  { table }: ExistingRelation,
  before: TypeReference,
  after: TypeReference,
): boolean {
  const change = typeChange(before, after, textDefaults(table?.options ?? {}, target));
  return (
    (change === 'grows' || change === 'appends') &&
    before.charset === after.charset &&
    before.collation === after.collation
  );
}

/** Neither the column nor its table says which character set it has, and the server's default differs. */
function isOfUnknownCharset(
  { target }: OperationContext,
  { table }: ExistingRelation,
  { charset, collation }: TypeReference,
): boolean {
  if (collation !== null) return false;
  return (
    charset === 'unknown' || (charset === null && textDefaults(table?.options ?? {}, target).charset === null)
  );
}

function* converted(
  context: OperationContext,
  operation: ConvertCharset,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (context.note?.rewritesTable !== true) return;
  const whole = `${existing.label}${sizeText(context, existing.key)}`;
  yield {
    span: operation.span,
    ...(existing.known
      ? { message: `${code('CONVERT TO CHARACTER SET')} copies ${whole} ${waiting(context)}.` }
      : {
          severity: 'warning',
          message: `Unless it has no character columns, or they have this character set already or take it in place, ${code('CONVERT TO CHARACTER SET')} copies ${whole} ${waiting(context)} (schema unknown)`,
        }),
    table: existing.key,
    sharedWork: { kind: 'copy', part: code('CONVERT TO CHARACTER SET') },
    fixes: remedies(context, [noteOnlineTool(context, operation.table)]),
  };
}
