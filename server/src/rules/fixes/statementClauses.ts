import type { LockNote } from '../../engines/lockNote.ts';
import type { StatementSyntax } from '../../operations/statementSyntax.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { FixSite } from '../rule.ts';
import { actionPlace, removeAction } from './alterActions.ts';
import type { SqlWriter } from './letterCase.ts';
import { removeWithSpaceBefore, replaceAt } from './site.ts';

/**
 * MySQL/MariaDB: the strongest promise that a statement with this note can make, as its clauses. Empty when it copies
 * the table: then there is nothing to promise.
 */
export function strongestClauses(
  { algorithm, blocksWrites, blocksReads }: LockNote,
  sql: SqlWriter,
): string[] {
  switch (algorithm) {
    case 'INSTANT':
      return [sql`ALGORITHM=INSTANT`];
    case 'NOCOPY':
    case 'INPLACE':
      // NOCOPY is a word of MariaDB only; there INPLACE means "this or better".
      return [
        sql`ALGORITHM=INPLACE`,
        blocksReads ? sql`LOCK=EXCLUSIVE` : blocksWrites ? sql`LOCK=SHARED` : sql`LOCK=NONE`,
      ];
    case 'COPY':
    case null:
      return [];
  }
}

/** Puts `clauses` in the place of the ALGORITHM and LOCK that are written; null when none is, or they cannot be taken out. */
export function replaceClauses(
  site: FixSite,
  syntax: StatementSyntax,
  clauses: readonly string[],
): readonly TextEdit[] | null {
  const present = [syntax.algorithm, syntax.lock].flatMap(clause => (clause === null ? [] : [clause.span]));
  present.sort((left, right) => left.start - right.start);
  const [first, second] = present;
  if (first === undefined) return null;
  if (syntax.alterTable === null) {
    return [
      clauses.length === 0 ? removeWithSpaceBefore(site, first) : replaceAt(site, first, clauses.join(' ')),
      ...(second === undefined ? [] : [removeWithSpaceBefore(site, second)]),
    ];
  }
  const places = present.map(clause => actionPlace(syntax, clause));
  const [firstPlace, secondPlace] = places;
  if (firstPlace == null || secondPlace === null) return null;
  if (clauses.length > 0) {
    return [
      replaceAt(site, first, clauses.join(', ')),
      ...(secondPlace === undefined ? [] : [removeAction(site, secondPlace)]),
    ];
  }
  if (firstPlace.actions.length <= present.length) return null;
  if (second === undefined || secondPlace === undefined) return [removeAction(site, firstPlace)];
  const before = firstPlace.actions[firstPlace.index - 1];
  if (secondPlace.index !== firstPlace.index + 1 || before === undefined) return null;
  return [replaceAt(site, { start: before.end, end: second.end }, '')];
}
