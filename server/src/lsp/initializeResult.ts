import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { INTERLOCK_VERSION } from '../version.ts';
import { clientFeatures } from './clientFeatures.ts';
import { SERVER_COMMANDS } from './protocol.ts';

/** The code action of everything that can be mended without a choice. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.interlock`;

/** What the server can do for a client. */
export function initializeResult(params: InitializeParams): InitializeResult {
  return {
    serverInfo: { name: 'Interlock', version: INTERLOCK_VERSION },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: {},
      executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(clientFeatures(params).pullDiagnostics
        ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
        : {}),
    },
  };
}
