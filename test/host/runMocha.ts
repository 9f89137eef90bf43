/** Runs a bundled mocha suite inside an extension host, be it Node or a Web Worker. */
import Mocha from 'mocha';

const TEST_TIMEOUT = 60_000;

/** What a launcher writes into the bundle. */
export interface RunOptions {
  /** Run only tests whose full title matches. */
  readonly grep?: string;
  /** Fail when a test is marked with `.only`. */
  readonly forbidOnly: boolean;
  readonly color: boolean;
}

/**
 * Defines the tests by calling `load` and runs them. Rejects when one fails, and also when there is none, so that
 * a suite that lost its tests does not pass.
 */
export async function runMocha(load: () => void, options: RunOptions): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: options.color,
    timeout: TEST_TIMEOUT,
    forbidOnly: options.forbidOnly,
    ...(options.grep === undefined ? {} : { grep: new RegExp(options.grep) }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  try {
    load();
  } catch (error) {
    // Said here because a host passes on only what the suite itself writes.
    console.error(error instanceof Error ? error.stack : error);
    throw error;
  }
  return new Promise((fulfil, reject) => {
    const runner = mocha.run(failures => {
      const tests = runner.stats?.tests ?? 0;
      if (tests === 0) console.error('No test was run.');
      if (failures > 0 || tests === 0) reject(new Error(`${failures} of ${tests} tests failed.`));
      else fulfil();
    });
  });
}
