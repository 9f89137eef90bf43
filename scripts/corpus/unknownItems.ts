import type { Operation } from '../../server/src/operations/operation.ts';
import type { StatementSyntax } from '../../server/src/operations/statementSyntax.ts';

const WORDS_SHOWN = 7;
const SCANNED = 400;

/**
 * What could not be read of a statement, one short pattern per place: names become `?`, literals `'?'` and numbers `n`,
 * so that equal gaps count together.
 */
export function unknownItems(sql: string, syntax: StatementSyntax): string[] {
  if (syntax.level === 'full') return [];
  const found: string[] = [];
  collect(syntax.operations, sql, found);
  if (syntax.error !== null) found.push(`rejected: ${pattern(sql.slice(syntax.error.span.start))}`);
  return found.length === 0 ? [pattern(sql)] : found;
}

function collect(operations: readonly Operation[], sql: string, found: string[]): void {
  for (const operation of operations) {
    const isGap =
      operation.kind === 'UnknownTableAction' || (operation.kind === 'Unknown' && !operation.harmless);
    if (isGap) found.push(pattern(sql.slice(operation.span.start, operation.span.end)));
    if ('body' in operation) {
      for (const { operations: inner } of operation.body) collect(inner, sql, found);
    }
  }
}

/** Upper-case words stay, everything that belongs to one schema goes. */
function pattern(text: string): string {
  const tokens =
    text.slice(0, SCANNED).match(/'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|\$\w*\$|\d+(?:\.\d+)?|\w+|[^\s\w]/g) ??
    [];
  return tokens.slice(0, WORDS_SHOWN).map(shape).join(' ');
}

function shape(token: string): string {
  if (token.startsWith("'")) return "'?'";
  if (token.startsWith('"') || token.startsWith('`')) return '?';
  if (/^\d/.test(token)) return 'n';
  return /^[A-Za-z]+$/.test(token) ? token.toUpperCase() : /^\w+$/.test(token) ? '?' : token;
}
