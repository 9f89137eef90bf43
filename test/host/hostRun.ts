/** One run of a bundled suite in one hosted VS Code, the same for both kinds of extension host. */
import type { Chromium } from './chromium.ts';
import { type HostedServer, startServer } from './hostedVsCode.ts';
import { reportFailure } from './report.ts';
import type { Relocate } from './sourceLocations.ts';
import { messageOf } from './toolCache.ts';
import { listenForVerdict } from './verdict.ts';
import type { HostedVersion } from './versions.ts';
import { type OpenOptions, openWorkbench } from './workbench.ts';
import { copyWorkspace } from './workspaceCopy.ts';

/** What to run and where. */
export interface HostRun {
  readonly version: HostedVersion;
  /** Tells runs apart in output and in the name of the log file: `node` or `web`. */
  readonly host: string;
  /** What is tested, for people. */
  readonly subject: string;
  readonly chromium: Chromium;
  /** Extensions to install in the server. */
  readonly vsix: readonly string[];
  /** The workspace to copy and open; without one, an empty folder. */
  readonly workspace: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly relocate: Relocate;
  /** Tells the workbench where extension and tests are. */
  readonly route: (server: HostedServer) => Promise<Pick<OpenOptions, 'payload' | 'configuration'>>;
}

/** Runs the suite and says whether it passed; nothing of the run remains but a log of a failure. */
export async function runInHost(run: HostRun): Promise<boolean> {
  process.stdout.write(`\nVS Code ${run.version.vscode}, ${run.host} extension host: ${run.subject}\n`);
  const workspace = await copyWorkspace(run.workspace);
  try {
    const server = await startServer({ version: run.version, forTests: true, extensions: run.vsix });
    try {
      return await runInServer(server, run, workspace.target);
    } finally {
      await server.stop();
    }
  } finally {
    await workspace.remove();
  }
}

/** Ends the process with what a launcher returns. */
export function exitWith(launcher: Promise<boolean>): void {
  launcher.then(
    passed => process.exit(passed ? 0 : 1),
    (error: unknown) => {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(1);
    },
  );
}

async function runInServer(
  server: HostedServer,
  run: HostRun,
  target: OpenOptions['target'],
): Promise<boolean> {
  const started = Date.now();
  const listener = listenForVerdict(text => process.stdout.write(`${run.relocate(text)}\n`));
  const workbench = await openWorkbench({
    server,
    chromium: run.chromium,
    target,
    prepare: listener.attach,
    ...(await run.route(server)),
  });
  try {
    const verdict = await listener.verdict(run.timeout, server.ended);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`VS Code ${server.version.vscode}, ${run.host}: ${verdict} after ${seconds} s\n`);
    if (verdict === 'passed') return true;
    const name = `${run.host}-${server.version.name}`;
    process.stdout.write(await reportFailure({ name, server, workbench, listener, verdict }));
    return false;
  } finally {
    await workbench.close();
  }
}
