import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Connection, MessageStrategy } from 'vscode-languageserver';
import { createConnection } from 'vscode-languageserver/node';
import { CONFIGURATION_FILE } from '../configuration/configurationFile.ts';
import type { ServerRuntime } from '../lsp/runtime.ts';
import { serve } from '../lsp/serve.ts';
import { folderUri } from '../lsp/uris.ts';
import { folderFiles } from './folderFiles.ts';
import { gitRepository } from './gitRepository.ts';

/** Milliseconds that an editor waits for a git that says nothing. */
const GIT_PATIENCE = 3_000;

/** The server's surroundings on Node: files of `file:` folders are read directly, all others through the client. */
export const nodeRuntime: ServerRuntime = {
  loadGrammar: async () => (await import('./grammarFile.ts')).loadGrammarFile(),
  files: uri => (uri.startsWith('file:') ? folderFiles(fileURLToPath(uri)) : null),
  git: uri =>
    uri.startsWith('file:') ? gitRepository(fileURLToPath(uri), { patience: GIT_PATIENCE }) : null,
  folderOf: uri =>
    Promise.resolve(uri.startsWith('file:') ? nearestProject(dirname(fileURLToPath(uri))) : null),
  // Drivers are loaded when somebody connects.
  openDatabase: async address => (await import('./databaseConnection.ts')).openDatabase(address),
  docsBase: docsFolder(),
};

/** `interlock lsp --stdio`. Ends with the client. */
export function serveOnStandardStreams(): Promise<void> {
  return untilShutdown(messageStrategy =>
    createConnection(process.stdin, process.stdout, { messageStrategy }),
  );
}

/** Serves the client that started this process and chose the transport by its arguments. */
export function serveParentProcess(): Promise<void> {
  return untilShutdown(messageStrategy => createConnection({ messageStrategy }));
}

function untilShutdown(connect: (strategy: MessageStrategy) => Connection): Promise<void> {
  const connection = serve({
    runtime: nodeRuntime,
    connect,
    load: async () => (await import('../lsp/server.ts')).startServer,
  });
  return new Promise(resolve => connection.onShutdown(() => resolve()));
}

function nearestProject(folder: string): string {
  for (const name of [CONFIGURATION_FILE, '.git']) {
    for (let at = folder; ; at = dirname(at)) {
      if (existsSync(join(at, name))) return folderUri(pathToFileURL(at).href);
      if (dirname(at) === at) break;
    }
  }
  return folderUri(pathToFileURL(folder).href);
}

/** The package ships its rule pages: `docs/rules` above the bundle, or above the source. */
function docsFolder(): string | null {
  for (const above of ['../../docs/rules', '../../../docs/rules']) {
    const folder = fileURLToPath(new URL(above, import.meta.url));
    if (existsSync(folder)) return pathToFileURL(folder).href;
  }
  return null;
}
