import type { GitRepository } from '../workspace/git.ts';
import { type BaseWish, type FoundBase, findBase, type MissingBase } from '../workspace/gitBase.ts';
import { renamedFiles } from './renamedFiles.ts';

/** How the working tree stands to its base branch. Immutable: a new one is made when git says something else. */
export interface Branch {
  /** For people: `origin/main`. */
  readonly base: string;
  /** The newest commit of the base branch, and the one where the present branch left it. */
  readonly tip: string;
  readonly mergeBase: string;
  /** HEAD has no commit that the base lacks. */
  readonly isMerged: boolean;
  /** Texts on the base branch, by their path there. */
  readonly merged: ReadonlyMap<string, string>;
  /** Texts that came to the base branch after the present one left it, and are not here. */
  readonly arrived: ReadonlyMap<string, string>;
  /** Files that have another path on the base branch: present path to that one. */
  readonly renames: ReadonlyMap<string, string>;
  /** Files here that git ignores, so that nobody can say what is merged of them. */
  readonly ignored: ReadonlySet<string>;
}

export type BranchState =
  | { readonly kind: 'compared'; readonly branch: Branch }
  | { readonly kind: 'unknown'; readonly problem: MissingBase };

/** The files of a project on disk: every path, and the texts that matter. */
export interface WorkingFiles {
  readonly paths: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  /** Whether a path matters: migrations, and what configures their tools. */
  readonly matters: (path: string) => boolean;
}

/** Compares the working tree, uncommitted and untracked files included, with the base branch. Never rejects. */
export async function compareWithBase(
  git: GitRepository,
  wish: BaseWish,
  working: WorkingFiles,
): Promise<BranchState> {
  const base = await findBase(git, wish);
  return base.kind === 'found' ? compare(git, base, working) : { kind: 'unknown', problem: base };
}

/** As before, or compared anew when the base or the branching point is another one by now. */
export async function compareAgain(
  git: GitRepository,
  wish: BaseWish,
  working: WorkingFiles,
  previous: BranchState,
): Promise<BranchState> {
  const base = await findBase(git, wish);
  if (base.kind !== 'found')
    return previous.kind === 'unknown' && JSON.stringify(previous.problem) === JSON.stringify(base)
      ? previous
      : { kind: 'unknown', problem: base };
  const same =
    previous.kind === 'compared' &&
    (['tip', 'mergeBase', 'isMerged'] as const).every(key => previous.branch[key] === base[key]) &&
    previous.branch.base === base.name;
  return same ? previous : compare(git, base, working);
}

async function compare(git: GitRepository, base: FoundBase, working: WorkingFiles): Promise<BranchState> {
  const [left, tip, visible] = await Promise.all([
    git.filesAt(base.mergeBase),
    git.filesAt(base.tip),
    git.visibleFiles(),
  ]);
  if (left === null || tip === null || visible === null)
    return { kind: 'unknown', problem: { kind: 'no-answer' } };
  const contents = new Map<string, string>();
  const arrivals = new Map<string, string>();
  for (const [path, content] of left) if (working.matters(path)) contents.set(path, content);
  for (const [path, content] of tip) {
    if (!working.matters(path) || contents.has(path)) continue;
    const here = working.texts.get(path);
    // What was picked or squashed onto the base branch is merged as well.
    if (here !== undefined && git.isContent(here, content)) contents.set(path, content);
    else arrivals.set(path, content);
  }
  const isHere = (path: string, content: string): boolean => {
    const text = working.texts.get(path);
    return text !== undefined && git.isContent(text, content);
  };
  const unread = [...contents, ...arrivals]
    .filter(([path, content]) => !isHere(path, content))
    .map(([, content]) => content);
  const read = await git.read(unread);
  const textOf = (path: string, content: string): string | undefined =>
    isHere(path, content) ? working.texts.get(path) : read.get(content);
  const merged = textsOf(contents, textOf);
  return {
    kind: 'compared',
    branch: {
      base: base.name,
      tip: base.tip,
      mergeBase: base.mergeBase,
      isMerged: base.isMerged,
      merged,
      arrived: textsOf(arrivals, textOf),
      renames: renamedFiles(merged, working.texts),
      ignored: new Set(working.paths.filter(path => working.matters(path) && !visible.has(path))),
    },
  };
}

function textsOf(
  contents: ReadonlyMap<string, string>,
  textOf: (path: string, content: string) => string | undefined,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [path, content] of contents) {
    const text = textOf(path, content);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/** Line ends are the checkout's affair, not the author's. */
export function isSameText(left: string, right: string): boolean {
  return left === right || left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}
