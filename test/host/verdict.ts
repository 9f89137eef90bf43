/** Listens to a test run in a workbench: its output as it comes, and its verdict at the end. */
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { delay } from './childProcess.ts';
import { MARK } from './suiteConsole.ts';

/** How a run ended. */
export type Verdict = 'passed' | 'failed' | 'timed out' | 'broke off';

/** A listener that is attached to a page before it navigates. */
export interface Listener {
  readonly attach: (page: Page) => Promise<void>;
  /** Waits for the end; `brokenOff` is fulfilled when the server is gone. */
  readonly verdict: (timeout: number, brokenOff: Promise<unknown>) => Promise<Verdict>;
  /** Everything that was heard, whoever wrote it. */
  readonly transcript: () => string;
  /** Whether the suite itself wrote anything. */
  readonly heardSuite: () => boolean;
}

/**
 * The workbench calls two functions of the page when tests run: one with what is written to any console, one with
 * the exit code. What the suite wrote is passed on.
 */
export function listenForVerdict(write: (line: string) => void): Listener {
  const lines: string[] = [];
  let heard = false;
  let settle: (verdict: Verdict) => void = () => {};
  const settled = new Promise<Verdict>(fulfil => {
    settle = fulfil;
  });
  const hear = (_type: string, args: unknown): void => {
    const line = Array.isArray(args) ? format(...args) : String(args);
    const ofSuite = line.startsWith(MARK);
    const text = ofSuite ? line.slice(MARK.length) : line;
    lines.push(text);
    if (!ofSuite) return;
    heard = true;
    write(text);
  };
  return {
    attach: async page => {
      await page.exposeFunction('codeAutomationLog', hear);
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        settle(code === 0 ? 'passed' : 'failed');
      });
      page.once('crash', () => settle('broke off'));
    },
    verdict: (timeout, brokenOff) =>
      Promise.race([
        settled,
        delay(timeout).then((): Verdict => 'timed out'),
        brokenOff.then((): Verdict => 'broke off'),
      ]),
    transcript: () => lines.join('\n'),
    heardSuite: () => heard,
  };
}
