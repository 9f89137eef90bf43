import type { WorkspaceFiles } from './files.ts';
import type { GitRepository } from './git.ts';

/**
 * The files of a commit as a folder. Texts that the working tree has as well are taken from there; the others are read
 * in one go when the first of them is asked for. Null when git cannot list the commit.
 */
export async function gitFiles(
  git: GitRepository,
  commit: string,
  working: WorkspaceFiles,
  matters: (path: string) => boolean,
): Promise<WorkspaceFiles | null> {
  const tree = await git.filesAt(commit);
  if (tree === null) return null;
  let others: Promise<ReadonlyMap<string, string>> | null = null;
  const here = async (path: string, content: string): Promise<string | null> => {
    const text = (await working.read(path))?.text ?? null;
    return text !== null && git.isContent(text, content) ? text : null;
  };
  const readOthers = async (): Promise<ReadonlyMap<string, string>> => {
    const missing: string[] = [];
    for (const [path, content] of tree)
      if (matters(path) && (await here(path, content)) === null) missing.push(content);
    return git.read(missing);
  };
  return {
    list: () => Promise.resolve([...tree.keys()]),
    async read(path) {
      const content = tree.get(path);
      if (content === undefined) return null;
      const own = await here(path, content);
      if (own !== null) return { text: own, modifiedAt: null };
      others ??= readOthers();
      const text = (await others).get(content) ?? (await git.read([content])).get(content);
      return text === undefined ? null : { text, modifiedAt: null };
    },
  };
}
