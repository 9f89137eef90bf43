import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Operation } from '../operation.ts';
import { readPartitionAction } from './alterTablePartition.ts';
import type { AlterTarget } from './alterTarget.ts';
import { readColumnDefinition, readColumnPosition } from './columnDefinition.ts';
import { acceptIfNotExists, atKeyOrConstraint, readKeyOrConstraint } from './tableElement.ts';

/** Reads what follows ADD: a column, a list in parentheses, a key, a constraint, a period, a partition, versioning. */
export function readAdd(cursor: TokenCursor, target: AlterTarget, found: Operation[]): boolean {
  const from = cursor.index;
  const second = cursor.peek().text;
  if (second === 'PARTITION') return readPartitionAction(cursor, target, found);
  cursor.expect('ADD');
  if (cursor.acceptSequence('SYSTEM', 'VERSIONING')) {
    const span = cursor.spanFrom(from);
    found.push({ kind: 'TableMaintenance', span, ...target, action: 'add-system-versioning' });
    return true;
  }
  if (atKeyOrConstraint(cursor)) {
    readElement(cursor, target, found, from);
    return true;
  }
  const hasColumnWord = cursor.accept('COLUMN');
  const ifNotExists = acceptIfNotExists(cursor);
  if (cursor.at('(')) return readList(cursor, target, found, { ifNotExists });
  if (!hasColumnWord && !ifNotExists && cursor.atEnd) return false;
  const column = readColumnDefinition(cursor);
  const position = readColumnPosition(cursor);
  found.push({ kind: 'AddColumn', span: cursor.spanFrom(from), ...target, column, ifNotExists, position });
  return true;
}

/** `ADD (a INT, KEY (a))`: one operation per element, with the element's own span. */
function readList(
  cursor: TokenCursor,
  target: AlterTarget,
  found: Operation[],
  { ifNotExists }: { readonly ifNotExists: boolean },
): boolean {
  cursor.expect('(');
  do {
    const from = cursor.index;
    if (atKeyOrConstraint(cursor)) readElement(cursor, target, found, from);
    else {
      const column = readColumnDefinition(cursor);
      found.push({
        kind: 'AddColumn',
        span: cursor.spanFrom(from),
        ...target,
        column,
        ifNotExists,
        position: null,
      });
    }
  } while (cursor.accept(','));
  cursor.expect(')');
  return true;
}

function readElement(cursor: TokenCursor, target: AlterTarget, found: Operation[], from: number): void {
  const element = readKeyOrConstraint(cursor);
  const span = cursor.spanFrom(from);
  switch (element.kind) {
    case 'constraint':
      found.push({
        kind: 'AddConstraint',
        span,
        ...target,
        constraint: element.constraint,
        ifNotExists: element.ifNotExists,
      });
      break;
    case 'index':
      found.push({
        kind: 'CreateIndex',
        span,
        ...target,
        index: element.index,
        concurrently: false,
        ifNotExists: element.ifNotExists,
        only: false,
      });
      break;
    case 'period':
      found.push({
        kind: 'TableMaintenance',
        span,
        ...target,
        action: 'add-period',
        period: element.period,
        ifNotExists: element.ifNotExists,
      });
      break;
    case 'column':
      break;
  }
}
