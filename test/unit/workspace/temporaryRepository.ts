import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Nothing of the machine's own configuration has a say. */
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};
const SETTINGS = ['init.defaultBranch=main', 'user.name=Test', 'user.email=test@example.test'].flatMap(
  setting => ['-c', setting],
);

export interface TemporaryRepository {
  readonly folder: string;
  /** Runs git in the repository, or in a folder below the temporary one; gives what it prints. */
  git(...args: readonly string[]): Promise<string>;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  remove(path: string): Promise<void>;
  /** Writes files and commits everything. */
  commit(files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
  /** A path beside the repository, removed with it: for clones and worktrees. */
  beside(name: string): string;
}

/** Runs git anywhere. */
export async function gitIn(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', [...SETTINGS, ...args], { cwd: folder, env: ENVIRONMENT });
  return stdout;
}

/** Runs `test` in a fresh repository whose branch `main` has these files in one commit; removes it afterwards. */
export async function inRepository(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (repository: TemporaryRepository) => Promise<void>,
): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'interlock-git-')));
  const folder = join(root, 'repository');
  const write: TemporaryRepository['write'] = async written => {
    for (const [path, content] of Object.entries(written)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  };
  const git: TemporaryRepository['git'] = (...args) => gitIn(folder, args);
  const commit: TemporaryRepository['commit'] = async written => {
    await write(written);
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '--message', 'change');
    return (await git('rev-parse', 'HEAD')).trim();
  };
  try {
    await mkdir(folder);
    await git('init', '--quiet');
    if (Object.keys(files).length > 0) await commit(files);
    await test({
      folder,
      git,
      write,
      commit,
      remove: path => rm(join(folder, path)),
      beside: name => join(root, name),
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
