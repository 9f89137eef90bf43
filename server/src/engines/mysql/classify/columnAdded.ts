import type { ColumnDefinition, Expression } from '../../../operations/columns.ts';
import type { AddColumn } from '../../../operations/tableOperations.ts';
import {
  type Change,
  type ChangeContext,
  change,
  checksForeignKeys,
  isMysql,
  isVersion,
  refused,
  refusesZeroDates,
} from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { sameColumn } from '../tableState.ts';
import { definitionRefusal, isParenthesized } from './columnDefinition.ts';
import { foreignKeyLocks } from './foreignKeys.ts';
import { besideVirtual } from './virtualColumns.ts';

/** ADD COLUMN. */
export function columnAdded(operation: AddColumn, context: ChangeContext): Change {
  if (isMysql(context) && operation.ifNotExists)
    return { ...change('add-column-last'), refusal: refused('1064', 'syntax') };
  if (operation.ifNotExists && hasColumn(context, operation.column.name.value)) return change('no-change');
  const definition = operation.column;
  const facts: FactId[] = [...valueFacts(definition, operation, context)];
  if (definition.generated?.value.kind === 'virtual') facts.push(...besideVirtual(operation, context));
  if (definition.unique !== null) facts.push('add-index');
  if (definition.primaryKey !== null) facts.push('add-primary-key');
  if (hasEnforcedCheck(definition)) facts.push('add-column-check');
  const zeroDate = isMysql(context) && isZeroDate(definition) && refusesZeroDates(context.question);
  return withReference(definition, context, {
    ...change(...facts),
    refusal: unsafeDefaultRefusal(definition, context) ?? definitionRefusal(definition, context),
    // Only a table with rows is refused, which nothing here can know.
    lateRefusal: zeroDate ? refused('1292', 'zero-date') : null,
  });
}

function hasColumn(context: ChangeContext, name: string): boolean {
  return context.state.table?.columns.some(column => sameColumn(column.name, name)) ?? false;
}

function valueFacts(
  definition: ColumnDefinition,
  operation: AddColumn,
  context: ChangeContext,
): readonly FactId[] {
  if (definition.generated !== null) {
    if (definition.generated.value.kind === 'stored') return ['add-stored-column'];
    return virtualColumnFacts(operation, context);
  }
  const place = placeFact(operation, context);
  if (definition.autoIncrement !== null) return [place, 'add-auto-increment-column'];
  if (isZeroDate(definition)) return [place, 'add-column-zero-date'];
  const written = definition.default?.value ?? null;
  return written === null ? [place] : [place, ...defaultFacts(definition, written, context)];
}

function placeFact(operation: AddColumn, context: ChangeContext): FactId {
  if (isLast(operation, context)) return 'add-column-last';
  return virtualColumnFollows(operation, context) ? 'add-column-before-virtual' : 'add-column-in-between';
}

function isLast(operation: AddColumn, context: ChangeContext): boolean {
  const position = operation.position;
  if (position === null) return true;
  if (position.kind === 'first') return false;
  const last = context.state.table?.columns.at(-1);
  return last !== undefined && sameColumn(last.name, position.column.value);
}

function virtualColumnFollows(operation: AddColumn, context: ChangeContext): boolean {
  const columns = context.state.table?.columns ?? [];
  const position = operation.position;
  const after =
    position?.kind === 'after'
      ? columns.findIndex(column => sameColumn(column.name, position.column.value))
      : -1;
  return columns.slice(after + 1).some(column => column.generated?.kind === 'virtual');
}

function virtualColumnFacts(operation: AddColumn, context: ChangeContext): readonly FactId[] {
  const facts: FactId[] = [
    isLast(operation, context) ? 'add-virtual-column' : 'add-virtual-column-in-between',
  ];
  if (context.state.partitioned) facts.push('add-virtual-column-partitioned');
  return facts;
}

/** DATE and DATETIME columns that would start as a zero date. */
function isZeroDate(definition: ColumnDefinition): boolean {
  return (
    definition.nullable?.value === false &&
    definition.default === null &&
    (definition.type?.name === 'date' || definition.type?.name === 'datetime')
  );
}

function unsafeDefaultRefusal(definition: ColumnDefinition, context: ChangeContext): Change['refusal'] {
  const written = definition.generated === null ? (definition.default?.value ?? null) : null;
  if (!isMysql(context) || written === null || !isVersion(context, 8, 0, 13)) return null;
  return isParenthesized(written) && written.functions.some(name => UNSAFE_IN_MYSQL.has(name))
    ? refused('1674', 'non-deterministic-default')
    : null;
}

/** Measured on 9.7.4: ADD COLUMN with a default that calls one of these is refused, with or without a binary log. */
const UNSAFE_IN_MYSQL = new Set([
  'uuid',
  'uuid_short',
  'rand',
  'user',
  'current_user',
  'session_user',
  'system_user',
  'random_bytes',
  'sysdate',
  'load_file',
  'is_free_lock',
  'is_used_lock',
  'get_lock',
  'release_lock',
  'master_pos_wait',
  'source_pos_wait',
]);

/**
 * Functions that MariaDB works out anew for every row. All others are evaluated once, RAND() included,
 * and every old row gets that one value (measured on 10.5, 10.11 and 11.8).
 */
const EACH_ROW_IN_MARIADB = new Set([
  'uuid',
  'uuid_short',
  'uuid_v4',
  'uuid_v7',
  'sys_guid',
  'random_bytes',
  'sysdate',
  'utc_timestamp',
  'utc_time',
  'utc_date',
]);

function defaultFacts(
  definition: ColumnDefinition,
  written: Expression,
  context: ChangeContext,
): readonly FactId[] {
  if (isSequence(written)) return ['add-column-sequence-default'];
  if (isMysql(context)) return isParenthesized(written) ? ['add-column-row-expression'] : [];
  if (written.columns.length > 0 || written.text.includes('@')) return ['add-column-row-expression'];
  if (written.functions.some(name => EACH_ROW_IN_MARIADB.has(name))) return ['add-column-row-expression'];
  return definition.type === null ? [] : ['add-column-constant-expression'];
}

function isSequence(written: Expression): boolean {
  return written.functions.includes('nextval') || /\bnext\s+value\s+for\b/i.test(written.text);
}

function hasEnforcedCheck(definition: ColumnDefinition): boolean {
  return definition.checks.some(check => check.enforced);
}

/** Inline REFERENCES: ignored before MySQL 9.0 and MariaDB 10.5. */
function withReference(definition: ColumnDefinition, context: ChangeContext, known: Change): Change {
  const target = definition.references?.value;
  const honoured = isMysql(context) ? isVersion(context, 9) : isVersion(context, 10, 5);
  if (target === undefined || !honoured) return known;
  const checked = checksForeignKeys(context.question);
  const facts: readonly FactId[] = checked ? ['add-foreign-key'] : ['add-foreign-key-unchecked', 'add-index'];
  return {
    ...known,
    facts: [...known.facts, ...facts],
    locks: [...known.locks, ...foreignKeyLocks(target.table, { checked }, context)],
  };
}
