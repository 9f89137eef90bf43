#!/usr/bin/env node
import module from 'node:module';

// Node 22 and newer keep compiled code between runs; it has to be switched on before the rest is loaded.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();

const { runCli } = await import('../cli/program.ts');
const { nodeCliHost } = await import('./cliHost.ts');

const host = nodeCliHost(async () => {
  // The language server is loaded only when it is asked for: a check in CI starts faster without it.
  const { serveOnStandardStreams } = await import('./languageServer.ts');
  await serveOnStandardStreams();
});

process.exitCode = await runCli(host, process.argv.slice(2));
