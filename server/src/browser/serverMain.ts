import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { ServerRuntime } from '../lsp/runtime.ts';
import { serve } from '../lsp/serve.ts';
import { startServer } from '../lsp/server.ts';
import { loadPostgresqlGrammar, type PostgresqlGrammar } from '../syntax/postgresql/grammar.ts';

let grammar: Promise<PostgresqlGrammar> | null = null;

const scope = self as unknown as DedicatedWorkerGlobalScope;
const runtime: ServerRuntime = {
  loadGrammar(options) {
    if (options.grammar === undefined) return Promise.reject(new Error('the client sent no grammar'));
    grammar ??= loadPostgresqlGrammar({
      wasm: Uint8Array.from(atob(options.grammar), character => character.charCodeAt(0)),
    });
    return grammar;
  },
  files: () => null,
  git: () => null,
  folderOf: () => Promise.resolve(null),
  openDatabase: null,
  docsBase: null,
};

serve({
  runtime,
  connect: messageStrategy =>
    createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), { messageStrategy }),
  // A worker is one file: everything is there already.
  load: () => Promise.resolve(startServer),
});
