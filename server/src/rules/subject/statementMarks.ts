import type { ReviewedFile, ReviewedStatement } from '../rule.ts';

/** True when a statement, a comment before it or one behind it on its last line says `interlock: <mark>`. */
export function hasMark(reviewed: ReviewedFile, { index, sql }: ReviewedStatement, mark: string): boolean {
  const pattern = new RegExp(`\\binterlock:\\s*${mark}\\b`, 'i');
  if (pattern.test(sql)) return true;
  const { text, statements, comments } = reviewed.source;
  const own = statements[index];
  if (own === undefined) return false;
  const from = statements[index - 1]?.span.end ?? 0;
  const end = (own.terminator ?? own.span).end;
  const lineEnd = text.indexOf('\n', end);
  const until = Math.min(
    lineEnd < 0 ? text.length : lineEnd,
    statements[index + 1]?.span.start ?? text.length,
  );
  return comments.some(({ span, text: comment }) => {
    if (!pattern.test(comment) || span.start < from || span.start >= until) return false;
    // Behind the statement before this one, on the same line, it is that one's.
    const isBefore = span.end <= own.span.start;
    return !isBefore || index === 0 || text.slice(from, span.start).includes('\n');
  });
}
