import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  Hover,
  InitializeResult,
  Position,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ServerRuntime } from '../../server/src/lsp/runtime.ts';
import { serve } from '../../server/src/lsp/serve.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { nodeRuntime } from '../../server/src/node/languageServer.ts';

/** What VS Code says it can do, as far as the server asks. */
export const FULL_CAPABILITIES: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false, codeDescriptionSupport: true, relatedInformation: true },
    publishDiagnostics: { codeDescriptionSupport: true, relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { dataSupport: true },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    diagnostics: { refreshSupport: true },
  },
};

/** An editor that knows nothing but pushed diagnostics and plain text. */
export const MINIMAL_CAPABILITIES: ClientCapabilities = {};

/** A client in the same process, joined to the real server by two streams, over a folder on disk. */
export interface TestClient {
  readonly folder: string;
  readonly initialized: InitializeResult;
  readonly connection: ProtocolConnection;
  uri(path: string): string;
  open(path: string, text: string): Promise<void>;
  /** Replaces a range; without one, the whole text. */
  change(path: string, text: string, range?: Range): Promise<void>;
  close(path: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
  diagnostics(path: string): Promise<readonly Diagnostic[]>;
  /** The next diagnostics that the server pushes for a file. */
  pushed(path: string): Promise<readonly Diagnostic[]>;
  hover(path: string, position: Position): Promise<Hover | null>;
  actions(path: string, range: Range, only?: string[]): Promise<readonly CodeAction[]>;
  request<Result>(method: string, params: unknown): Promise<Result>;
}

export interface TestClientOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** The folder that the client opens, below that of the files; all of it when not given. */
  readonly opened?: string;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
  /** What the server stands on; Node's own when not given. */
  readonly runtime?: ServerRuntime;
}

/** Runs `test` with a client; ends the server and removes the folder afterwards, whatever happens. */
export async function withClient(
  options: TestClientOptions,
  test: (client: TestClient) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-lsp-'));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(options.files ?? {})) await write(path, text);
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = serve({
    runtime: options.runtime ?? nodeRuntime,
    connect: messageStrategy =>
      createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), {
        messageStrategy,
      }),
    load: () => Promise.resolve(startServer),
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const waiting = new Map<string, ((diagnostics: readonly Diagnostic[]) => void)[]>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }) => {
      for (const resolve of waiting.get(params.uri) ?? []) resolve(params.diagnostics);
      waiting.delete(params.uri);
    },
  );
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const versions = new Map<string, number>();
  const nextVersion = (path: string): number => {
    const version = (versions.get(path) ?? 0) + 1;
    versions.set(path, version);
    return version;
  };
  try {
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: pathToFileURL(join(folder, options.opened ?? '')).href,
      workspaceFolders: [{ uri: pathToFileURL(join(folder, options.opened ?? '')).href, name: 'test' }],
      capabilities: options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: options.initializationOptions ?? {},
    });
    await connection.sendNotification('initialized', {});
    await test({
      folder,
      initialized,
      connection,
      uri,
      write,
      open: (path, text) =>
        connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri: uri(path), languageId: 'sql', version: nextVersion(path), text },
        }),
      change: (path, text, range) =>
        connection.sendNotification('textDocument/didChange', {
          textDocument: { uri: uri(path), version: nextVersion(path) },
          contentChanges: [range === undefined ? { text } : { range, text }],
        }),
      close: path =>
        connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } }),
      async diagnostics(path) {
        const report = await connection.sendRequest<{ readonly items: readonly Diagnostic[] }>(
          'textDocument/diagnostic',
          { textDocument: { uri: uri(path) } },
        );
        return report.items;
      },
      pushed: path =>
        new Promise(resolve => waiting.set(uri(path), [...(waiting.get(uri(path)) ?? []), resolve])),
      hover: (path, position) =>
        connection.sendRequest('textDocument/hover', { textDocument: { uri: uri(path) }, position }),
      async actions(path, range, only) {
        const found = await connection.sendRequest<readonly CodeAction[] | null>('textDocument/codeAction', {
          textDocument: { uri: uri(path) },
          range,
          context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
        });
        return found ?? [];
      },
      request: (method, params) => connection.sendRequest(method, params),
    });
    await connection.sendRequest('shutdown');
  } finally {
    connection.dispose();
    server.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Applies the text edits of an action that concern one document; created files by URI. */
export function applyWorkspaceEdit(
  edit: WorkspaceEdit,
  uri: string,
  text: string,
): { readonly text: string; readonly created: ReadonlyMap<string, string> } {
  const created = new Map<string, string>();
  let result = text;
  for (const change of edit.documentChanges ?? []) {
    if ('kind' in change) {
      if (change.kind === 'create') created.set(change.uri, '');
      continue;
    }
    const edits = change.edits.map(entry => {
      if (!('newText' in entry)) throw new Error('a snippet edit was not expected');
      return entry;
    });
    if (change.textDocument.uri === uri) result = applyRangeEdits(result, edits);
    else
      created.set(
        change.textDocument.uri,
        applyRangeEdits(created.get(change.textDocument.uri) ?? '', edits),
      );
  }
  for (const [changed, edits] of Object.entries(edit.changes ?? {}))
    if (changed === uri) result = applyRangeEdits(result, edits);
  return { text: result, created };
}

function applyRangeEdits(
  text: string,
  edits: readonly { readonly range: Range; readonly newText: string }[],
): string {
  const offset = ({ line, character }: Position): number => {
    let at = 0;
    for (let passed = 0; passed < line; passed++) at = text.indexOf('\n', at) + 1;
    return at + character;
  };
  return [...edits]
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((left, right) => right.start - left.start)
    .reduce(
      (current, { start, end, newText }) => current.slice(0, start) + newText + current.slice(end),
      text,
    );
}
