import * as vscode from 'vscode';

/** Titles of known connections are no secret; their URLs are, and lie in the secret storage alone. */
const KNOWN = 'interlock.connections';
const NEW = '$(add) New connection…';

/** Asks which database is meant; gives its URL. Nothing is written but into VS Code's secret storage. */
export async function chooseConnection(context: vscode.ExtensionContext): Promise<string | undefined> {
  const known = context.globalState.get<readonly string[]>(KNOWN, []);
  const chosen =
    known.length === 0
      ? NEW
      : await vscode.window.showQuickPick([...known, NEW], { placeHolder: 'The database to read' });
  if (chosen === undefined) return undefined;
  const kept = chosen === NEW ? undefined : await context.secrets.get(secretOf(chosen));
  return kept ?? askForConnection(context);
}

/** A connection that was refused is not offered again. */
export async function forgetConnection(context: vscode.ExtensionContext, url: string): Promise<void> {
  const title = titleOf(url);
  const known = context.globalState.get<readonly string[]>(KNOWN, []);
  await context.globalState.update(
    KNOWN,
    known.filter(other => other !== title),
  );
  await context.secrets.delete(secretOf(title));
}

async function askForConnection(context: vscode.ExtensionContext): Promise<string | undefined> {
  const url = await vscode.window.showInputBox({
    title: 'Connection URL',
    prompt:
      'Read in a read-only transaction. The URL is kept in the secret storage of VS Code, never in a file.',
    placeHolder: 'postgresql://user:password@host:5432/database',
    password: true,
    ignoreFocusOut: true,
    validateInput: text =>
      /^(?:postgres(?:ql)?|mysql|mariadb):\/\/[^\s]+\/[^\s/]+$/i.test(text.trim())
        ? undefined
        : 'postgresql://, mysql:// or mariadb://, with a host and a database',
  });
  if (url === undefined) return undefined;
  const title = titleOf(url.trim());
  const known = context.globalState.get<readonly string[]>(KNOWN, []);
  await context.secrets.store(secretOf(title), url.trim());
  await context.globalState.update(KNOWN, [...new Set([...known, title])].sort());
  return url.trim();
}

function secretOf(title: string): string {
  return `interlock.connection:${title}`;
}

/** Without user, password and parameters. */
function titleOf(url: string): string {
  return url.replace(/:\/\/[^/]*@/, '://').replace(/[?#].*$/s, '');
}
