/**
 * Comment lines by which migration tools cut a file. Sources: the manuals of goose, sql-migrate, dbmate,
 * node-pg-migrate, Drizzle Kit, Liquibase (formatted SQL), MyBatis Migrations, Play evolutions, rambler and Atlas.
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

const TOOL_COMMAND = /^\s*\+(?:goose|migrate)\s+(\w+)/i;
const SECTION = /^\s*(?:migrate:(?:up|down)\b|(?:up|down) migration\b|\/\/\s*@undo\b|-?\s*!(?:ups|downs)\b|rambler (?:up|down)\b)/i;
const CHANGE_SET = /^\s*changeset\s+[^\s:]+:\S/i;
const END_DELIMITER = /\bendDelimiter:("[^"]+"|\S+)/i;
const ATLAS_DELIMITER = /^\s*atlas:delimiter\s+(\S+(?: \S+)*)/i;
const BREAKPOINT = /^>\s*statement-breakpoint\b/;

/** True for the body (the text after `--`) of Drizzle's boundary, which may also follow a statement on its line. */
export function isStatementBreakpoint(body: string): boolean {
  return BREAKPOINT.test(body);
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
