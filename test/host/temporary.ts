/** Folders that live no longer than this process, however it ends. */
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A fresh folder of this process. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Makes a fresh folder, by default below the system's temporary folder; its path has no symbolic links in it. */
export async function temporaryFolder(purpose: string, parent: string = tmpdir()): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await realpath(parent), `interlock-${purpose}-`));
  folders.add(path);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      folders.delete(path);
    },
  };
}

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

// Without a handler a signal ends the process and skips what is to be done on exit.
for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(code));
