import type { FrameworkName } from '../../frameworks/framework.ts';
import type { Span } from '../../text/span.ts';
import type { FileText } from '../rule.ts';

/** Tools that end a statement at each line that ends with `;`, and the word that their marks begin with. */
const MARKS: Partial<Readonly<Record<FrameworkName, string>>> = { goose: 'goose', 'sql-migrate': 'migrate' };

/** `goose` for goose's `-- +goose StatementBegin`; null for tools that cut in another way, or not at all. */
export function lineMarkOf(tool: FrameworkName): string | null {
  return MARKS[tool] ?? null;
}

/**
 * The first line of a statement but the last at which these tools cut it (goose `internal/sqlparser/parser.go`,
 * `endsWithSemicolon`; sql-migrate `sqlparse`), counted from the statement's first line; null when there is none.
 */
export function firstLineCut(statement: string): number | null {
  const lines = statement.split('\n');
  const found = lines.slice(0, -1).findIndex(line => /;\s*$/.test(line.replace(/(?:^|\s)--.*$/, '')));
  return found === -1 ? null : found;
}

/** Whether a mark above says that everything up to the next one is one statement. */
export function isInMarkedBlock({ comments }: FileText, { start }: Span, mark: string): boolean {
  const pattern = new RegExp(`^\\+${mark}\\s+statement(begin|end)\\b`, 'i');
  const word = comments
    .filter(({ span }) => span.end <= start)
    .findLast(({ text }) => pattern.test(text))?.text;
  return word !== undefined && pattern.exec(word)?.[1]?.toLowerCase() === 'begin';
}
