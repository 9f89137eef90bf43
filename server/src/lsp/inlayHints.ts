import type { InlayHint } from 'vscode-languageserver';
import { lockRow } from '../review/lockRow.ts';
import type { ReviewResult, StatementReport } from '../review/result.ts';
import { combinedNotes, schemaActions, strongestNote } from '../review/strongestNote.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';

/**
 * The strongest lock at the end of each DDL statement that ends in `visible`: `ACCESS EXCLUSIVE, brief`. With several
 * targets, that of the target it is worst on.
 */
export function inlayHints(result: ReviewResult, visible: Span, lines: LineIndex): InlayHint[] {
  return result.statements.flatMap(statement => {
    if (statement.span.end < visible.start || statement.span.end > visible.end) return [];
    const label = lockLabel(result, statement);
    if (label === null) return [];
    const terminated = result.text[statement.span.end] === ';';
    return [
      {
        position: lines.positionAt(statement.span.end + (terminated ? 1 : 0)),
        label,
        paddingLeft: true,
      },
    ];
  });
}

function lockLabel(result: ReviewResult, statement: StatementReport): string | null {
  const notes = combinedNotes(result.targets, schemaActions(statement));
  const refused = notes.find(({ note }) => note.refusal !== null);
  if (refused !== undefined) return `refused by ${refused.target.name}`;
  const strongest = strongestNote(notes);
  if (strongest === null) return null;
  const row = lockRow(strongest.target, strongest.note);
  return row.lock === 'none' ? 'no lock' : `${row.lock}, ${shortTime(row.time)}`;
}

/** VS Code cuts a hint off after 43 characters. */
function shortTime(time: string): string {
  return time.replace('with the table', 'with table').replace(/ for .*$/, '');
}
