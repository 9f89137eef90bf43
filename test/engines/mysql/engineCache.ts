/**
 * The git-ignored folder `.cache/engines/`: unpacked servers, the client library and data folders.
 * `INTERLOCK_ENGINE_CACHE` names another one.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repositoryFolder = fileURLToPath(new URL('../../../', import.meta.url));

export function engineCachePath(...segments: readonly string[]): string {
  const root = resolve(
    process.env.INTERLOCK_ENGINE_CACHE ?? join(repositoryFolder, '.cache', 'engines', 'mysql'),
  );
  return join(root, ...segments);
}

/** Says that an engine or the client cannot be had on this machine, which is no fault of the facts. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}
