/** The command line that all launchers understand; `--version` and `--timeout` matter to a hosted VS Code only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryFolder } from './toolCache.ts';
import { type HostedVersion, pickVersions } from './versions.ts';

/** What was asked for. */
export interface LauncherOptions {
  readonly versions: readonly HostedVersion[];
  /** The packaged extension to test, instead of the folder `extension`. */
  readonly vsix: string | undefined;
  readonly extension: string;
  readonly suite: string;
  /** The workspace to open a copy of: `test/host/workspace` when there is one and nothing else is said. */
  readonly workspace: string | undefined;
  readonly grep: string | undefined;
  /** Milliseconds for one run. */
  readonly timeout: number;
}

/** Reads the arguments of this process; `suite` names the folder below `test/host/` that is run by default. */
export function readLauncherOptions(suite: string): LauncherOptions {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', multiple: true, default: [] },
      vsix: { type: 'string' },
      grep: { type: 'string' },
      workspace: { type: 'string' },
      suite: { type: 'string', default: join(repositoryFolder, 'test', 'host', suite) },
      extension: { type: 'string', default: repositoryFolder },
      timeout: { type: 'string', default: '180' },
    },
  });
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new Error(`--timeout wants a number of seconds, not "${values.timeout}".`);
  return {
    versions: pickVersions(values.version),
    vsix: values.vsix,
    extension: values.extension,
    suite: values.suite,
    workspace: values.workspace ?? defaultWorkspace(),
    grep: values.grep,
    timeout: seconds * 1000,
  };
}

function defaultWorkspace(): string | undefined {
  const folder = join(repositoryFolder, 'test', 'host', 'workspace');
  return existsSync(folder) ? folder : undefined;
}
