import type { InitializeParams } from 'vscode-languageserver';
import type { InterlockInitializationOptions } from './protocol.ts';

/** What the client can do, read once. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshInlayHints: boolean;
  readonly refreshCodeLenses: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly renameFiles: boolean;
  readonly applyEdits: boolean;
  readonly markdownHover: boolean;
  readonly watchFiles: boolean;
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly options: InterlockInitializationOptions;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = capabilities;
  const edit = workspace?.workspaceEdit;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    codeDescription:
      textDocument?.publishDiagnostics?.codeDescriptionSupport === true ||
      textDocument?.diagnostic?.codeDescriptionSupport === true,
    relatedInformation:
      textDocument?.publishDiagnostics?.relatedInformation === true ||
      textDocument?.diagnostic?.relatedInformation === true,
    documentChanges: edit?.documentChanges === true,
    createFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    renameFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('rename') === true,
    applyEdits: workspace?.applyEdit === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: capabilities.window?.workDoneProgress === true,
    options: readOptions(initializationOptions),
  };
}

function readOptions(value: unknown): InterlockInitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { docsBase, commands, files, grammar, trusted } = value as Record<string, unknown>;
  return {
    ...(typeof docsBase === 'string' ? { docsBase } : {}),
    ...(typeof grammar === 'string' ? { grammar } : {}),
    commands: commands === true,
    files: files === true,
    trusted: trusted !== false,
  };
}
