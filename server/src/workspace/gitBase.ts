import type { GitAbsence, GitRepository } from './git.ts';

/** What the working tree is compared with. */
export interface BaseWish {
  /** A branch, tag or commit that the user names; nothing else is tried then. */
  readonly named?: string | undefined;
  /** A branch that the project's configuration names: its remote copy comes first. */
  readonly configured?: string | undefined;
  /** The branch that the pull request leads to, as the CI system says. */
  readonly pullRequestInto?: string | undefined;
}

export interface FoundBase {
  readonly kind: 'found';
  /** For people: `origin/main`. */
  readonly name: string;
  /** The newest commit of the base branch. */
  readonly tip: string;
  /** Where the present branch left it. */
  readonly mergeBase: string;
  /** HEAD has no commit that the base lacks. */
  readonly isMerged: boolean;
}

export type MissingBase =
  | GitAbsence
  | { readonly kind: 'no-commits' }
  /** No branch of a usual name. */
  | { readonly kind: 'no-base' }
  /** The revision that the user or the CI system names is not in this clone. */
  | { readonly kind: 'not-here'; readonly revision: string; readonly isShallow: boolean }
  | { readonly kind: 'no-common-ancestor'; readonly revision: string; readonly isShallow: boolean }
  /** Git took too long, or failed half-way. */
  | { readonly kind: 'no-answer' };

/** Names of main branches, where the remote does not say which one is. */
const USUAL_NAMES = ['main', 'master', 'trunk', 'develop'];

/**
 * The base branch: what the user names, else the configuration, else what the pull request leads to, else the remote's main branch, else a
 * branch of a usual name. The remote's copy comes first, so that commits on a local `main` that nobody has pushed count
 * as new.
 */
export async function findBase(git: GitRepository, wish: BaseWish = {}): Promise<FoundBase | MissingBase> {
  const state = await git.state();
  if (state.kind === 'absent') return state;
  const { head, isShallow, remoteHead } = state;
  if (head === null) return { kind: 'no-commits' };
  const { named } = wish;
  const demanded = named ?? wish.configured ?? wish.pullRequestInto;
  const candidates =
    named !== undefined
      ? [named, `origin/${named}`]
      : demanded !== undefined
        ? [`origin/${demanded}`, demanded]
        : [
            ...(remoteHead === null ? [] : [remoteHead]),
            ...USUAL_NAMES.flatMap(name => [`origin/${name}`, name]),
          ];
  for (const name of candidates) {
    const tip = await git.commitOf(name);
    if (tip === null) continue;
    const mergeBase = tip === head ? head : await git.mergeBase(head, tip);
    return mergeBase === null
      ? { kind: 'no-common-ancestor', revision: name, isShallow }
      : { kind: 'found', name, tip, mergeBase, isMerged: mergeBase === head };
  }
  return demanded === undefined ? { kind: 'no-base' } : { kind: 'not-here', revision: demanded, isShallow };
}
