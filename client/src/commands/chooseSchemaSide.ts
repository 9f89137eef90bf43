import * as vscode from 'vscode';
import type { SchemaSideParams } from '../../../server/src/lsp/protocol.ts';
import { chooseConnection } from '../connections.ts';
import { activeMigration } from './activeMigration.ts';

interface Choice extends vscode.QuickPickItem {
  readonly side: () => Promise<SchemaSideParams | undefined>;
}

const plain = (kind: 'before' | 'after' | 'all' | 'baseline' | 'empty'): Choice['side'] => {
  return () => Promise.resolve({ kind });
};

/** From where the server can get a schema: in a browser there are neither programs nor sockets. */
export type SchemaReach = 'files' | 'files, git and databases';

/** Asks for one side of a schema diff. */
export async function chooseSchemaSide(
  context: vscode.ExtensionContext,
  reach: SchemaReach,
  placeHolder: string,
): Promise<SchemaSideParams | undefined> {
  const ofFile: readonly Choice[] =
    activeMigration() === undefined
      ? []
      : [
          { label: 'Before this migration', side: plain('before') },
          { label: 'After this migration', side: plain('after') },
        ];
  const choices: readonly Choice[] = [
    ...ofFile,
    { label: 'After all migrations', side: plain('all') },
    { label: 'Baseline', side: plain('baseline') },
    ...(reach === 'files'
      ? []
      : [
          { label: 'Git revision…', description: 'a branch, tag or commit', side: chooseRevision },
          { label: 'Live database…', side: () => chooseDatabase(context) },
        ]),
    { label: 'Schema dump…', description: 'an SQL file', side: chooseDump },
    { label: 'Empty', side: plain('empty') },
  ];
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder });
  return chosen?.side();
}

async function chooseRevision(): Promise<SchemaSideParams | undefined> {
  const revision = await vscode.window.showInputBox({ title: 'Git revision', value: 'main' });
  return revision === undefined || revision.trim() === ''
    ? undefined
    : { kind: 'revision', revision: revision.trim() };
}

async function chooseDump(): Promise<SchemaSideParams | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ filters: { SQL: ['sql'] } })) ?? [];
  return uri === undefined ? undefined : { kind: 'dump', uri: uri.toString() };
}

async function chooseDatabase(context: vscode.ExtensionContext): Promise<SchemaSideParams | undefined> {
  const url = await chooseConnection(context);
  return url === undefined ? undefined : { kind: 'database', url };
}
