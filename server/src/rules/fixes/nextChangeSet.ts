import type { FixDraft, FixPlan, FixSite } from '../rule.ts';
import { insertAt, plan } from './site.ts';

const LINE = /^--[ \t]*changeset[ \t]+([^\s:]+):(\S+)([^\r\n]*)/gim;

/** Liquibase's formatted SQL: the statement and what follows become a changeset of their own, in the same file. */
export const nextChangeSet: FixDraft = {
  title: 'Begin another changeset here',
  kind: 'safe',
  build: site => (site.file.framework === 'liquibase' ? withLine(site) : null),
};

function withLine(site: FixSite): FixPlan | null {
  const lines = [...site.text.matchAll(LINE)];
  const at = lines.findLastIndex(({ index }) => index < site.statement.start);
  const line = lines[at];
  if (line === undefined) return null;
  const [, author = '', id = '', options = ''] = line;
  const body = site.text.slice(line.index, lines[at + 1]?.index ?? site.text.length);
  // What undoes the changeset, or decides whether it runs, speaks of all of it.
  if (/^--[ \t]*(?:rollback|preconditions?)\b/im.test(body)) return null;
  const ids = new Set(lines.map(([, , other = '']) => other));
  let number = 2;
  while (ids.has(`${id}_${number}`)) number++;
  const next = `--changeset ${author}:${id}_${number}${options.trimEnd()}`;
  return plan({ edits: [insertAt(site, 0, `${next}${site.newline}`)] });
}
