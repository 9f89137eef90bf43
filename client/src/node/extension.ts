import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type InterlockApi, startClient } from '../startClient.ts';

/** The desktop entry: the server is a process of its own. */
export async function activate(context: ExtensionContext): Promise<InterlockApi> {
  const module = context.asAbsolutePath('dist/server/server.mjs');
  return startClient(context, {
    reach: 'files, git and databases',
    createClient: (id, name, options) =>
      new LanguageClient(
        id,
        name,
        {
          run: { module, transport: TransportKind.ipc },
          debug: {
            module,
            transport: TransportKind.ipc,
            options: { execArgv: ['--nolazy', '--inspect=6009'] },
          },
        },
        options,
      ),
    loadGrammar: () => Promise.resolve(null),
  });
}
