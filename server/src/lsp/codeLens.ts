import type { CodeLens } from 'vscode-languageserver';
import { lockRow } from '../review/lockRow.ts';
import type { ReviewResult } from '../review/result.ts';
import { combinedNotes, schemaActions, strongestNote } from '../review/strongestNote.ts';
import { COMMANDS } from './protocol.ts';

/**
 * One line above a migration: its phase, the strongest lock of its statements, the count of its findings. A client
 * without Interlock's commands gets the line alone. Empty for a file that changes nothing and has no finding.
 */
export function codeLenses(
  result: ReviewResult,
  client: { readonly commands?: boolean | undefined },
): CodeLens[] {
  const lock = strongestLockOf(result);
  if (lock === null && result.findings.length === 0) return [];
  const title = [phase(result), lock, findings(result)].filter(part => part !== null).join(' · ');
  return [
    {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      command: { title, command: client.commands === true ? COMMANDS.showFindings : '' },
    },
  ];
}

function phase(result: ReviewResult): string | null {
  return result.phase === 'mixed' ? 'expand and contract' : result.phase;
}

function strongestLockOf(result: ReviewResult): string | null {
  const strongest = strongestNote(
    result.statements.flatMap(statement => combinedNotes(result.targets, schemaActions(statement))),
  );
  if (strongest === null) return null;
  const row = lockRow(strongest.target, strongest.note);
  return row.lock === 'none' ? 'no lock' : `strongest lock ${row.lock}, ${row.time}`;
}

function findings({ findings: all }: ReviewResult): string {
  return all.length === 0 ? 'no findings' : `${all.length} ${all.length === 1 ? 'finding' : 'findings'}`;
}
