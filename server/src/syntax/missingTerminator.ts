import { isWordUnit } from './characters.ts';
import type { Dialect } from './dialect.ts';
import type { StatementHead } from './statementHead.ts';
import type { StatementOutline } from './statementOutline.ts';

/** The unfinished statement a line with a statement's head comes upon. */
export interface UnfinishedStatement {
  readonly text: string;
  readonly dialect: Dialect;
  readonly outline: StatementOutline;
  /** Past the statement's last token so far. */
  readonly lastEnd: number;
  readonly parenthesisDepth: number;
}

const CONTINUED_AFTER = new Set(
  'AFTER ALSO ANALYZE AS BEFORE BEGIN DO ELSE EXPLAIN FOR GRANT INSTEAD KEY LOOP OF ON OR THEN TO WITH'.split(
    ' ',
  ),
);
const WRAPPERS = new Set(['EXPLAIN', 'DESCRIBE', 'DESC', 'PREPARE', 'DECLARE']);

/**
 * Whether a head at column 0 begins a new statement although the one before it has no terminator.
 * Says no wherever some grammar lets the line continue that statement.
 */
export function endsBefore(head: StatementHead, unfinished: UnfinishedStatement): boolean {
  const { outline, dialect, parenthesisDepth } = unfinished;
  if (outline.bodyIsOpen || WRAPPERS.has(outline.verb)) return false;
  if (dialect !== 'postgresql' && outline.isProgram && !outline.bodyDone) return false;
  if (parenthesisDepth > 0) return head.reserved;
  if (CONTINUED_AFTER.has(lastWord(unfinished))) return false;
  return !isContinuation(head, unfinished);
}

function isContinuation(
  head: StatementHead,
  { text, dialect, outline, lastEnd }: UnfinishedStatement,
): boolean {
  const isManipulation = head.verb === 'INSERT' || head.verb === 'UPDATE' || head.verb === 'DELETE';
  const endsOpen = ',=.+-*/<>|&'.includes(text.charAt(lastEnd - 1));
  if (endsOpen && !head.reserved) return true;
  switch (outline.verb) {
    case 'CREATE':
      if (outline.object === 'SCHEMA') return head.verb === 'CREATE' || head.verb === 'GRANT';
      return outline.isRule && isManipulation;
    case 'ALTER':
      if (outline.object === 'PUBLICATION' || outline.object === 'EXTENSION') return head.verb === 'DROP';
      return dialect !== 'postgresql' && head.object === 'INDEX' && head.verb !== 'CREATE';
    case 'GRANT':
    case 'REVOKE':
      return text.charCodeAt(lastEnd - 1) === 44;
    case 'WITH':
      return isManipulation;
    default:
      return false;
  }
}

function lastWord({ text, lastEnd }: UnfinishedStatement): string {
  let start = lastEnd;
  while (start > 0 && lastEnd - start < 12 && isWordUnit(text.charCodeAt(start - 1))) start--;
  return text.slice(start, lastEnd).toUpperCase();
}
