import { type Span, span } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';
import { statementWords } from './statementWords.ts';
import { subjectOf } from './strongLock.ts';
import { wordsOf } from './words.ts';

/**
 * What a reader takes for the head of a statement: `ALTER TABLE orders`, `CREATE INDEX`, `UPDATE orders`; the name in a
 * list such as `DROP TABLE a, b`.
 */
export function statementHead(context: OperationContext): Span {
  const { statement, operation, sql, target } = context;
  const head = statement.alterTable;
  if (head !== null) return span(head.span.start, head.table.span.end);
  const wanted = statementWords(operation).toLowerCase().split(' ');
  const words = wordsOf(sql, target.engine, operation.span);
  let end = operation.span.start;
  for (const word of wanted) {
    const next = words.next();
    if (next.done === true || next.value.text !== word) break;
    end = next.value.span.end;
  }
  if (end === operation.span.start) return operation.span;
  const subject = subjectOf(operation);
  const follows =
    subject !== null && subject.span.start >= end && sql.slice(end, subject.span.start).trim() === '';
  return span(operation.span.start, follows ? subject.span.end : end);
}
