import type { Dialect } from '../syntax/dialect.ts';
import { splitFile } from '../syntax/splitter.ts';
import type { StatementPiece } from '../syntax/statement.ts';
import type { FollowUp, MigrationSet } from './framework.ts';
import { compareDigits, followingVersion } from './versions.ts';

/** The `index`th version after the newest of the set, in the style of the newest. */
export function nextVersion(
  set: MigrationSet,
  index: number,
  compare: (left: string, right: string) => number = compareDigits,
): string {
  const newest = set.files
    .flatMap(({ version }) => version ?? [])
    .reduce((best, version) => (best === '' || compare(version, best) > 0 ? version : best), '');
  return followingVersion(newest === '' ? '000' : newest, index + 1);
}

export function hasDownFiles(set: MigrationSet): boolean {
  return set.files.some(file => file.role === 'down');
}

/** A file that leads back and as yet does nothing. A statement stands in it, since MySQL refuses an empty query. */
export function emptyDown(followUp: FollowUp): string {
  return `-- Replace this by what undoes ${followUp.slug}.\nSELECT 1;\n`;
}

/**
 * For tools that send a file as one string: PostgreSQL makes a transaction of several statements, so that each
 * statement of a follow-up that refuses one gets a file of its own.
 */
export function oneStatementEach(followUps: readonly FollowUp[], dialect: Dialect): readonly FollowUp[] {
  return followUps.flatMap(followUp => {
    if (followUp.transaction !== 'none' || dialect !== 'postgresql') return [followUp];
    const statements = statementsOf(followUp.body, dialect);
    if (statements.length < 2) return [followUp];
    return statements.map((body, index) => ({
      ...followUp,
      slug: index === 0 ? followUp.slug : `${followUp.slug}_${index + 1}`,
      body,
    }));
  });
}

/** Statements with comments before them and with their terminators. */
export function statementsOf(body: string, dialect: Dialect): readonly string[] {
  let from = 0;
  return splitFile(body, dialect).pieces.map(piece => {
    const end = piece.terminator?.end ?? piece.span.end;
    const statement = body.slice(from, end).trim();
    from = end;
    return statement;
  });
}

/** True when a tool that cuts at every `;` would cut within a statement. */
export function hasInnerTerminators(body: string, dialect: Dialect): boolean {
  return splitFile(body, dialect).pieces.some(holdsSemicolon);
}

/** The body with every statement that holds a `;` between the two lines. */
export function fenced(
  body: string,
  dialect: Dialect,
  fence: { readonly begin: string; readonly end: string },
): string {
  if (!hasInnerTerminators(body, dialect)) return body;
  const { pieces } = splitFile(body, dialect);
  return statementsOf(body, dialect)
    .map((statement, index) => {
      const piece = pieces[index];
      return piece !== undefined && holdsSemicolon(piece)
        ? `${fence.begin}\n${statement}\n${fence.end}`
        : statement;
    })
    .join('\n');
}

function holdsSemicolon(piece: StatementPiece): boolean {
  return piece.sql.includes(';');
}
