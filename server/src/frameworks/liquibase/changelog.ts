import type { Dialect } from '../../syntax/dialect.ts';
import { type ChangelogNode, type ChangelogTree, childrenNamed, flagOf, textOf } from './changelogNode.ts';
import { readXmlChangelog } from './xmlChangelog.ts';
import { readJsonChangelog, readYamlChangelog } from './yamlChangelog.ts';

/** True for names under which structured changelogs are kept. */
export function isStructuredName(path: string): boolean {
  return /\.(?:xml|ya?ml|json)$/i.test(path);
}

/** How much of a file has to be looked at to know it for a changelog. */
const HEAD = 8_000;

/** True when the text of a file of such a name is a changelog; costs a look at its head. */
export function isChangelogText(text: string): boolean {
  return text.slice(0, HEAD).includes('databaseChangeLog');
}

const MOST_KEPT = 4_000;
/** By path: the same path in another project makes it read again. */
const trees = new Map<string, { readonly text: string; readonly tree: ChangelogTree }>();

/** Reads a structured changelog; equal texts give the same tree. Never throws. */
export function readChangelog(path: string, text: string): ChangelogTree {
  const kept = trees.get(path);
  if (kept?.text === text) return kept.tree;
  const tree = /\.xml$/i.test(path)
    ? readXmlChangelog(text)
    : /\.json$/i.test(path)
      ? readJsonChangelog(text)
      : readYamlChangelog(text);
  if (trees.size >= MOST_KEPT) trees.clear();
  trees.set(path, { text, tree });
  return tree;
}

/** `include` and `includeAll`, in the order of the file among its change sets. */
export interface Inclusion {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  readonly isRelative: boolean;
  /** Change sets of this file that run before it. */
  readonly after: number;
}

export function inclusionsOf(root: ChangelogNode): readonly Inclusion[] {
  const found: Inclusion[] = [];
  let changeSets = 0;
  for (const node of root.children) {
    if (node.name === 'changeSet') changeSets++;
    const path = node.name === 'include' ? textOf(node, 'file') : textOf(node, 'path');
    if ((node.name !== 'include' && node.name !== 'includeAll') || path === null) continue;
    found.push({
      kind: node.name === 'include' ? 'file' : 'folder',
      path,
      isRelative: flagOf(node, 'relativeToChangelogFile') === true,
      after: changeSets,
    });
  }
  return found;
}

export function changeSetsOf(root: ChangelogNode): readonly ChangelogNode[] {
  return childrenNamed(root, 'changeSet');
}

/** Properties that hold for the dialect; the first definition of a name counts. `read` gives property files. */
export function propertiesOf(
  root: ChangelogNode,
  dialect: Dialect,
  into: Map<string, string>,
  readFile: (path: string) => ReadonlyMap<string, string>,
): void {
  for (const node of childrenNamed(root, 'property')) {
    if (!runsOn(textOf(node, 'dbms'), dialect)) continue;
    const name = textOf(node, 'name');
    const file = textOf(node, 'file');
    if (name !== null && !into.has(name)) into.set(name, node.attributes.get('value')?.value.text ?? '');
    if (file === null) continue;
    for (const [key, value] of readFile(file)) if (!into.has(key)) into.set(key, value);
  }
}

/** What a `dbms` attribute says: names separated by commas, `!` for all others, `all` and `none`. */
export function runsOn(dbms: string | null, dialect: Dialect): boolean {
  if (dbms === null) return true;
  const names = dbms.split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim().toLowerCase()]));
  if (names.length === 0 || names.includes('all')) return true;
  if (names.includes('none') || names.includes(`!${dialect}`)) return false;
  return names.includes(dialect) || names.every(name => name.startsWith('!'));
}

/**
 * Contexts mean what the project wants them to; where all of them are called like engines, they are taken for that.
 * Who runs MariaDB asks for what is meant for MySQL.
 */
export function contextAllows(changeSet: ChangelogNode, dialect: Dialect): boolean {
  const context = textOf(changeSet, 'contextFilter') ?? textOf(changeSet, 'context');
  if (context === null) return true;
  const names = context.toLowerCase().split(/\s*(?:,|\bor\b)\s*/);
  if (!names.every(name => ENGINE_CONTEXT.test(name))) return true;
  const engine = names.map(name => name.replace(/^(!?)(?:postgres|pgsql|pg)$/, '$1postgresql')).join(',');
  return (
    runsOn(engine, dialect) || (dialect === 'mariadb' && runsOn(engine, 'mysql') && !/mariadb/.test(engine))
  );
}

const ENGINE_CONTEXT = /^!?(?:postgresql|postgres|pgsql|pg|mysql|mariadb)$/;

/**
 * Whether the preconditions let a change set run on the dialect: false when they rule the engine out, true when they
 * ask for nothing but the engine, null when they ask for what only the database knows.
 */
export function passesPreconditions(changeSet: ChangelogNode, dialect: Dialect): boolean | null {
  return allOf(
    childrenNamed(changeSet, 'preConditions').map(node =>
      allOf(node.children.map(each => passes(each, dialect))),
    ),
  );
}

function passes(node: ChangelogNode, dialect: Dialect): boolean | null {
  switch (node.name) {
    case 'dbms':
      return runsOn(textOf(node, 'type') ?? node.text?.value.text.trim() ?? null, dialect);
    case 'and':
      return allOf(node.children.map(each => passes(each, dialect)));
    case 'or': {
      const answers = node.children.map(each => passes(each, dialect));
      return answers.includes(true) ? true : answers.includes(null) ? null : answers.length === 0;
    }
    case 'not': {
      // Each of them has to fail.
      const answers = node.children.map(each => passes(each, dialect));
      return answers.includes(true) ? false : answers.includes(null) ? null : true;
    }
    default:
      return null;
  }
}

function allOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}
