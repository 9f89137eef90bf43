import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A language server in a process of its own, timed from outside. Times are milliseconds. */
export interface TimedServer {
  readonly initializeTime: number;
  /** Opens a document and waits for its first diagnostics. */
  open(uri: string, text: string): Promise<number>;
  /** Replaces one range and waits for the diagnostics of the new version. */
  edit(uri: string, line: number, character: number, text: string): Promise<number>;
  /** Resident memory in MiB; null where the system does not tell. */
  memory(): Promise<number | null>;
  stop(): Promise<void>;
}

export async function startTimedServer(
  command: string,
  args: readonly string[],
  rootUri: string,
): Promise<TimedServer> {
  const started = performance.now();
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  if (child.stdin === null || child.stdout === null) throw new Error(`no pipes to ${command}`);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', (params: { readonly items: readonly unknown[] }) =>
    params.items.map(() => null),
  );
  connection.listen();
  const initialized = await connection.sendRequest<{
    readonly capabilities: { readonly diagnosticProvider?: unknown };
  }>('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: { versionSupport: true } } },
  });
  const initializeTime = performance.now() - started;
  await connection.sendNotification('initialized', {});
  const wait =
    initialized.capabilities.diagnosticProvider === undefined ? waitForPush(connection) : pull(connection);
  let version = 0;
  return {
    initializeTime,
    async open(uri, text) {
      version += 1;
      const start = performance.now();
      const arrived = wait(uri, version);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version, text },
      });
      await arrived();
      return performance.now() - start;
    },
    async edit(uri, line, character, text) {
      version += 1;
      const start = performance.now();
      const arrived = wait(uri, version);
      const range = { start: { line, character }, end: { line, character } };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
      await arrived();
      return performance.now() - start;
    },
    memory: () => residentMemory(child),
    async stop() {
      connection.dispose();
      child.kill('SIGKILL');
      await new Promise(resolve => child.once('exit', resolve));
    },
  };
}

/** Prepares to wait before the message is sent; the returned function waits. */
type Wait = (uri: string, version: number) => () => Promise<void>;

function pull(connection: ProtocolConnection): Wait {
  return uri => async () => {
    await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  };
}

function waitForPush(connection: ProtocolConnection): Wait {
  const waiting = new Map<string, { readonly version: number; readonly resolve: () => void }>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { readonly uri: string; readonly version?: number }) => {
      const entry = waiting.get(params.uri);
      if (entry !== undefined && (params.version === undefined || params.version >= entry.version))
        entry.resolve();
    },
  );
  return (uri, version) => {
    const arrived = new Promise<void>(resolve => waiting.set(uri, { version, resolve }));
    return () => arrived;
  };
}

async function residentMemory(child: ChildProcess): Promise<number | null> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const match = /VmRSS:\s+(\d+) kB/.exec(status);
  return match === null ? null : Number(match[1]) / 1024;
}
