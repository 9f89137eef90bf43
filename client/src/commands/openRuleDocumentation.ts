import * as vscode from 'vscode';

/** Opens a rule's page in the Markdown preview; asks for the rule when the palette names none. */
export async function openRuleDocumentation(
  context: vscode.ExtensionContext,
  rule: string | undefined,
): Promise<void> {
  const chosen = rule ?? (await chooseRule(context));
  if (chosen === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreview', rulePage(context, chosen));
}

function rulePage(context: vscode.ExtensionContext, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${rule}.md`);
}

async function chooseRule(context: vscode.ExtensionContext): Promise<string | undefined> {
  const pages = await vscode.workspace.fs.readDirectory(
    vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules'),
  );
  const rules = pages.map(([name]) => name.replace(/\.md$/, '')).sort();
  const atCursor = ruleAtCursor();
  const ordered = atCursor === undefined ? rules : [atCursor, ...rules.filter(name => name !== atCursor)];
  return vscode.window.showQuickPick(ordered, { placeHolder: 'The rule whose page to open' });
}

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find(
      diagnostic => diagnostic.source === 'interlock' && diagnostic.range.contains(editor.selection.active),
    );
  const code = typeof found?.code === 'object' ? found.code.value : found?.code;
  return code === undefined ? undefined : String(code);
}

/** Rule ids in diagnostics are links to this extension (`vscode://<id>/rules/<rule>.md`), so that they work offline. */
export function registerRuleLinks(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri(uri) {
      const rule = /\/rules\/([\w-]+)\.md$/.exec(uri.path)?.[1];
      return rule === undefined ? undefined : openRuleDocumentation(context, rule);
    },
  });
}
