import type { Connection, InitializeParams, MessageStrategy } from 'vscode-languageserver';
import { initializeResult } from './initializeResult.ts';
import { createMessageGate } from './messageGate.ts';
import type { ServerRuntime } from './runtime.ts';

/** Registers everything that a client may ask after its first request. */
export type StartServer = (connection: Connection, runtime: ServerRuntime, params: InitializeParams) => void;

/**
 * Serves one client. Its first request is answered before the server is loaded: an editor waits for that answer, and
 * reads it while the rest is loaded.
 */
export function serve(options: {
  readonly runtime: ServerRuntime;
  connect(strategy: MessageStrategy): Connection;
  load(): Promise<StartServer>;
}): Connection {
  let params: InitializeParams | null = null;
  const connection = options.connect(
    createMessageGate(async () => {
      const startServer = await options.load();
      if (params !== null) startServer(connection, options.runtime, params);
    }),
  );
  connection.onInitialize(received => {
    params = received;
    return initializeResult(received);
  });
  connection.listen();
  return connection;
}
