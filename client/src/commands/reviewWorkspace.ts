import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  METHODS,
  type ReviewWorkspaceParams,
  type WorkspaceFindings,
} from '../../../server/src/lsp/protocol.ts';
import { isEnabled } from '../enablement.ts';

const REVIEW_ALL = 'Review All';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/**
 * "Review Workspace Migrations": the pending ones, and on demand those of history too. Findings of files that are not open go to the Problems panel. Open files have their
 * own, fresher ones, so a file leaves this collection as soon as it is opened.
 */
export function createWorkspaceReview(client: BaseLanguageClient): vscode.Disposable[] {
  const collection = vscode.languages.createDiagnosticCollection('interlock-workspace');
  const isOpen = (uri: vscode.Uri): boolean =>
    vscode.workspace.textDocuments.some(document => document.uri.toString() === uri.toString());

  const review = async (scope: ReviewWorkspaceParams['scope']): Promise<void> => {
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Reviewing migrations', cancellable: true },
      (_progress, token) =>
        client
          .sendRequest<WorkspaceFindings | null>(METHODS.reviewWorkspace, { scope }, token)
          .catch(error => {
            if (token.isCancellationRequested) return null;
            throw error;
          }),
    );
    if (found === null) return;
    collection.clear();
    let total = 0;
    for (const { uri: text, findings } of found.files) {
      const uri = vscode.Uri.parse(text);
      if (!isEnabled(uri)) continue;
      total += findings.length;
      if (isOpen(uri)) continue;
      collection.set(
        uri,
        findings.map(finding => {
          const { start, end } = finding.range;
          const diagnostic = new vscode.Diagnostic(
            new vscode.Range(start.line, start.character, end.line, end.character),
            finding.message,
            SEVERITIES[finding.severity],
          );
          diagnostic.source = 'interlock';
          diagnostic.code = finding.rule;
          return diagnostic;
        }),
      );
    }
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    tell(total, found);
  };

  const tell = (total: number, { reviewed, leftOut }: WorkspaceFindings): void => {
    const found = `${total} findings in ${reviewed} migrations`;
    if (leftOut === 0) {
      vscode.window.setStatusBarMessage(`Interlock: ${found}`, 8000);
      return;
    }
    // Not awaited: the message stays until the user is done with it.
    void vscode.window
      .showInformationMessage(`${found}; ${leftOut} that are merged or deployed were left out.`, REVIEW_ALL)
      .then(choice => (choice === REVIEW_ALL ? review('all') : undefined));
  };

  return [
    collection,
    vscode.commands.registerCommand('interlock.reviewWorkspace', () => review('pending')),
    vscode.workspace.onDidOpenTextDocument(document => collection.delete(document.uri)),
  ];
}
