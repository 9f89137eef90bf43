import { isFirstOnLine, lineEnd } from './characters.ts';

/**
 * Comment lines by which migration tools cut a file. Sources: the manuals of goose, sql-migrate, dbmate,
 * node-pg-migrate, Drizzle Kit, Liquibase (formatted SQL), MyBatis Migrations, Play evolutions,
 * tern, micrate, rambler and Atlas.
 */
export type MigrationMark =
  /** No statement reaches over this line. */
  | { readonly kind: 'boundary' }
  /** As a boundary; statements up to the next one end at this delimiter. */
  | { readonly kind: 'delimiter'; readonly delimiter: string }
  | { readonly kind: 'block-begin' }
  | { readonly kind: 'block-end' };

const BOUNDARY: MigrationMark = { kind: 'boundary' };
const BLOCK_BEGIN: MigrationMark = { kind: 'block-begin' };
const BLOCK_END: MigrationMark = { kind: 'block-end' };

const TOOL_COMMAND = /^\s*\+(?:goose|migrate|micrate)\s+(\w+)/i;
const SECTION =
  /^\s*(?:migrate:(?:up|down)\b|(?:up|down) migration\b|\/\/\s*@undo\b|-?\s*!(?:ups|downs)\b|rambler (?:up|down)\b|-- create above \/ drop below\b)/i;
const CHANGE_SET = /^\s*changeset\s+[^\s:]+:\S/i;
const END_DELIMITER = /\bendDelimiter:("[^"]+"|\S+)/i;
const ATLAS_DELIMITER = /^\s*atlas:delimiter\s+(\S+(?: \S+)*)/i;
const BREAKPOINT = /^>\s*statement-breakpoint\b/;

/** No tool's mark is longer. */
const LONGEST_MARK = 400;

/**
 * The mark in the line comment from `at` to `end`, whose text begins at `bodyStart`. Only Drizzle's may follow a
 * statement on its line.
 */
export function lineMark(
  text: string,
  at: number,
  bodyStart: number,
  end: number,
): MigrationMark | undefined {
  const body = text.slice(bodyStart, Math.min(end, bodyStart + LONGEST_MARK));
  if (BREAKPOINT.test(body)) return BOUNDARY;
  if (!isFirstOnLine(text, at)) return undefined;
  return migrationMark(text.charCodeAt(at) === 35 ? body.replace(/^ *--/, '') : body);
}

/**
 * MySQL, within a statement: whether the two dashes at `at` open a comment. White space must follow, but the marks
 * of tools and ruled lines are comments to those who wrote them.
 */
export function isDashComment(text: string, at: number): boolean {
  const unit = text.charCodeAt(at + 2);
  if (Number.isNaN(unit) || unit <= 32) return true;
  if (unit !== 62 && !isFirstOnLine(text, at)) return false;
  const end = lineEnd(text, at);
  return lineMark(text, at, at + 2, end) !== undefined || /^-*\s*$/.test(text.slice(at, end));
}

/** Play's `# --- !Ups`, which no dialect but MySQL's would take for a comment. */
export function isPlayMark(text: string, at: number): boolean {
  return /^# *--- *!(?:Ups|Downs)\b/.test(text.slice(at, at + 24));
}

/** Reads the body of a line comment, that is the text after `--`, that stands alone on its line. */
export function migrationMark(body: string): MigrationMark | undefined {
  if (BREAKPOINT.test(body) || SECTION.test(body)) return BOUNDARY;
  const command = TOOL_COMMAND.exec(body)?.[1];
  if (command !== undefined) return toolCommand(command.toLowerCase());
  if (CHANGE_SET.test(body)) return { kind: 'delimiter', delimiter: endDelimiter(body) };
  const delimiter = ATLAS_DELIMITER.exec(body)?.[1];
  if (delimiter !== undefined && !delimiter.includes('\\')) return { kind: 'delimiter', delimiter };
  return undefined;
}

function toolCommand(command: string): MigrationMark | undefined {
  switch (command) {
    case 'up':
    case 'down':
      return BOUNDARY;
    case 'statementbegin':
      return BLOCK_BEGIN;
    case 'statementend':
      return BLOCK_END;
    default:
      return undefined;
  }
}

/** Liquibase reads the attribute as a regular expression; only those that stand for themselves are taken. */
function endDelimiter(body: string): string {
  const given = END_DELIMITER.exec(body)?.[1]?.replaceAll('"', '') ?? '';
  return given === '' || /[\\[\](){}*+?^.]/.test(given) || /^\w+$/.test(given) ? ';' : given;
}
