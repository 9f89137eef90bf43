import {
  isStructuredName,
  changeSetsOf as nodesOf,
  readChangelog,
} from '../frameworks/liquibase/changelog.ts';
import { type ChangelogNode, flagOf, textOf } from '../frameworks/liquibase/changelogNode.ts';
import type { Span } from '../text/span.ts';

/** A changeset of a Liquibase changelog. */
export interface ChangeSet {
  /** `author:id`. */
  readonly id: string;
  /** Liquibase runs it again when it changes, or was told which checksums to accept. */
  readonly mayChange: boolean;
  /** Which engines, contexts and labels it is for, as written. */
  readonly conditions: string;
  /** What it does, in a form in which white space, comments and what the checksum leaves out do not show. */
  readonly content: string;
  /** The line, or the tag, that begins it. */
  readonly head: Span;
  readonly start: number;
  readonly end: number;
}

/** The changesets of a text in their order; each ends where the next one begins. `path` tells the format. */
export function changeSetsOf(path: string, text: string): readonly ChangeSet[] {
  return isStructuredName(path) ? structuredChangeSets(path, text) : formattedChangeSets(text);
}

const CHANGE_SET = /^[ \t]*--[ \t]*changeset[ \t]+(\S+:\S+)([^\r\n]*)$/gim;
const MAY_CHANGE = /\brun(?:OnChange|Always):"?true\b/i;
const ACCEPTED = /^[ \t]*--[ \t]*validCheckSum\b/im;
const CONDITION = /\b(?:dbms|context|contextFilter|labels):(?:"[^"]*"|\S+)/gi;

function formattedChangeSets(text: string): readonly ChangeSet[] {
  const marks = [...text.matchAll(CHANGE_SET)];
  return marks.map((mark, at) => {
    const end = marks[at + 1]?.index ?? text.length;
    const [line, id = '', options = ''] = mark;
    const bodyStart = mark.index + line.length;
    return {
      id,
      mayChange: MAY_CHANGE.test(options) || ACCEPTED.test(text.slice(mark.index, end)),
      conditions: (options.match(CONDITION) ?? []).join(' ').toLowerCase(),
      content: text
        .slice(bodyStart, end)
        .replace(/^[ \t]*--[^\r\n]*$/gm, '')
        .replace(/\s+/g, ' ')
        .trim(),
      head: { start: mark.index, end: bodyStart },
      start: mark.index,
      end,
    };
  });
}

function structuredChangeSets(path: string, text: string): readonly ChangeSet[] {
  const { root } = readChangelog(path, text);
  return (root === null ? [] : nodesOf(root)).map(node => ({
    id: `${textOf(node, 'author') ?? ''}:${textOf(node, 'id') ?? ''}`,
    mayChange:
      flagOf(node, 'runOnChange') === true ||
      flagOf(node, 'runAlways') === true ||
      node.children.some(({ name }) => name === 'validCheckSum') ||
      textOf(node, 'validCheckSum') !== null,
    conditions: ['dbms', 'context', 'contextFilter', 'labels']
      .map(name => textOf(node, name) ?? '')
      .join(' ')
      .toLowerCase(),
    content: JSON.stringify(node.children.filter(({ name }) => !UNCOUNTED.has(name)).map(contentOf)),
    head: node.nameSpan,
    start: node.span.start,
    end: node.span.end,
  }));
}

/* What the checksum of a changeset leaves out (Liquibase documentation, "Changeset checksums"). */
const UNCOUNTED: ReadonlySet<string> = new Set([
  'preConditions',
  'rollback',
  'comment',
  'validCheckSum',
  'tagDatabase',
]);

function contentOf(node: ChangelogNode): unknown {
  return [
    node.name,
    [...node.attributes].map(([name, { value }]) => [name, value.text]).sort(),
    node.text?.value.text.replace(/\s+/g, ' ').trim() ?? null,
    node.children.map(contentOf),
  ];
}

const SQL_CHANGES: ReadonlySet<string> = new Set(['sql', 'sqlFile']);

/** Structured changelogs: the changesets that run SQL, which Liquibase cannot take back by itself, without `rollback`. */
export function changeSetsWithoutRollback(path: string, text: string): readonly Span[] {
  if (!isStructuredName(path)) return [];
  const { root } = readChangelog(path, text);
  return (root === null ? [] : nodesOf(root))
    .filter(
      node =>
        node.children.some(({ name }) => SQL_CHANGES.has(name)) &&
        !node.children.some(({ name }) => name === 'rollback') &&
        !node.attributes.has('rollback'),
    )
    .map(({ nameSpan }) => nameSpan);
}
