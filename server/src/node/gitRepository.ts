import { createHash } from 'node:crypto';
import type { SimpleGit } from 'simple-git';
import { classifyText } from '../syntax/textKind.ts';
import { MAX_FILE_BYTES } from '../workspace/files.ts';
import type { GitAbsence, GitRepository, GitState } from '../workspace/git.ts';

/** Milliseconds without a word from git after which it is given up, unless the caller says otherwise. */
const PATIENCE = 5_000;
/** Commits never change, so their lists of files are kept; a base, its tip and two sides of a diff are asked for. */
const MOST_KEPT_TREES = 6;

/**
 * What git needs of the surroundings. Everything else stays out: settings for editors and pagers, and the variables by
 * which a hook would make git look at another repository.
 */
const PASSED_ON = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'SYSTEMROOT',
  'PATHEXT',
];

/** The repository around a folder on disk. Git is only asked; it writes nothing, runs no hook and reaches no remote. */
export function gitRepository(folder: string, { patience = PATIENCE } = {}): GitRepository {
  const trees = new Map<string, ReadonlyMap<string, string>>();

  const run = async (...args: readonly string[]): Promise<string | null> => {
    try {
      return await (await client(folder, patience)).raw([...args]);
    } catch {
      return null;
    }
  };
  const line = async (...args: readonly string[]): Promise<string | null> =>
    (await run(...args))?.trim() || null;

  return {
    async state() {
      try {
        const facts = await (await client(folder, patience)).raw([
          'rev-parse',
          '--is-inside-work-tree',
          '--is-shallow-repository',
        ]);
        const [isInside, isShallow] = facts.split('\n').map(each => each.trim() === 'true');
        if (isInside !== true) return absent('no-repository', 'this is no working tree');
        const [head, branch, remoteHead] = await Promise.all([
          line('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
          line('symbolic-ref', '--quiet', '--short', 'HEAD'),
          line('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
        ]);
        return { kind: 'repository', head, branch, remoteHead, isShallow: isShallow === true };
      } catch (error) {
        return absenceOf(error);
      }
    },
    commitOf: revision =>
      // A revision that looks like an option is none.
      revision.startsWith('-') || revision === ''
        ? Promise.resolve(null)
        : line('rev-parse', '--verify', '--quiet', `${revision}^{commit}`),
    mergeBase: (left, right) => line('merge-base', left, right),
    async filesAt(commit) {
      const kept = trees.get(commit);
      if (kept !== undefined) return kept;
      const listed = await run('ls-tree', '-r', '-z', commit);
      if (listed === null) return null;
      const tree = readTree(listed);
      const [oldest] = trees.keys();
      if (trees.size >= MOST_KEPT_TREES && oldest !== undefined) trees.delete(oldest);
      trees.set(commit, tree);
      return tree;
    },
    async visibleFiles() {
      const listed = await run('ls-files', '-z', '--cached', '--others', '--exclude-standard');
      return listed === null ? null : new Set(listed.split('\0').filter(path => path !== ''));
    },
    async read(contents) {
      const wanted = [...new Set(contents)];
      if (wanted.length === 0) return new Map();
      try {
        const answer: unknown = await (
          await client(folder, patience, `${wanted.join('\n')}\n`)
        ).binaryCatFile(['--batch']);
        return Buffer.isBuffer(answer) ? readBatch(answer) : new Map();
      } catch {
        return new Map();
      }
    },
    isContent: (text, content) =>
      contentId(text, content.length) === content ||
      (text.includes('\r\n') && contentId(text.replaceAll('\r\n', '\n'), content.length) === content),
  };
}

/** A client for one question; `input` is what it gets on its standard input. Rejects when the folder is gone. */
async function client(folder: string, patience: number, input?: string): Promise<SimpleGit> {
  // Loaded when git is asked for the first time: a folder without it starts faster.
  const { simpleGit } = await import('simple-git');
  return simpleGit({
    baseDir: folder,
    timeout: { block: patience },
    trimmed: false,
    config: ['core.fsmonitor=false'],
    // Switching it off is what this allows: the repository's own setting could name a program to run.
    unsafe: { allowUnsafeFsMonitor: true },
    allowEnvironment: ['GIT_NO_LAZY_FETCH'],
    ...(input === undefined ? {} : { input: () => input }),
  }).env({ ...surroundings(), LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1' });
}

function surroundings(): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && PASSED_ON.includes(name.toUpperCase())) passed[name] = value;
  return passed;
}

function absenceOf(error: unknown): GitState {
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOENT|EACCES/.test(message)) return absent('no-git', 'git is not installed');
  if (/not a git repository/i.test(message)) return absent('no-repository', 'this is no git repository');
  if (/timeout/i.test(message)) return absent('refused', 'git did not answer');
  const own = /^(?:fatal|error): (.+)$/m.exec(message)?.[1];
  return absent('refused', own ?? message.split('\n', 1)[0] ?? 'git failed');
}

function absent(reason: GitAbsence['reason'], message: string): GitAbsence {
  return { kind: 'absent', reason, message };
}

/** Reads `<mode> blob <id>\t<path>\0...`. Links and submodules have no text of their own. */
function readTree(listed: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const entry of listed.split('\0')) {
    const match = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
    if (match?.[1] !== undefined && match[2] !== undefined) tree.set(match[2], match[1]);
  }
  return tree;
}

const NEWLINE = 10;

/** Reads `<id> blob <bytes>\n<content>\n` ..., with `<id> missing\n` for what is not here. */
function readBatch(answer: Buffer): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(NEWLINE, at);
    if (end === -1) break;
    const header = answer.toString('latin1', at, end);
    at = end + 1;
    const match = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header);
    if (match === null) continue;
    const bytes = Number(match[3]);
    if (match[2] === 'blob' && bytes <= MAX_FILE_BYTES && at + bytes <= answer.length) {
      const classified = classifyText(answer.subarray(at, at + bytes));
      if (classified.kind === 'text') texts.set(match[1] ?? '', classified.text);
    }
    at += bytes + 1;
  }
  return texts;
}

/** Git's id of a file's content: SHA-1, or SHA-256 in repositories whose ids are 64 digits long. */
function contentId(text: string, digits: number): string {
  const bytes = Buffer.from(text, 'utf8');
  return createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
