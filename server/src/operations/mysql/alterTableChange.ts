import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Operation } from '../operation.ts';
import type { DropConstraint } from '../tableOperations.ts';
import { readPartitionAction } from './alterTablePartition.ts';
import type { AlterTarget } from './alterTarget.ts';
import {
  readColumnAfterName,
  readColumnDefinition,
  readColumnPosition,
  readEnforced,
} from './columnDefinition.ts';
import { readDefaultValue } from './expression.ts';
import { isIdentifierToken, objectNameOf, readColumnList, readIdentifier, readObjectName } from './names.ts';
import { acceptIfExists } from './tableElement.ts';

/** Reads MODIFY [COLUMN] [IF EXISTS] c definition. */
export function readModify(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('MODIFY');
  cursor.accept('COLUMN');
  const ifExists = acceptIfExists(cursor);
  if (cursor.at('(')) return readModifyList(cursor, target, found, { ifExists });
  const definition = readColumnDefinition(cursor);
  const position = readColumnPosition(cursor);
  const span = cursor.spanFrom(from);
  const column = definition.name;
  found.push({
    kind: 'ModifyColumn',
    span,
    ...target,
    column,
    verb: 'modify',
    definition,
    position,
    ifExists,
  });
  return true;
}

/** Reads CHANGE [COLUMN] [IF EXISTS] old new definition. */
export function readChange(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('CHANGE');
  cursor.accept('COLUMN');
  const ifExists = acceptIfExists(cursor);
  const column = readIdentifier(cursor);
  const definitionFrom = cursor.index;
  const name = readIdentifier(cursor);
  const definition = readColumnAfterName(cursor, name, definitionFrom);
  const position = readColumnPosition(cursor);
  const span = cursor.spanFrom(from);
  found.push({
    kind: 'ModifyColumn',
    span,
    ...target,
    column,
    verb: 'change',
    definition,
    position,
    ifExists,
  });
  return true;
}

/** Reads DROP of a column, key, constraint, partition, period or versioning. */
export function readDrop(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  if (cursor.peek().text === 'PARTITION') return readPartitionAction(cursor, target, found);
  cursor.expect('DROP');
  switch (cursor.token.text) {
    case 'PRIMARY': {
      cursor.advance();
      cursor.expect('KEY');
      const kinds = { name: null, constraintKind: 'primary-key', ifExists: false, cascade: false } as const;
      found.push({ kind: 'DropConstraint', span: cursor.spanFrom(from), ...target, ...kinds });
      return true;
    }
    case 'INDEX':
    case 'KEY': {
      cursor.advance();
      const ifExists = acceptIfExists(cursor);
      const index = objectNameOf(readIdentifier(cursor));
      const span = cursor.spanFrom(from);
      found.push({
        kind: 'DropIndex',
        span,
        index,
        table: target.table,
        concurrently: false,
        ifExists,
        cascade: false,
      });
      return true;
    }
    case 'FOREIGN':
      cursor.advance();
      cursor.expect('KEY');
      return readDropConstraint(cursor, target, found, from, 'foreign-key');
    case 'CONSTRAINT':
      cursor.advance();
      return readDropConstraint(cursor, target, found, from, 'any');
    case 'CHECK':
      cursor.advance();
      return readDropConstraint(cursor, target, found, from, 'check');
    case 'SYSTEM': {
      if (!cursor.acceptSequence('SYSTEM', 'VERSIONING')) break;
      const ifExists = acceptIfExists(cursor);
      const span = cursor.spanFrom(from);
      found.push({ kind: 'TableMaintenance', span, ...target, action: 'drop-system-versioning', ifExists });
      return true;
    }
    case 'PERIOD':
      if (cursor.peek().text !== 'FOR' && cursor.peek().text !== 'IF') break;
      return readDropPeriod(cursor, target, found, from);
    default:
  }
  return readDropColumn(cursor, target, found, from);
}

/** Reads ALTER [COLUMN] c ..., ALTER INDEX, ALTER CHECK and ALTER CONSTRAINT. */
export function readAlterPart(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('ALTER');
  if (cursor.accept('INDEX') || cursor.accept('KEY')) {
    const ifExists = acceptIfExists(cursor);
    const index = objectNameOf(readIdentifier(cursor));
    const at = cursor.index;
    const word = cursor.accept('VISIBLE')
      ? 'visible'
      : cursor.acceptSequence('NOT', 'IGNORED')
        ? 'not_ignored'
        : cursor.accept('INVISIBLE')
          ? 'invisible'
          : 'ignored';
    if (word === 'ignored') cursor.expect('IGNORED');
    const action = word === 'visible' || word === 'not_ignored' ? 'visible' : 'invisible';
    found.push({
      kind: 'AlterIndex',
      span: cursor.spanFrom(from),
      index,
      table: target.table,
      action,
      partition: null,
      ifExists,
      options: [{ name: word, value: '', span: cursor.spanFrom(at) }],
    });
    return true;
  }
  if (cursor.accept('CHECK') || cursor.accept('CONSTRAINT')) {
    acceptIfExists(cursor);
    const name = readIdentifier(cursor);
    if (!cursor.at('NOT') && !cursor.at('ENFORCED')) cursor.fail();
    const enforced = readEnforced(cursor);
    found.push({
      kind: 'AlterConstraint',
      span: cursor.spanFrom(from),
      ...target,
      name,
      enforced,
      deferrable: null,
    });
    return true;
  }
  return readAlterColumn(cursor, target, found, from);
}

function readAlterColumn(
  cursor: TokenCursor,
  target: AlterTarget,
  found: Operation[],
  from: number,
): boolean {
  cursor.accept('COLUMN');
  const ifExists = acceptIfExists(cursor);
  const column = readIdentifier(cursor);
  if (cursor.acceptSequence('SET', 'DEFAULT')) {
    const value = readDefaultValue(cursor);
    const span = cursor.spanFrom(from);
    found.push({ kind: 'SetColumnDefault', span, ...target, column, default: value, ifExists });
    return true;
  }
  if (cursor.acceptSequence('DROP', 'DEFAULT')) {
    found.push({ kind: 'DropColumnDefault', span: cursor.spanFrom(from), ...target, column, ifExists });
    return true;
  }
  cursor.expect('SET');
  const value = cursor.accept('VISIBLE') ? 'visible' : 'invisible';
  if (value === 'invisible') cursor.expect('INVISIBLE');
  const span = cursor.spanFrom(from);
  found.push({ kind: 'SetColumnOption', span, ...target, column, option: 'visibility', value, ifExists });
  return true;
}

/** `PERIOD [IF EXISTS] FOR name [(start, end)]`. */
function readDropPeriod(cursor: TokenCursor, target: AlterTarget, found: Operation[], from: number): boolean {
  const periodFrom = cursor.index;
  cursor.expect('PERIOD');
  const ifExists = acceptIfExists(cursor);
  cursor.expect('FOR');
  const name = readIdentifier(cursor);
  if (cursor.at('(')) readColumnList(cursor);
  const period = { span: cursor.spanFrom(periodFrom), name, columns: null };
  const span = cursor.spanFrom(from);
  found.push({ kind: 'TableMaintenance', span, ...target, action: 'drop-period', period, ifExists });
  return true;
}

/** Reads RENAME COLUMN, RENAME INDEX / KEY, and RENAME [TO | AS | =] table. */
export function readRename(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  cursor.expect('RENAME');
  if (cursor.accept('COLUMN')) {
    const ifExists = acceptIfExists(cursor);
    const column = readIdentifier(cursor);
    cursor.expect('TO');
    const to = readIdentifier(cursor);
    found.push({ kind: 'RenameColumn', span: cursor.spanFrom(from), ...target, column, to, ifExists });
    return true;
  }
  if (cursor.accept('INDEX') || cursor.accept('KEY')) {
    const ifExists = acceptIfExists(cursor);
    const index = objectNameOf(readIdentifier(cursor));
    cursor.expect('TO');
    const to = readIdentifier(cursor);
    const { table } = target;
    const span = cursor.spanFrom(from);
    found.push({ kind: 'RenameIndex', span, index, table, to, viaAlterTable: false, ifExists });
    return true;
  }
  if (!cursor.accept('TO') && !cursor.accept('AS')) cursor.accept('=');
  const to = readObjectName(cursor);
  found.push({ kind: 'RenameTable', span: cursor.spanFrom(from), ...target, to });
  return true;
}

function readModifyList(
  cursor: TokenCursor,
  target: AlterTarget,
  found: Operation[],
  { ifExists }: { readonly ifExists: boolean },
): boolean {
  cursor.expect('(');
  do {
    const from = cursor.index;
    const definition = readColumnDefinition(cursor);
    const span = cursor.spanFrom(from);
    const column = definition.name;
    found.push({
      kind: 'ModifyColumn',
      span,
      ...target,
      column,
      verb: 'modify',
      definition,
      position: null,
      ifExists,
    });
  } while (cursor.accept(','));
  cursor.expect(')');
  return true;
}

function readDropConstraint(
  cursor: TokenCursor,
  target: AlterTarget,
  found: Operation[],
  from: number,
  constraintKind: DropConstraint['constraintKind'],
): boolean {
  const ifExists = acceptIfExists(cursor);
  const name = readIdentifier(cursor);
  const span = cursor.spanFrom(from);
  found.push({ kind: 'DropConstraint', span, ...target, name, constraintKind, ifExists, cascade: false });
  return true;
}

/** MySQL and MariaDB accept RESTRICT and CASCADE after DROP COLUMN and ignore them. */
function readDropColumn(cursor: TokenCursor, target: AlterTarget, found: Operation[], from: number): boolean {
  const hasColumnWord = cursor.accept('COLUMN');
  if (!hasColumnWord && !isIdentifierToken(cursor.token) && !cursor.at('IF')) return false;
  const ifExists = acceptIfExists(cursor);
  const column = readIdentifier(cursor);
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  found.push({ kind: 'DropColumn', span: cursor.spanFrom(from), ...target, column, ifExists, cascade });
  return true;
}
