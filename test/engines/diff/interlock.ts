/** Runs the command line from source, in this process. */
import { runCli } from '../../../server/src/cli/program.ts';
import { nodeCliHost } from '../../../server/src/node/cliHost.ts';

export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export async function interlock(args: readonly string[]): Promise<Outcome> {
  let output = '';
  let errors = '';
  const host = {
    ...nodeCliHost(() => Promise.resolve()),
    color: false,
    write: (text: string) => {
      output += text;
    },
    writeError: (text: string) => {
      errors += text;
    },
  };
  const code = await runCli(host, args);
  return { code, output, errors };
}
