import type { Column } from '../../../catalog/model.ts';
import type { OperationOf } from '../../../operations/operation.ts';
import { canonicalCharset, charsetOf, maxBytesPerCharacter } from '../charsets.ts';
import { type Change, type ChangeContext, change, isMysql, refused } from '../context.ts';
import type { FactId } from '../rows/index.ts';
import { indexesOf, isPrimaryKeyColumn } from '../tableState.ts';
import { charsetChange, isCharacterType, textDefaults, typeChange } from '../typeChange.ts';
import { childLocks, parentLocks } from './foreignKeys.ts';

/** A table option of ALTER TABLE. */
export function tableOptionSet(operation: OperationOf<'SetTableOption'>, context: ChangeContext): Change {
  const { name, value } = operation.option;
  switch (name) {
    case 'engine':
      return engineSet(value, context);
    case 'row_format':
      return change('change-row-format');
    case 'key_block_size':
      return change('change-key-block-size');
    case 'charset':
    case 'collate':
    case 'collation':
      return change('change-default-charset');
    case 'auto_increment':
      return change('change-auto-increment-value');
    case 'encryption':
      // Where nothing is known of the table, ENCRYPTION='N' keeps what it is.
      return change(
        /^y/i.test(value) === /^y/i.test(option(context, 'encryption') ?? 'n')
          ? 'change-table-option'
          : 'change-encryption',
      );
    case 'encrypted':
    case 'encryption_key_id':
      return change(isMysql(context) ? 'change-table-option' : 'change-encryption');
    case 'tablespace':
      return change(isMysql(context) ? 'change-tablespace' : 'change-table-option');
    case 'page_compressed':
      return change(pageCompressionFact(value, context));
    case 'system_versioning':
      return change('add-system-versioning');
    default:
      return change('change-table-option');
  }
}

function option(context: ChangeContext, name: string): string | null {
  return context.state.table?.options[name] ?? null;
}

function engineSet(value: string, context: ChangeContext): Change {
  const before = option(context, 'engine') ?? 'innodb';
  return change(before.toLowerCase() === value.toLowerCase() ? 'force-rebuild' : 'change-engine');
}

function pageCompressionFact(value: string, context: ChangeContext): FactId {
  if (isMysql(context)) return 'change-table-option';
  const on = (text: string): boolean => /^(?:1|on|yes|'1'|'on')$/i.test(text);
  const before = on(option(context, 'page_compressed') ?? '0');
  if (on(value) === before) return 'change-table-option';
  return before ? 'switch-page-compression-off' : 'switch-page-compression-on';
}

/** CONVERT TO CHARACTER SET: a MODIFY of every character column. */
export function charsetConverted(operation: OperationOf<'ConvertCharset'>, context: ChangeContext): Change {
  const { table } = context.state;
  if (table === null) return { ...change('convert-charset'), assumed: true };
  const facts = table.columns.flatMap(column => columnConverted(column, operation, context));
  return change('convert-charset-unchanged', ...new Set(facts));
}

function columnConverted(
  column: Column,
  operation: OperationOf<'ConvertCharset'>,
  context: ChangeContext,
): readonly FactId[] {
  if (column.type === null) return ['convert-charset'];
  if (!isCharacterType(column.type)) return [];
  const defaults = textDefaults(context.state.table?.options ?? {}, context.question.target);
  const charset = operation.charset ?? (operation.collation === null ? null : charsetOf(operation.collation));
  if (charset === null) return ['convert-charset'];
  const to = { ...column.type, charset: canonicalCharset(charset), collation: operation.collation };
  const relation = charsetChange(column.type, to, defaults, context.question.target);
  if (relation === 'none') return [];
  if (
    relation === 'other' ||
    typeChange(column.type, to, defaults).startsWith('grows-past') ||
    growsText(column, to.charset, context)
  )
    return ['convert-charset'];
  // CHAR and TEXT are rebuilt by MySQL's CONVERT, though not by MODIFY.
  if (
    isMysql(context) &&
    /^char$|text$/.test(column.type.name) &&
    indexesOf(context.state, column.name).length === 0
  )
    return ['convert-collation'];
  return [convertedFact(column, relation, context)];
}

/** TEXT becomes MEDIUMTEXT where its characters would no longer fit. */
function growsText(column: Column, charset: string, context: ChangeContext): boolean {
  if (column.type === null || !column.type.name.endsWith('text') || column.type.name === 'longtext')
    return false;
  const before =
    column.type.charset ?? textDefaults(context.state.table?.options ?? {}, context.question.target).charset;
  const from = before === null ? null : maxBytesPerCharacter(canonicalCharset(before));
  const to = maxBytesPerCharacter(charset);
  return from === null || to === null || to > from;
}

function convertedFact(
  column: Column,
  relation: 'collation' | 'utf8mb3-to-utf8mb4',
  context: ChangeContext,
): FactId {
  const list = column.type?.name === 'enum' || column.type?.name === 'set';
  if (list) return relation === 'collation' ? 'change-collation-of-enum' : 'widen-utf8-of-enum';
  if (indexesOf(context.state, column.name).length === 0)
    return relation === 'collation' ? 'change-collation' : 'widen-utf8';
  if (relation === 'utf8mb3-to-utf8mb4') return 'widen-utf8-indexed';
  return isPrimaryKeyColumn(context.state, column.name)
    ? 'change-collation-of-primary-key'
    : 'change-collation-of-indexed';
}

/** ORDER BY, FORCE, tablespaces, versioning and their like. */
export function tableMaintained(operation: OperationOf<'TableMaintenance'>, context: ChangeContext): Change {
  const mariadbOnly = (fact: FactId): Change =>
    isMysql(context) ? { ...change('unread-action'), refusal: refused('1064', 'syntax') } : change(fact);
  const mysqlOnly = (fact: FactId): Change =>
    isMysql(context) ? change(fact) : { ...change('unread-action'), refusal: refused('1064', 'syntax') };
  switch (operation.action) {
    case 'force':
      return change('force-rebuild');
    case 'order-by':
      return change('order-rows');
    case 'enable-keys':
    case 'disable-keys':
      return change('switch-keys');
    case 'discard-tablespace':
    case 'import-tablespace':
      return change('discard-tablespace');
    case 'add-system-versioning':
      return mariadbOnly('add-system-versioning');
    case 'drop-system-versioning':
      return mariadbOnly('drop-system-versioning');
    case 'add-period':
      return mariadbOnly('add-period');
    case 'drop-period':
      return mariadbOnly('drop-period');
    case 'secondary-load':
    case 'secondary-unload':
      return mysqlOnly('secondary-load');
  }
}

/** RENAME TABLE and ALTER TABLE ... RENAME TO. */
export function tableRenamed(operation: OperationOf<'RenameTable'>, context: ChangeContext): Change {
  const viaAlter = context.question.statement.alterTable !== null;
  const locks = [...parentLocks(operation.table, context), ...childLocks('EXCLUSIVE', context)];
  return { ...change(viaAlter ? 'rename-table' : 'rename-tables'), locks };
}
