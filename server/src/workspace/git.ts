/**
 * What the project asks of git, in one folder of a working tree. Paths use `/` and count from that folder; files outside
 * it are not seen. Nothing here rejects: `null` means that git does not tell, whatever the reason.
 */
export interface GitRepository {
  state(): Promise<GitState>;
  /** The commit that a branch, tag or other revision stands for. */
  commitOf(revision: string): Promise<string | null>;
  /** The best common ancestor of two commits; null when there is none here, as in a shallow clone. */
  mergeBase(left: string, right: string): Promise<string | null>;
  /** Every file of a commit with the id of its content. */
  filesAt(commit: string): Promise<ReadonlyMap<string, string> | null>;
  /** Files that are tracked, and untracked ones that are not ignored. */
  visibleFiles(): Promise<ReadonlySet<string> | null>;
  /** Texts by content id. What is no text, too large or not here is left out. */
  read(contents: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** True when a text is stored under this id, as it is or with `\n` for `\r\n`. False says nothing. */
  isContent(text: string, content: string): boolean;
}

export type GitState =
  | {
      readonly kind: 'repository';
      /** Null before the first commit. */
      readonly head: string | null;
      /** Null when HEAD is detached. */
      readonly branch: string | null;
      /** What the remote calls its main branch: `origin/main`; null when the clone does not know. */
      readonly remoteHead: string | null;
      /** Some of the history is not here. */
      readonly isShallow: boolean;
    }
  | GitAbsence;

/** Why nothing can be asked; `message` is git's own word, for people. */
export interface GitAbsence {
  readonly kind: 'absent';
  readonly reason: 'no-git' | 'no-repository' | 'refused';
  readonly message: string;
}

/** Files by path. */
export type GitTree = Readonly<Record<string, string>>;

export interface InMemoryGit {
  readonly branch?: string | null;
  readonly remoteHead?: string;
  readonly isShallow?: boolean;
  /** Commits with their files and parents. */
  readonly commits: Readonly<
    Record<string, { readonly files: GitTree; readonly parents?: readonly string[] }>
  >;
  /** Commits by revision; `HEAD` among them. */
  readonly revisions: Readonly<Record<string, string>>;
  /** Paths of the working tree. */
  readonly visible: readonly string[];
}

/** A repository in memory, for tests. A content's id is the text itself behind `text:`. */
export function inMemoryGit(input: InMemoryGit): GitRepository {
  const { commits, revisions } = input;
  const ancestors = (commit: string): readonly string[] => {
    const found = new Set([commit]);
    for (const each of found) for (const parent of commits[each]?.parents ?? []) found.add(parent);
    return [...found];
  };
  return {
    state: () =>
      Promise.resolve({
        kind: 'repository',
        head: revisions['HEAD'] ?? null,
        branch: input.branch ?? null,
        remoteHead: input.remoteHead ?? null,
        isShallow: input.isShallow ?? false,
      }),
    commitOf: revision =>
      Promise.resolve(revisions[revision] ?? (commits[revision] === undefined ? null : revision)),
    mergeBase: (left, right) => {
      const others = new Set(ancestors(right));
      return Promise.resolve(ancestors(left).find(commit => others.has(commit)) ?? null);
    },
    filesAt: commit => {
      const files = commits[commit]?.files;
      return Promise.resolve(
        files === undefined
          ? null
          : new Map(Object.entries(files).map(([path, text]) => [path, `text:${text}`])),
      );
    },
    visibleFiles: () => Promise.resolve(new Set(input.visible)),
    read: contents =>
      Promise.resolve(new Map(contents.map(content => [content, content.slice('text:'.length)]))),
    isContent: (text, content) => content === `text:${text}`,
  };
}
