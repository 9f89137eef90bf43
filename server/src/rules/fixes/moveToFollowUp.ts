import type { FixPlan, FixSite } from '../rule.ts';
import { boundedFollowUp, type FollowUpStyle } from './followUps.ts';
import { cutStatements } from './moveStatement.ts';
import { plan } from './site.ts';

/** Moves statements of the file, as they are written, into one new migration. Null when nothing would be left to run here. */
export function moveToFollowUp(
  style: FollowUpStyle,
  indexes: readonly number[],
  { slug, header = [] }: { readonly slug: string; readonly header?: readonly string[] },
): FixPlan | null {
  const { site } = style;
  const cut = cutStatements(site, indexes);
  if (cut === null) return null;
  return plan({
    edits: cut.edits,
    followUps: [boundedFollowUp(style, { slug, header, statements: [cut.text] })],
  });
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
