import type { FixPlan, FixSite } from '../rule.ts';
import { boundedFollowUp, type FollowUpStyle } from './followUps.ts';
import { cutStatements } from './moveStatement.ts';
import { plan } from './site.ts';

export interface MoveOptions {
  readonly slug: string;
  readonly header?: readonly string[];
  /** Statements that the moved ones need around them. */
  readonly around?: { readonly before: string; readonly after: string };
  /** Statements that go without a place in the new migration. */
  readonly remove?: readonly number[];
}

/** Moves statements of the file, as they are written, into one new migration. */
export function moveToFollowUp(
  style: FollowUpStyle,
  indexes: readonly number[],
  { slug, header = [], around, remove = [] }: MoveOptions,
): FixPlan | null {
  const all = [...indexes, ...remove].sort((left, right) => left - right);
  const cut = cutStatements(style.site, all);
  if (cut === null) return null;
  const moved = cut.texts.filter((_, at) => indexes.includes(all[at] ?? -1));
  const statements = around === undefined ? moved : [around.before, ...moved, around.after];
  return plan({ edits: cut.edits, followUps: [boundedFollowUp(style, { slug, header, statements })] });
}

/** Words of the file's name without version and ending: `add_orders` of `V7__add_orders.sql`. */
export function slugOfFile({ file }: FixSite): string {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const words = name
    .replace(/(?:\.(?:up|down))?\.sql$/i, '')
    .replace(/^[A-Z]?\d[\d._-]*?_+/i, '')
    .replace(/[^A-Za-z0-9]+/g, '_');
  return words.toLowerCase().replace(/^_+|_+$/g, '') || 'migration';
}

/** The name of what follows a file that is split: `add_orders_part2`, and `add_orders_part3` after that. */
export function slugOfPart(site: FixSite, offset = 1): string {
  const slug = slugOfFile(site);
  const [, base = slug, number = '1'] = /^(.+)_part(\d+)$/.exec(slug) ?? [];
  return `${base}_part${Number(number) + offset}`;
}
