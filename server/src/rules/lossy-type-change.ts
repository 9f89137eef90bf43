import { findColumn, relationKey, sameName } from '../catalog/catalog.ts';
import type { Column } from '../catalog/model.ts';
import type { Target } from '../engines/engine.ts';
import { textDefaults } from '../engines/mysql/typeChange.ts';
import type { Expression, TypeReference } from '../operations/columns.ts';
import { displayName } from '../operations/names.ts';
import type { AlterColumnType, ConvertCharset, ModifyColumn } from '../operations/tableOperations.ts';
import { shorterByCheck } from './fixes/lengthCheck.ts';
import { type Remedy, remedies } from './fixes/remedy.ts';
import { insertAt, plan, written } from './fixes/site.ts';
import {
  type FindingDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
  type ReviewedOperation,
} from './rule.ts';
import { charsetOfType, isNarrowerCharset } from './subject/charsetRange.ts';
import { perContext } from './subject/perContext.ts';
import { type ExistingRelation, existingRelation, isNewColumn } from './subject/relations.ts';
import { isStrictMode } from './subject/sqlMode.ts';
import { sizeOf } from './subject/tableSize.ts';
import { typeCode } from './subject/typeCode.ts';
import { readShape } from './subject/typeInCatalog.ts';
import { isSameType } from './subject/types.ts';
import { isBoundedByCheck } from './subject/valueBounds.ts';
import { lossBetween, lossOfNarrow, type ValueLoss } from './subject/valueLoss.ts';
import { shapeOf, type ValueShape } from './subject/valueShape.ts';
import { code, columnCode, listed, withDoubt } from './subject/wording.ts';

export const lossyTypeChange = fileRule({
  metadata: {
    id: 'lossy-type-change',
    title: 'Type change can lose or reject data',
    categories: ['data-loss', 'fails'],
    severity: 'error',
    preset: 'recommended',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { migrationpilot: ['MP044'], liquibase: ['modify-data-type-warn'], sqle: ['00059'] },
  },
  *check(reviewed) {
    for (const change of reviewed.ofKinds('AlterColumnType', 'ModifyColumn', 'ConvertCharset')) {
      const drafts = draftsOf(change.context);
      if (drafts.length === 0 || isMadeToFit(reviewed, change)) continue;
      for (const draft of drafts) yield { ...draft, statement: change.statement.index };
    }
  },
});

const draftsOf = perContext(context => [...lossesOf(context)]);

function lossesOf(context: OperationContext): Iterable<FindingDraft> {
  const { operation, note } = context;
  if (
    note?.refusal != null ||
    (operation.kind !== 'AlterColumnType' &&
      operation.kind !== 'ModifyColumn' &&
      operation.kind !== 'ConvertCharset')
  )
    return [];
  const existing = existingRelation(context, operation.table);
  if (existing === null || sizeOf(context, existing.key)?.rows === 0) return [];
  switch (operation.kind) {
    case 'AlterColumnType':
      return changed(context, operation, operation.type, existing);
    case 'ModifyColumn':
      return changed(context, operation, operation.definition.type, existing);
    case 'ConvertCharset':
      return converted(context, operation, existing);
  }
}

/** An UPDATE of the column right in the file, before the change, deals with the values that would not fit. */
function isMadeToFit(reviewed: ReviewedFile, { context, order, statement }: ReviewedOperation): boolean {
  const { operation, before } = context;
  if (operation.kind !== 'AlterColumnType' && operation.kind !== 'ModifyColumn') return false;
  const key = relationKey(before, operation.table);
  return reviewed.ofKinds('Update').some(update => {
    const earlier = update.context.operation;
    return (
      earlier.kind === 'Update' &&
      update.order < order &&
      update.statement.run.direction === statement.run.direction &&
      relationKey(update.context.before, earlier.table) === key &&
      earlier.columns.some(({ value }) => sameName(before.dialect, value, operation.column.value))
    );
  });
}

function* changed(
  context: OperationContext,
  operation: AlterColumnType | ModifyColumn,
  type: TypeReference | null,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  if (type === null) return;
  const column = findColumn(context.before, existing.table, operation.column);
  if (existing.table === undefined || column?.type == null) {
    if (column === undefined || !isNewColumn(context, column))
      yield* fromUnknown(context, operation, type, existing);
    return;
  }
  if (isNewColumn(context, column) || column.generated !== null) return;
  const from = readShape(context, column.type);
  const to = readShape(context, type);
  const using = operation.kind === 'AlterColumnType' ? operation.using : null;
  if (using !== null && !isPlainCast(using)) return;
  const loss = from === null || to === null || isSameType(column.type, type) ? null : lossBetween(from, to);
  const found =
    loss === null
      ? charsetLoss(context, existing, column, type)
      : { ...loss, from: typeCode(column.type), to: typeCode(type) };
  if (found === null || (to !== null && isBoundedByCheck(context, existing.table, column, to))) return;
  yield {
    span: type.span,
    message: `${found.to} cannot hold every value of ${columnCode(operation.table, column.name)} (${found.from}): ${found.values} ${fateOf(context, found, using, to)}.`,
    table: existing.key,
    fixes: remedies(
      context,
      operation.kind === 'AlterColumnType'
        ? shorterByCheck(context, operation, column.type)
        : lookFirst(operation, found, to),
    ),
  };
}

/** Nobody knows the type that the column has: worth a look where the new one is among the narrow ones of its kind. */
function* fromUnknown(
  context: OperationContext,
  operation: AlterColumnType | ModifyColumn,
  type: TypeReference,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const using = operation.kind === 'AlterColumnType' ? operation.using : null;
  if (context.run.direction === 'down' || (using !== null && !isPlainCast(using))) return;
  if (operation.kind === 'ModifyColumn' && isAboutAnotherThing(operation, type)) return;
  const to = shapeOf(context.target.engine, type);
  const loss = to === null ? null : lossOfNarrow(to, type);
  if (loss === null) return;
  yield {
    span: type.span,
    severity: 'info',
    message: withDoubt(
      { known: false },
      `If ${columnCode(operation.table, operation.column.value)} has a wider type than ${typeCode(type)} so far, ${loss.values} ${fateOf(context, loss, using, to)}.`,
    ),
    table: existing.key,
    fixes: remedies(context, lookFirst(operation, loss, to)),
  };
}

/** MODIFY and CHANGE repeat the type whatever they are for: a comment, a collation, a place or a name says for what. */
function isAboutAnotherThing({ column, definition, position }: ModifyColumn, type: TypeReference): boolean {
  return (
    definition.comment !== null ||
    definition.autoIncrement !== null ||
    position !== null ||
    type.charset !== null ||
    type.collation !== null ||
    definition.name.value.toLowerCase() !== column.value.toLowerCase()
  );
}

const NAME = '(?:"[^"]+"|[\\w$]+)';
const CAST = `::\\s*(?:${NAME}\\s*\\.\\s*)?${NAME}(?:\\s+(?:varying|precision|with(?:out)?\\s+time\\s+zone))?(?:\\s*\\([\\d\\s,]*\\))?`;
const PLAIN_CAST = new RegExp(`^\\(*\\s*${NAME}(?:\\s*(?:${CAST}|\\)))*$`, 'i');
const CAST_CALL = new RegExp(`^cast\\s*\\(\\s*${NAME}\\s+as\\s+[^()]+(?:\\([\\d\\s,]*\\))?\\s*\\)$`, 'i');

/** True when the expression only converts the column. Any other may well give every value a place. */
function isPlainCast({ text }: Expression): boolean {
  const trimmed = text.trim();
  return trimmed.length < 500 && (PLAIN_CAST.test(trimmed) || CAST_CALL.test(trimmed));
}

function fateOf(
  context: OperationContext,
  { fate }: ValueLoss,
  using: Expression | null,
  to: ValueShape | null,
): string {
  const silently =
    context.target.engine === 'postgresql'
      ? using !== null && to?.kind === 'text'
      : !isStrictMode(context) && to?.kind !== 'json';
  if (fate === 'refused' && !silently) return 'make the statement fail';
  return fate === 'refused' ? 'are cut without an error' : 'are lost without an error';
}

/** With what cannot take the values, and what holds them so far: types, or the character sets of one type. */
interface NamedLoss extends ValueLoss {
  readonly from: string;
  readonly to: string;
}

/** MySQL/MariaDB: the same type in a character set that lacks characters. */
function charsetLoss(
  { target }: OperationContext,
  existing: ExistingRelation,
  column: Column,
  type: TypeReference,
): NamedLoss | null {
  if (target.engine === 'postgresql' || column.type === null || existing.table === undefined) return null;
  if (shapeOf('mysql', column.type)?.kind !== 'text' || shapeOf('mysql', type)?.kind !== 'text') return null;
  const inherited = inheritedCharset(existing, target);
  const from = charsetOfType(column.type, inherited);
  const to = charsetOfType(type, inherited);
  if (from === null || to === null || !isNarrowerCharset(from, to)) return null;
  return { values: 'characters that it lacks', fate: 'refused', from: code(from), to: code(to) };
}

/** What columns have that name no character set; of a table that no migration made it is not known. */
function inheritedCharset({ table, known }: ExistingRelation, target: Target): string | null {
  const options = table?.options ?? {};
  const isStated = options['charset'] !== undefined || options['collation'] !== undefined;
  return known || isStated ? textDefaults(options, target).charset : null;
}

function* converted(
  context: OperationContext,
  operation: ConvertCharset,
  existing: ExistingRelation,
): Generator<FindingDraft> {
  const { charset } = operation;
  const { table, key } = existing;
  if (table === undefined || charset === null) return;
  const inherited = inheritedCharset(existing, context.target);
  const to = charset.toLowerCase() === 'utf8' ? 'utf8mb3' : charset.toLowerCase();
  const losing = table.columns.filter(
    column =>
      column.type !== null &&
      shapeOf('mysql', column.type)?.kind === 'text' &&
      !isNewColumn(context, column) &&
      isNarrowerCharset(charsetOfType(column.type, inherited), to),
  );
  if (losing.length === 0) return;
  const names = listed(losing.slice(0, 3).map(column => code(column.name)));
  const more = losing.length > 3 ? ` and ${losing.length - 3} more` : '';
  yield {
    span: operation.span,
    message: `${code(to)} cannot hold every value of ${names}${more} of ${code(displayName(operation.table))}: characters that it lacks ${fateOf(context, { values: '', fate: 'refused' }, null, null)}.`,
    table: key,
  };
}

/** MySQL/MariaDB: the query that finds the rows, above the statement. */
function lookFirst(
  operation: ModifyColumn | AlterColumnType,
  loss: ValueLoss,
  to: ValueShape | null,
): Remedy[] {
  if (to?.kind !== 'text' || to.characters === null || loss.values !== 'longer values') return [];
  const { characters } = to;
  const { table, column } = operation;
  return [
    {
      title: 'Note the query that finds the values that do not fit',
      kind: 'suggestion',
      names: [table.name, column],
      build({ site, sql }) {
        const query = sql`SELECT COUNT(*) FROM ${written(site, table.span)} WHERE CHAR_LENGTH(${written(site, column.span)}) > ${characters};`;
        return plan({ edits: [insertAt(site, 0, `-- Before this, has to give 0: ${query}${site.newline}`)] });
      },
    },
  ];
}
