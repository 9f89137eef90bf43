import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InterlockInitializationOptions } from '../../server/src/lsp/protocol.ts';
import { CHANGELOG_LANGUAGES, changelogsOnly, registerChangelogContext } from './changelogs.ts';
import { capture } from './commands/capture.ts';
import type { SchemaReach } from './commands/chooseSchemaSide.ts';
import { createConfiguration } from './commands/createConfiguration.ts';
import { openRuleDocumentation, registerRuleLinks } from './commands/openRuleDocumentation.ts';
import { restartServer } from './commands/restartServer.ts';
import { createWorkspaceReview } from './commands/reviewWorkspace.ts';
import { registerSchemaDiff } from './commands/showSchemaDiff.ts';
import { suppressWithReason } from './commands/suppressWithReason.ts';
import { enabledOnly, registerEnablement } from './enablement.ts';
import { registerFileRequests } from './fileRequests.ts';
import { registerStatus } from './status.ts';
import { registerVersionControl } from './versionControl.ts';

/** Languages that SQL extensions give to `.sql` files. */
const LANGUAGES = ['sql', 'postgres', 'postgresql', 'pgsql', 'mysql', 'mariadb', 'plsql', 'sql-postgres'];

/** What the desktop and the web entry differ in. */
export interface ClientHost {
  createClient(id: string, name: string, options: LanguageClientOptions): BaseLanguageClient;
  /** The grammar as base64, where the server cannot read its own files. */
  loadGrammar(): Promise<string | null>;
  readonly reach: SchemaReach;
}

/** What other extensions, and tests, can ask. */
export interface InterlockApi {
  /** What the status says of the active editor's migration: tool and targets, then how the file is run. */
  status(): readonly [text: string, detail: string];
}

/** Starts the server and everything that shows its answers. Resolves when the server answers. */
export async function startClient(context: vscode.ExtensionContext, host: ClientHost): Promise<InterlockApi> {
  const output = vscode.window.createOutputChannel('Interlock', { log: true });
  const grammar = await host.loadGrammar();
  const initializationOptions: InterlockInitializationOptions = {
    docsBase: `${vscode.env.uriScheme}://${context.extension.id}/rules`,
    commands: true,
    files: true,
    trusted: vscode.workspace.isTrusted,
    ...(grammar === null ? {} : { grammar }),
  };
  const client: BaseLanguageClient = host.createClient('interlock', 'Interlock', {
    documentSelector: [
      ...LANGUAGES.map(language => ({ language })),
      ...CHANGELOG_LANGUAGES.map(language => ({ language })),
    ],
    initializationOptions,
    outputChannel: output,
    diagnosticPullOptions: { onChange: true, onSave: false, onTabs: false },
    middleware: { ...enabledOnly, ...changelogsOnly(() => client) },
  });
  // `isWeb` would not do: it is also true in a browser that shows a workbench whose extensions run on Node.
  await vscode.commands.executeCommand('setContext', 'interlock.reachesDatabases', host.reach !== 'files');
  const status = registerStatus(client, LANGUAGES);
  context.subscriptions.push(
    output,
    client,
    registerFileRequests(client),
    registerEnablement(client),
    registerChangelogContext(),
    registerRuleLinks(context),
    status.disposable,
    registerVersionControl(client),
    ...registerSchemaDiff(context, client, host.reach),
    vscode.commands.registerCommand('interlock.capture', () => capture(context, client)),
    ...createWorkspaceReview(client),
    vscode.commands.registerCommand('interlock.openRuleDocumentation', (rule?: string) =>
      openRuleDocumentation(context, rule),
    ),
    vscode.commands.registerCommand('interlock.suppressWithReason', suppressWithReason),
    vscode.commands.registerCommand('interlock.restartServer', () => restartServer(client)),
    vscode.commands.registerCommand('interlock.createConfiguration', createConfiguration),
    vscode.commands.registerCommand('interlock.showFindings', () =>
      vscode.commands.executeCommand('workbench.actions.view.problems'),
    ),
    vscode.commands.registerCommand('interlock.showOutput', () => output.show()),
  );
  try {
    await client.start();
  } catch (error) {
    output.error(String(error));
    const choice = await vscode.window.showErrorMessage(
      'Interlock could not start its language server.',
      'Show Output',
    );
    if (choice !== undefined) output.show();
  }
  return { status: () => status.shown() };
}
