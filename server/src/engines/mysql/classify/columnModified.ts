import type { Column } from '../../../catalog/model.ts';
import type { ColumnDefinition } from '../../../operations/columns.ts';
import type { ModifyColumn } from '../../../operations/tableOperations.ts';
import { type Change, type ChangeContext, change, isMysql, isStrict, refused } from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { indexesOf, isPrimaryKeyColumn, knownColumn, sameColumn } from '../tableState.ts';
import {
  charsetChange,
  isCharacterType,
  type TextDefaults,
  textDefaults,
  typeChange,
} from '../typeChange.ts';
import { definitionRefusal } from './columnDefinition.ts';
import { renameFact, renameRefusal } from './columnDropped.ts';

/** MODIFY and CHANGE. Of a column that is not known the worst is assumed: that its type changes. */
export function columnModified(operation: ModifyColumn, context: ChangeContext): Change {
  if (operation.ifExists && isMysql(context))
    return { ...change('change-type'), refusal: refused('1064', 'syntax') };
  const before = knownColumn(context.question.before, context.state, operation.column.value);
  if (before === null) {
    const missing = operation.ifExists && context.state.table !== null;
    return missing ? change('no-change') : { ...change('change-type'), assumed: true };
  }
  const renames = !sameColumn(operation.column.value, operation.definition.name.value);
  const facts = [
    ...definitionFacts(before, operation.definition, context),
    ...placeFacts(before, operation, context),
    ...(renames ? [renameFact(before.name, context)] : []),
  ];
  const refusal =
    modifyRefusal(before, operation.definition, facts, context) ??
    (renames ? renameRefusal(before.name, context) : null);
  return { ...change(...(facts.length === 0 ? (['change-column-attributes'] as const) : facts)), refusal };
}

function definitionFacts(before: Column, after: ColumnDefinition, context: ChangeContext): readonly FactId[] {
  const types = typeFacts(before, after, context);
  return [
    ...(types.includes('change-type') ? [] : generatedFacts(before, after, context)),
    ...types,
    ...nullabilityFacts(before, after, context),
    ...autoIncrementFacts(before, after),
    ...keyFacts(after),
    ...visibilityFacts(before, after),
  ];
}

function generatedFacts(before: Column, after: ColumnDefinition, context: ChangeContext): readonly FactId[] {
  const from = before.generated;
  const to = after.generated?.value ?? null;
  if (from === null && to === null) return [];
  if (from === null || to === null || from.kind !== to.kind) return ['change-type'];
  const sameExpression = withoutBlanks(from.expression.text) === withoutBlanks(to.expression.text);
  if (from.kind === 'stored') return [sameExpression ? 'restate-stored-column' : 'change-stored-expression'];
  if (sameExpression) return [];
  return [
    indexesOf(context.state, before.name).length > 0
      ? 'change-indexed-virtual-expression'
      : 'change-virtual-expression',
  ];
}

function withoutBlanks(text: string): string {
  return text.replace(/[\s()`]/g, '').toLowerCase();
}

function typeFacts(before: Column, after: ColumnDefinition, context: ChangeContext): readonly FactId[] {
  if (before.type === null || after.type === null) return ['change-type'];
  const defaults = textDefaults(context.state.table?.options ?? {}, context.question.target);
  const from = before.type;
  const to = after.type;
  const type = typeChange(from, to, defaults);
  const generated = before.generated?.kind ?? null;
  if (type !== 'none' && generated === 'virtual') return ['change-virtual-type'];
  const charset = charsetFacts(before, from, to, defaults, context);
  switch (type) {
    case 'none':
      return charset;
    case 'grows':
      return [
        indexesOf(context.state, before.name).length > 0 ? 'grow-varchar-indexed' : 'grow-varchar',
        ...charset,
      ];
    case 'appends':
      return ['append-enum-value', ...charset];
    case 'grows-past-255':
      return [context.state.redundant ? 'grow-varchar-redundant' : 'grow-varchar-past-255-bytes', ...charset];
    case 'grows-past-255-from-127':
      return [
        context.state.redundant ? 'grow-varchar-redundant' : 'grow-varchar-past-255-bytes-from-127',
        ...charset,
      ];
    case 'to-binary':
      return [indexesOf(context.state, before.name).length === 0 ? 'change-to-binary' : 'change-type'];
    case 'other':
      return ['change-type'];
  }
}

function charsetFacts(
  before: Column,
  from: NonNullable<Column['type']>,
  to: NonNullable<Column['type']>,
  defaults: TextDefaults,
  context: ChangeContext,
): readonly FactId[] {
  if (!isCharacterType(from)) return [];
  const list = from.name === 'enum' || from.name === 'set';
  const indexes = indexesOf(context.state, before.name);
  switch (charsetChange(from, to, defaults, context.question.target)) {
    case 'none':
      return [];
    case 'other':
      return ['change-type'];
    case 'utf8mb3-to-utf8mb4':
      if (list) return ['widen-utf8-of-enum'];
      if (indexes.length === 0) return ['widen-utf8'];
      return ['widen-utf8-indexed', ...(sortsAlike(from, to) ? [] : [collationFact(before.name, context)])];
    case 'collation':
      if (list) return ['change-collation-of-enum'];
      return [indexes.length === 0 ? 'change-collation' : collationFact(before.name, context)];
  }
}

function collationFact(column: string, context: ChangeContext): FactId {
  if (isPrimaryKeyColumn(context.state, column)) return 'change-collation-of-primary-key';
  const fulltext = indexesOf(context.state, column).some(index => index.method === 'fulltext');
  return fulltext ? 'change-collation-of-fulltext' : 'change-collation-of-indexed';
}

/** `utf8mb3_general_ci` and `utf8mb4_general_ci`; default collations count as alike. */
function sortsAlike(from: NonNullable<Column['type']>, to: NonNullable<Column['type']>): boolean {
  const order = (collation: string | null): string | null =>
    collation?.replace(/^utf8(?:mb[34])?_/, '') ?? null;
  const left = order(from.collation) ?? 'general_ci';
  const right = order(to.collation) ?? 'general_ci';
  return left === right;
}

function nullabilityFacts(
  before: Column,
  after: ColumnDefinition,
  context: ChangeContext,
): readonly FactId[] {
  const wasNotNull = before.notNull || before.autoIncrement;
  const isNotNull = staysNotNull(before, after, context) || after.nullable?.value === false;
  if (wasNotNull === isNotNull) return [];
  if (!isNotNull) return [context.state.redundant ? 'drop-not-null-redundant' : 'drop-not-null'];
  if (context.state.hasIndexedVirtualColumn || context.state.hasStoredColumn)
    return ['set-not-null', 'set-not-null-with-generated-columns'];
  return [isStrict(context.question) ? 'set-not-null' : 'set-not-null-not-strict'];
}

function staysNotNull(before: Column, after: ColumnDefinition, context: ChangeContext): boolean {
  return (
    after.autoIncrement !== null ||
    after.primaryKey !== null ||
    isPrimaryKeyColumn(context.state, before.name)
  );
}

function autoIncrementFacts(before: Column, after: ColumnDefinition): readonly FactId[] {
  if (before.autoIncrement === (after.autoIncrement !== null)) return [];
  return [before.autoIncrement ? 'drop-auto-increment' : 'set-auto-increment'];
}

function keyFacts(after: ColumnDefinition): readonly FactId[] {
  const facts: FactId[] = [];
  if (after.unique !== null) facts.push('add-index');
  if (after.primaryKey !== null) facts.push('add-primary-key');
  if (after.checks.some(check => check.enforced)) facts.push('modify-with-check');
  return facts;
}

function visibilityFacts(before: Column, after: ColumnDefinition): readonly FactId[] {
  return before.invisible === (after.invisible?.value ?? false) ? [] : ['change-visibility'];
}

function placeFacts(before: Column, operation: ModifyColumn, context: ChangeContext): readonly FactId[] {
  const columns = context.state.table?.columns ?? [];
  const position = operation.position;
  if (position === null) return [];
  const at = columns.findIndex(column => sameColumn(column.name, before.name));
  const previous = columns[at - 1];
  const stays =
    position.kind === 'first'
      ? at === 0
      : previous !== undefined && sameColumn(previous.name, position.column.value);
  if (stays) return [];
  if (before.generated?.kind === 'virtual') return ['reorder-virtual-column'];
  return [before.generated?.kind === 'stored' ? 'reorder-stored-column' : 'reorder-column'];
}

function modifyRefusal(
  before: Column,
  after: ColumnDefinition,
  facts: readonly FactId[],
  context: ChangeContext,
): Change['refusal'] {
  const from = before.generated?.kind ?? null;
  const to = after.generated?.value.kind ?? null;
  const unknown = definitionRefusal(after, context);
  if (unknown !== null) return unknown;
  // A stored column may become a plain one and back; anything to or from virtual may not.
  if (from !== to && (from === 'virtual' || to === 'virtual'))
    return refused(isMysql(context) ? '3106' : '1907', 'not-supported');
  if (!isMysql(context) && facts.some(changesStoredType) && isForeignKeyColumn(before.name, context)) {
    return refused('1832', 'column-in-foreign-key');
  }
  return null;
}

function changesStoredType(fact: FactId): boolean {
  return fact === 'change-type' || fact.startsWith('grow-varchar');
}

function isForeignKeyColumn(column: string, context: ChangeContext): boolean {
  const constraints = context.state.table?.constraints ?? [];
  return constraints.some(
    constraint =>
      constraint.kind === 'foreign-key' && constraint.columns.some(member => sameColumn(member, column)),
  );
}
