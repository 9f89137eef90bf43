/** What suites in an extension host need again and again; works in Node and in a Web Worker. */
import * as vscode from 'vscode';

const PATIENCE = 20_000;

/** The URI of a file by its path below the first workspace folder. */
export function workspaceUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No workspace folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor. */
export async function openWorkspaceFile(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceUri(path)));
}

/** Asks again and again until the answer is neither false nor undefined; fails with the last answer. */
export async function until<T>(
  what: string,
  ask: () => T | Thenable<T>,
): Promise<Exclude<T, false | undefined>> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (isAnswer(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE / 1000} s in vain until ${what}.`);
    await new Promise(fulfil => setTimeout(fulfil, 50));
  }
}

/** Waits until the diagnostics of a document are as wanted and returns them. */
export async function untilDiagnostics(
  uri: vscode.Uri,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const now = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  try {
    return await until('diagnostics are as wanted', () => wanted(now()) && now());
  } catch (error) {
    const found = now().map(diagnostic => `${codeOf(diagnostic)}: ${diagnostic.message}`);
    throw new Error(
      `${error instanceof Error ? error.message : error} Found: ${found.join('; ') || 'none'}.`,
    );
  }
}

/** The code of a diagnostic as text, whether or not it comes with a link. */
export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** Changes a setting for the time of an action and sets it back. */
export async function withSetting<T>(name: string, value: unknown, action: () => Promise<T>): Promise<T> {
  const set = (next: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration().update(name, next, vscode.ConfigurationTarget.Workspace);
  const before = vscode.workspace.getConfiguration().inspect(name)?.workspaceValue;
  await set(value);
  try {
    return await action();
  } finally {
    await set(before);
  }
}

function isAnswer<T>(answer: T): answer is Exclude<T, false | undefined> {
  return answer !== false && answer !== undefined;
}
