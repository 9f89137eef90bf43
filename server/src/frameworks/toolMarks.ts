import type { ProjectFiles } from './framework.ts';

/** The tool that a file names by its marks. */
export type ToolMark =
  | 'goose'
  | 'sql-migrate'
  | 'dbmate'
  | 'liquibase'
  | 'tern'
  | 'sqlx'
  | 'atlas'
  | 'drizzle'
  | 'node-pg-migrate';

/** UTF-16 units at the head of a file that are looked at: marks stand at the top, and there are thousands of files. */
const HEAD = 2_000;

const MARK =
  /^[ \t]*--[ \t-]*(\+goose|\+migrate|migrate:|create above \/ drop below|tern:|atlas:)[ \t]*(?:up|down|no[ \t]+transaction|envsub|statementbegin|disable-tx|txmode|delimiter|-)/im;
const NAMED_BY: Readonly<Record<string, ToolMark>> = {
  '+goose': 'goose',
  '+migrate': 'sql-migrate',
  'migrate:': 'dbmate',
  'create above / drop below': 'tern',
  'tern:': 'tern',
  'atlas:': 'atlas',
};
/** Liquibase looks at the first line that is not blank, and no further (4.x, FormattedSqlChangeLogParser). */
const LIQUIBASE = /^\uFEFF?\s*--\s*liquibase\s+formatted\b/i;
/** People write these words by themselves too: the weakest of the marks. */
const NODE_PG_MIGRATE = /^[ \t]*--[ \t-]*(?:up|down)[ \t]+migration\b/im;

interface Known {
  readonly text: string;
  readonly mark: ToolMark | null;
}

/** Kept per reader, which all tools are given the same; an entry holds only for the text it was made from. */
const known = new WeakMap<ProjectFiles['read'], Map<string, Known>>();

/** The tool whose mark stands in the first {@link HEAD} units of the file; null when there is none or no file. */
export function toolMark(project: ProjectFiles, path: string): ToolMark | null {
  const text = project.read(path);
  if (text === null) return null;
  const marks = known.get(project.read) ?? new Map<string, Known>();
  known.set(project.read, marks);
  const kept = marks.get(path);
  if (kept !== undefined && kept.text === text) return kept.mark;
  const mark = markIn(text.slice(0, HEAD));
  marks.set(path, { text, mark });
  return mark;
}

/** Exported for {@link toolMark} alone and its tests. */
export function markIn(head: string): ToolMark | null {
  if (!head.includes('--')) return null;
  if (LIQUIBASE.test(head)) return 'liquibase';
  const named = MARK.exec(head)?.[1];
  if (named !== undefined) return NAMED_BY[named.toLowerCase()] ?? null;
  if (head.startsWith('-- no-transaction')) return 'sqlx';
  if (head.includes('--> statement-breakpoint')) return 'drizzle';
  return NODE_PG_MIGRATE.test(head) ? 'node-pg-migrate' : null;
}

/** True when the files that bear the tool's mark outnumber those that bear none though they hold something. */
export function mostAreMarked(project: ProjectFiles, paths: readonly string[], mark: ToolMark): boolean {
  let marked = 0;
  let bare = 0;
  for (const path of paths) {
    const found = toolMark(project, path);
    if (found === mark) marked++;
    else if (found === null && (project.read(path) ?? '').trim() !== '') bare++;
  }
  return marked > bare;
}
