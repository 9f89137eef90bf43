/** What remains of a run that did not pass: a file with everything, and its essence on the terminal. */
import { mkdir, writeFile } from 'node:fs/promises';
import { type HostedServer, readExtensionHostLogs } from './hostedVsCode.ts';
import { cachePath } from './toolCache.ts';
import type { Listener, Verdict } from './verdict.ts';
import type { Workbench } from './workbench.ts';

const TAIL = 20;
const NOISE =
  /^(Ignoring fetching additional|Creating a socket|Resolv(ing|ed) connection|Updating additional)/;

/** The parts of a run that may tell why it did not pass. */
export interface Traces {
  readonly name: string;
  readonly server: HostedServer;
  readonly workbench: Workbench;
  readonly listener: Listener;
  readonly verdict: Verdict;
}

/** Writes everything to a file in the cache and returns what to print. */
export async function reportFailure(traces: Traces): Promise<string> {
  const hostLogs = await readExtensionHostLogs(traces.server);
  const path = cachePath('logs', `${traces.name}.log`);
  await mkdir(cachePath('logs'), { recursive: true });
  const sections = {
    'test run': traces.listener.transcript(),
    'extension host logs': hostLogs,
    'page console': traces.workbench.console(),
    server: traces.server.output(),
  };
  const text = Object.entries(sections).map(([title, section]) => `===== ${title} =====\n${section}\n`);
  await writeFile(path, text.join('\n'));
  const errors = hostLogs.split('\n').filter(line => / \[(error|critical)\] /.test(line));
  const silent = traces.verdict !== 'failed' || !traces.listener.heardSuite();
  const lines = traces.listener.transcript().split('\n');
  const tail = silent ? lines.filter(line => !NOISE.test(line)).slice(-TAIL) : [];
  return [
    ...tail,
    ...errors.slice(-TAIL),
    `Logs of the extension hosts, the page and the server: ${path}`,
    '',
  ].join('\n');
}
