import type { TokenCursor } from '../../syntax/mysql/tokenCursor.ts';
import type { Expression } from '../columns.ts';
import type { Identifier, ObjectName } from '../names.ts';
import { readExpressionUntil } from './expression.ts';
import { isIdentifierToken, readIdentifier, readObjectName } from './names.ts';
import { isWhole } from './queryText.ts';
import type { Reading } from './reading.ts';
import { returningAt } from './returning.ts';
import { type TableReference, tableReferences, uniqueTables } from './tableReferences.ts';

/** What UPDATE and DELETE have behind their tables. */
interface Conditions {
  readonly where: Expression | null;
  readonly limit: boolean;
  readonly returning: ReturnType<typeof returningAt>;
}

interface Assignment {
  readonly qualifier: string | null;
  readonly column: Identifier;
}

const WHERE_ENDS: ReadonlySet<string> = new Set(['ORDER', 'LIMIT', 'RETURNING']);
const ORDER_ENDS: ReadonlySet<string> = new Set(['LIMIT', 'RETURNING']);
const VALUE_ENDS: ReadonlySet<string> = new Set([',', 'WHERE', 'ORDER', 'LIMIT', 'RETURNING']);
const SET: ReadonlySet<string> = new Set(['SET']);
const TABLE_ENDS: ReadonlySet<string> = new Set(['WHERE', 'ORDER', 'LIMIT', 'RETURNING']);

const MANY_TARGETS = 20;

/** Reads UPDATE from the word after it: one operation per table that gets values. */
export function readUpdate(reading: Reading): void {
  const { cursor } = reading;
  const verbAt = cursor.index - 1;
  cursor.accept('LOW_PRIORITY');
  cursor.accept('IGNORE');
  const tablesFrom = cursor.index;
  const set = cursor.findAtLevel(SET);
  const references = tableReferences(cursor, tablesFrom, set, { startsInTables: true });
  const first = references[0];
  if (first === undefined || !isWhole(cursor, tablesFrom, set)) {
    cursor.fail();
    return;
  }
  reading.noteHead('update', first.table);
  cursor.moveTo(set);
  cursor.expect('SET');
  const assignments = readAssignments(cursor);
  const { where, limit, returning } = readConditions(cursor);
  if (cursor.failed) return;
  const inner = innerReferences(cursor, verbAt, set);
  const targets = targetsOf(assignments, references, first);
  const readsOf = readsByTarget(targets.size, references, inner);
  const span = cursor.wholeSpan();
  for (const [target, columns] of targets) {
    reading.emit({
      kind: 'Update',
      span,
      table: target.table,
      columns,
      where,
      limit,
      reads: readsOf(target),
      ...returning,
    });
  }
}

/** Reads DELETE from the word after it: one operation per table that loses rows. */
export function readDelete(reading: Reading): void {
  const { cursor } = reading;
  const verbAt = cursor.index - 1;
  if (reading.options.dialect === 'mariadb' && cursor.atSequence('HISTORY', 'FROM')) {
    readDeleteHistory(reading);
    return;
  }
  while (cursor.accept('LOW_PRIORITY') || cursor.accept('QUICK') || cursor.accept('IGNORE'));
  const isListFirst = !cursor.accept('FROM');
  const targets = readTargets(cursor);
  const [only] = targets;
  reading.noteHead('delete', only ?? null);
  const isMulti = isListFirst ? acceptOrFail(cursor, 'FROM') : cursor.accept('USING');
  const tablesFrom = cursor.index;
  const tablesTo = cursor.findAtLevel(TABLE_ENDS);
  if (cursor.failed || !isWhole(cursor, tablesFrom, tablesTo)) {
    cursor.fail();
    return;
  }
  if (isMulti) cursor.moveTo(tablesTo);
  else readSingleTableClauses(cursor);
  const references = isMulti ? tableReferences(cursor, tablesFrom, tablesTo, { startsInTables: true }) : [];
  if (isMulti && references.length === 0) {
    cursor.fail();
    return;
  }
  const from = cursor.index;
  const { where, limit, returning } = readConditions(cursor);
  if (cursor.failed) return;
  const inner = innerReferences(cursor, verbAt, from);
  const readsOf = readsByTarget(targets.length, references, inner);
  const byAlias = indexReferences(references);
  const span = cursor.wholeSpan();
  for (const target of targets) {
    const reference = byAlias.get(target.name.value);
    const table = reference?.table ?? target;
    reading.emit({ kind: 'Delete', span, table, where, limit, reads: readsOf(reference), ...returning });
  }
}

/**
 * What a target reads: the other tables of the list, and those of subqueries. Very many targets share one answer, in
 * which their own tables stay.
 */
function readsByTarget(
  targets: number,
  references: readonly TableReference[],
  inner: readonly TableReference[],
): (target: TableReference | undefined) => readonly ObjectName[] {
  if (targets <= MANY_TARGETS) {
    return target => uniqueTables([...references.filter(other => other !== target), ...inner]);
  }
  const all = uniqueTables([...references, ...inner]);
  return () => all;
}

/** References by alias, and by name where no alias says otherwise; the first one wins. */
function indexReferences(references: readonly TableReference[]): ReadonlyMap<string, TableReference> {
  const byName = new Map<string, TableReference>();
  for (const reference of references)
    if (!byName.has(reference.alias)) byName.set(reference.alias, reference);
  for (const reference of references) {
    const { value } = reference.table.name;
    if (!byName.has(value)) byName.set(value, reference);
  }
  return byName;
}

/** Tables of subqueries from index `from` on, and those of common table expressions in front of the verb. */
function innerReferences(cursor: TokenCursor, verbAt: number, from: number): TableReference[] {
  return [
    ...tableReferences(cursor, cursor.first, verbAt, { startsInTables: false }),
    ...tableReferences(cursor, from, cursor.limit, { startsInTables: false }),
  ];
}

function targetsOf(
  assignments: readonly Assignment[],
  references: readonly TableReference[],
  first: TableReference,
): ReadonlyMap<TableReference, Identifier[]> {
  const targets = new Map<TableReference, Identifier[]>();
  const byAlias = indexReferences(references);
  for (const { qualifier, column } of assignments) {
    const owner = (qualifier === null ? undefined : byAlias.get(qualifier)) ?? first;
    const columns = targets.get(owner) ?? [];
    columns.push(column);
    targets.set(owner, columns);
  }
  return targets;
}

function readAssignments(cursor: TokenCursor): Assignment[] {
  const assignments: Assignment[] = [];
  do {
    let column = readIdentifier(cursor);
    let qualifier: string | null = null;
    while (cursor.accept('.')) {
      qualifier = column.value;
      column = readIdentifier(cursor);
    }
    assignments.push({ qualifier, column });
    if (!cursor.accept('=')) cursor.expect(':=');
    const from = cursor.index;
    const to = cursor.findAtLevel(VALUE_ENDS);
    if (to === from || !isWhole(cursor, from, to)) cursor.fail();
    else cursor.moveTo(to);
  } while (cursor.accept(','));
  return assignments;
}

function readConditions(cursor: TokenCursor): Conditions {
  const where = cursor.accept('WHERE') ? readExpressionUntil(cursor, WHERE_ENDS) : null;
  if (cursor.acceptSequence('ORDER', 'BY')) readExpressionUntil(cursor, ORDER_ENDS);
  const limit = cursor.accept('LIMIT');
  if (limit) readExpressionUntil(cursor, new Set(['RETURNING']));
  const returning = returningAt(cursor);
  if (cursor.accept('RETURNING')) readExpressionUntil(cursor, new Set());
  return { where, limit, returning };
}

/** `a, b.c, d.*`; a star says nothing new. */
function readTargets(cursor: TokenCursor): ObjectName[] {
  const targets: ObjectName[] = [];
  do {
    const isStarred = cursor.peek().text === '.' && cursor.peek(2).text === '*';
    if (isStarred) {
      const name = readIdentifier(cursor);
      targets.push({ schema: null, name, span: name.span });
    } else targets.push(readObjectName(cursor));
    if (cursor.accept('.')) cursor.expect('*');
  } while (cursor.accept(','));
  return targets;
}

function acceptOrFail(cursor: TokenCursor, word: string): true {
  cursor.expect(word);
  return true;
}

/** `[AS] alias`, PARTITION (...), MariaDB FOR PORTION OF period FROM a TO b. */
function readSingleTableClauses(cursor: TokenCursor): void {
  if (cursor.accept('PARTITION')) cursor.skipParentheses();
  if (cursor.acceptSequence('FOR', 'PORTION', 'OF')) cursor.moveTo(cursor.findAtLevel(TABLE_ENDS));
  if (cursor.accept('AS') || isIdentifierToken(cursor.token)) {
    if (!TABLE_ENDS.has(cursor.token.text)) readIdentifier(cursor);
  }
  if (cursor.accept('PARTITION')) cursor.skipParentheses();
}

/** MariaDB: DELETE HISTORY FROM t [PARTITION (...)] [BEFORE SYSTEM_TIME [TIMESTAMP | TRANSACTION] value]. */
function readDeleteHistory(reading: Reading): void {
  const { cursor } = reading;
  cursor.acceptSequence('HISTORY', 'FROM');
  const table = readObjectName(cursor);
  reading.noteHead('delete', table);
  if (cursor.accept('PARTITION')) cursor.skipParentheses();
  let where: Expression | null = null;
  if (cursor.acceptSequence('BEFORE', 'SYSTEM_TIME')) {
    cursor.accept('TRANSACTION');
    where = readExpressionUntil(cursor, new Set());
  }
  reading.emit({
    kind: 'Delete',
    span: cursor.wholeSpan(),
    table,
    where,
    limit: false,
    reads: [],
    history: true,
  });
}
