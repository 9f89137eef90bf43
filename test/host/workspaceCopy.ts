/** Gives each run its own copy of a workspace, so that tests may write to it. */
import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { temporaryFolder } from './temporary.ts';
import type { Target } from './workbench.ts';

/** A workspace that may be written to. */
export interface WorkspaceCopy {
  readonly target: Target;
  /** The folder that was copied into. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/**
 * Copies a workspace: a folder, or a `.code-workspace` file together with the folder it is in. Without one, an empty
 * folder is made.
 */
export async function copyWorkspace(source: string | undefined): Promise<WorkspaceCopy> {
  const temporary = await temporaryFolder('workspace');
  try {
    const target = await copyInto(temporary.path, source);
    const folder = 'folder' in target ? target.folder : dirname(target.workspace);
    return { target, folder, remove: temporary.remove };
  } catch (error) {
    await temporary.remove();
    throw error;
  }
}

async function copyInto(parent: string, source: string | undefined): Promise<Target> {
  if (source === undefined) {
    const folder = join(parent, 'workspace');
    await mkdir(folder);
    return { folder };
  }
  const path = resolve(source);
  if ((await stat(path)).isDirectory()) {
    const folder = join(parent, basename(path));
    await cp(path, folder, { recursive: true });
    return { folder };
  }
  const folder = join(parent, basename(dirname(path)));
  await cp(dirname(path), folder, { recursive: true });
  return { workspace: join(folder, basename(path)) };
}
