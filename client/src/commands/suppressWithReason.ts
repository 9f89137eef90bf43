import * as vscode from 'vscode';
import type { SuppressArguments } from '../../../server/src/lsp/protocol.ts';

/** Asks why, then writes the suppression comment above the statement, or at the top of the file. */
export async function suppressWithReason(where: SuppressArguments): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: `Suppress ${where.rule}`,
    prompt: 'Why is it safe here? The next reader sees this.',
    placeHolder: 'the table is empty until the next release',
    validateInput: text => (text.trim() === '' ? 'A reason is needed.' : undefined),
  });
  if (reason === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  const words = `interlock-disable-${where.scope} ${where.rule}: ${reason.trim()}`;
  const comment = `${where.indent}${where.open}${words}${where.close}\n`;
  edit.insert(vscode.Uri.parse(where.uri), new vscode.Position(where.line, 0), comment);
  await vscode.workspace.applyEdit(edit);
}
