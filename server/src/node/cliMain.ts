#!/usr/bin/env node
import './compileCache.ts';

/** The language server is loaded only when it is asked for: a check in CI starts faster without it. */
async function serveLanguage(): Promise<void> {
  const { serveOnStandardStreams } = await import('./languageServer.ts');
  await serveOnStandardStreams();
}

const [command, ...options] = process.argv.slice(2);
if (command === 'lsp' && options.every(option => option === '--stdio')) {
  // An editor waits for the server: it gets it without the command line around it.
  await serveLanguage();
} else {
  const { runCli } = await import('../cli/program.ts');
  const { nodeCliHost } = await import('./cliHost.ts');
  process.exitCode = await runCli(nodeCliHost(serveLanguage), process.argv.slice(2));
}
