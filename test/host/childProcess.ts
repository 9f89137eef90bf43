/** Long-lived child processes that surely end, together with everything they have started. */
import { type ChildProcess, spawn } from 'node:child_process';

const MOST_OUTPUT = 400_000;

/** A running child process. */
export interface Running {
  /** What it wrote to both outputs, the oldest parts dropped when it is a lot. */
  readonly output: () => string;
  /** Fulfilled with the exit code, or with null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Ends the process and its descendants; returns when the process is gone. */
  readonly stop: () => Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts a process in a group of its own. */
export function startProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-MOST_OUTPUT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<number | null>(fulfil => {
    child.once('error', error => {
      output += `\n${error.message}`;
      running.delete(child);
      fulfil(null);
    });
    child.once('exit', code => fulfil(code));
  });
  const stop = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    await Promise.race([exited, delay(2000)]);
    signalGroup(child, 'SIGKILL');
    running.delete(child);
    await exited;
  };
  return { output: () => output, exited, stop };
}

/** Waits for a number of milliseconds without keeping the process alive. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise(fulfil => {
    setTimeout(fulfil, milliseconds).unref();
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

// Whatever ends this process must not leave a server behind.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
