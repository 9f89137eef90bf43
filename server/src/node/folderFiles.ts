import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { classifyText } from '../syntax/textKind.ts';
import { IGNORED_FOLDERS, MAX_FILE_BYTES, type WorkspaceFiles } from '../workspace/files.ts';

/** Enough for the largest monorepo; a home directory opened by mistake stops there. */
const MOST_FILES = 200_000;

/** A folder on disk. Folders without permission and files that vanish are passed over. */
export function folderFiles(folder: string): WorkspaceFiles {
  return {
    today: () => new Date().toISOString().slice(0, 10),
    async list() {
      const found: string[] = [];
      await listInto(folder, '', found);
      return found.sort();
    },
    async read(path) {
      const file = join(folder, path);
      try {
        const { size, mtimeMs, isFile } = await stat(file).then(entry => ({
          size: entry.size,
          mtimeMs: entry.mtimeMs,
          isFile: entry.isFile(),
        }));
        if (!isFile || size > MAX_FILE_BYTES) return null;
        const classified = classifyText(await readFile(file));
        return classified.kind === 'text' ? { text: classified.text, modifiedAt: mtimeMs } : null;
      } catch {
        return null;
      }
    },
  };
}

async function listInto(root: string, below: string, found: string[]): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (found.length >= MOST_FILES) return;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!IGNORED_FOLDERS.has(entry.name)) await listInto(root, path, found);
    } else if (entry.isFile()) {
      found.push(path);
    }
  }
}
