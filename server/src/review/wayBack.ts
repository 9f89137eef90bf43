import type { MigrationFile, MigrationSet } from '../frameworks/framework.ts';
import { waysForward } from '../frameworks/waysForward.ts';

/** The file of its own that takes a migration back: by its version, or by its name where no tool gives versions. */
export function wayBackOf(set: MigrationSet, file: MigrationFile): MigrationFile | undefined {
  const isItsOwn = (other: MigrationFile): boolean =>
    set.framework === 'plain'
      ? waysForward(other.path).includes(file.path)
      : other.version !== null && other.version === file.version;
  return set.files.find(other => (other.role === 'down' || other.role === 'undo') && isItsOwn(other));
}
