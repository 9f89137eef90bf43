import * as vscode from 'vscode';

/** Scheme of the texts that a schema diff shows; their query is the URI of the migration they were made for. */
export const SCHEMA_SCHEME = 'interlock-schema';

/**
 * The file that a command about "this migration" means: that of the active editor, and with a schema diff in front the
 * migration it was made for. Undefined where the editor shows something that is no file, such as an output channel.
 */
export function activeMigration(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === SCHEMA_SCHEME) return vscode.Uri.parse(uri.query);
  return uri !== undefined && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined
    ? uri
    : undefined;
}
