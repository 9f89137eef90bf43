#!/usr/bin/env node
import { runCli } from '../cli/program.ts';
import { nodeCliHost } from './cliHost.ts';

const host = nodeCliHost(async () => {
  // The language server is loaded only when it is asked for: a check in CI starts faster without it.
  const { serveOnStandardStreams } = await import('./languageServer.ts');
  await serveOnStandardStreams();
});

process.exitCode = await runCli(host, process.argv.slice(2));
