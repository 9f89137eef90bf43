import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes every file under another name beside it, then puts each in its place. A failure leaves what was there. */
export async function writeFiles(
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<void> {
  const written: { readonly path: string; readonly incoming: string }[] = [];
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      const incoming = `${path}.${process.pid}.incoming`;
      written.push({ path, incoming });
      await writeFile(incoming, text, 'utf8');
    }
    for (const { path, incoming } of written) await rename(incoming, path);
  } finally {
    for (const { incoming } of written) await rm(incoming, { force: true });
  }
}
