import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds after which the program is ended; without one it may take as long as it wants. */
  readonly limit?: number;
  /** Written to standard input. */
  readonly input?: string;
}

/** Runs a program to its end and gives its standard output; rejects with the end of its output when it fails. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  return new Promise((fulfil, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.limit === undefined ? {} : { timeout: options.limit, killSignal: 'SIGKILL' }),
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    child.once('error', reject);
    // A server that refuses its bootstrap script closes the pipe early; its exit code says so.
    child.stdin.once('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.once('close', (code, signal) => {
      if (code === 0) fulfil(output);
      else if (signal !== null) reject(new Error(`${command} took too long`));
      else reject(new Error(`${command} ended with ${code}: ${(errors || output.slice(-4000)).trim()}`));
    });
  });
}
