/**
 * Holds the MySQL and MariaDB facts against real servers.
 *
 *     tsx test/engines/mysql/verify.ts [--quick] [--engines mysql-9.7,mariadb-11.8] [--only TEXT] [--report FILE]
 *
 * `INTERLOCK_ENGINE_URLS` adds servers, comma separated: `mysql://user:password@host:3306`. Databases named
 * `interlock_measure` and `interlock_waits_N` are made there and dropped.
 *
 * Exit codes: 0 agreement, 1 a fact is wrong, 3 a server cannot be had here.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseVersion, type Target } from '../../../server/src/engines/engine.ts';
import { MEASURED_CASES } from './cases/index.ts';
import { WAIT_CASES } from './cases/waitCases.ts';
import { connect, rowsOf, type ServerAddress } from './client.ts';
import { DOWNLOAD_LIMITS } from './debianPackages.ts';
import { EngineUnavailable } from './engineCache.ts';
import { PACKAGED_ENGINES, type PackagedEngine } from './engineList.ts';
import { judge, type Verdict } from './judge.ts';
import { measure, SetupFailed } from './measure.ts';
import type { MeasuredCase, WaitCase } from './measuredCase.ts';
import { startServer } from './serverProcess.ts';
import { judgeWaits } from './waiting.ts';

export const UNAVAILABLE_EXIT_CODE = 3;
/**
 * Wait cases that run side by side, each in a database of its own. In MySQL they sleep for a second at a time; MariaDB
 * answers at once (NOWAIT), and neighbours would only disturb.
 */
const WAITERS = { mysql: 4, mariadb: 1 } as const;

/** Milliseconds that a quick run gives every server; what is left by then is not measured. */
const QUICK_BUDGET = 14_000;
const QUICK_WAIT_BUDGET = 5_000;

export interface VerifyOptions {
  /** MariaDB only, for everyday runs. */
  readonly quick: boolean;
  /** Keys of `PACKAGED_ENGINES`; all when empty. Servers by URL are always taken. */
  readonly engines: readonly string[];
  /** Only cases whose name contains the text. */
  readonly only: string;
}

export interface CaseResult {
  /** `MySQL 9.7.4`. */
  readonly server: string;
  readonly name: string;
  readonly verdict: Verdict | { readonly notMeasurable: string };
}

export interface Verification {
  readonly results: readonly CaseResult[];
  /** Why engines are missing from the results. */
  readonly unavailable: readonly { readonly reason: string; readonly optional: boolean }[];
}

/** Measures and compares, on every server that can be had. */
export async function verifyMysql(options: VerifyOptions): Promise<Verification> {
  const results: CaseResult[] = [];
  const unavailable: { readonly reason: string; readonly optional: boolean }[] = [];
  const attempt = async (verify: () => Promise<readonly CaseResult[]>, optional: boolean): Promise<void> => {
    try {
      results.push(...(await verify()));
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
      unavailable.push({ reason: error.message, optional });
    }
  };
  for (const engine of PACKAGED_ENGINES) {
    if (options.quick && !engine.quick) continue;
    if (options.engines.length > 0 && !options.engines.includes(engine.key)) continue;
    await attempt(() => verifyPackaged(engine, options), engine.optional === true);
  }
  for (const address of serversByUrl()) await attempt(() => verifyServer(address, options), false);
  return { results, unavailable };
}

async function verifyPackaged(
  engine: PackagedEngine,
  options: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const server = await startServer(engine, options.quick ? DOWNLOAD_LIMITS.quick : DOWNLOAD_LIMITS.whole);
  try {
    return await verifyServer({ host: '127.0.0.1', port: server.port, user: 'root', password: '' }, options);
  } finally {
    await server.stop();
  }
}

function serversByUrl(): readonly ServerAddress[] {
  const texts = (process.env.INTERLOCK_ENGINE_URLS ?? '').split(',').map(text => text.trim());
  return texts
    .filter(text => /^(?:mysql|mariadb):/.test(text))
    .map(text => {
      const url = new URL(text);
      return {
        host: url.hostname,
        port: Number(url.port || 3306),
        user: decodeURIComponent(url.username || 'root'),
        password: decodeURIComponent(url.password),
      };
    });
}

async function verifyServer(address: ServerAddress, options: VerifyOptions): Promise<readonly CaseResult[]> {
  const target = await targetOf(address);
  const results = [
    ...(await verifyCases(address, target, options)),
    ...(await verifyWaits(address, target, options)),
  ];
  process.stderr.write(`${target.name}: ${summary(results)}\n`);
  return results;
}

async function targetOf(address: ServerAddress): Promise<Target> {
  const connection = await connect(address);
  const [row] = await rowsOf(connection, 'SELECT VERSION() AS version');
  await connection.end();
  const text = String(row?.['version'] ?? '');
  const version = parseVersion(text);
  if (version === null) throw new EngineUnavailable(`a server that calls its version "${text}"`);
  const engine = /mariadb/i.test(text) ? 'mariadb' : 'mysql';
  const name = `${engine === 'mysql' ? 'MySQL' : 'MariaDB'} ${version.major}.${version.minor}.${version.patch}`;
  return {
    name,
    engine,
    version,
    newestVersion: version,
    versionText: text,
    assumed: false,
    advisory: false,
    settings: {},
    statistics: null,
  };
}

function isMeant(candidate: MeasuredCase | WaitCase, target: Target, options: VerifyOptions): boolean {
  return (candidate.engine ?? target.engine) === target.engine && candidate.name.includes(options.only);
}

async function verifyCases(
  address: ServerAddress,
  target: Target,
  options: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const connection = await connect(address);
  const engine = target.engine === 'mariadb' ? 'mariadb' : 'mysql';
  const results: CaseResult[] = [];
  const meant = MEASURED_CASES.filter(candidate => isMeant(candidate, target, options));
  const end = Date.now() + (options.quick ? QUICK_BUDGET : Number.POSITIVE_INFINITY);
  for (const measured of options.quick ? spreadOut(meant) : meant) {
    if (Date.now() > end) break;
    try {
      results.push({
        server: target.name,
        name: measured.name,
        verdict: await surely(async () =>
          judge(target, measured, await measure(connection, engine, measured)),
        ),
      });
    } catch (error) {
      if (!(error instanceof SetupFailed)) throw error;
      results.push({
        server: target.name,
        name: measured.name,
        verdict: { notMeasurable: `the schema cannot be made: ${error.message}` },
      });
    }
  }
  await connection.end();
  return results;
}

/** A busy machine can disturb a measurement: only what differs twice is a disagreement. */
async function surely(verdict: () => Promise<Verdict>): Promise<Verdict> {
  const first = await verdict();
  return first.differences.length > 0 ? verdict() : first;
}

/** In steps through the list, so that a run that is cut short has seen something of everything. */
function spreadOut<Case>(cases: readonly Case[]): readonly Case[] {
  const STEP = 7;
  return Array.from({ length: STEP }, (_, start) =>
    cases.filter((_case, index) => index % STEP === start),
  ).flat();
}

async function verifyWaits(
  address: ServerAddress,
  target: Target,
  options: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const waiting = WAIT_CASES.filter(candidate => isMeant(candidate, target, options));
  const end = Date.now() + (options.quick ? QUICK_WAIT_BUDGET : Number.POSITIVE_INFINITY);
  const results: CaseResult[] = [];
  const work = async (database: string): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const one = next;
      if (Date.now() > end) break;
      results.push({
        server: target.name,
        name: `waits: ${next.name}`,
        verdict: await surely(() => judgeWaits(address, target, one, database)),
      });
    }
  };
  const waiters = WAITERS[target.engine === 'mariadb' ? 'mariadb' : 'mysql'];
  await Promise.all(Array.from({ length: waiters }, (_, index) => work(`interlock_waits_${index}`)));
  return results;
}

function summary(results: readonly CaseResult[]): string {
  const verdicts = results.map(result => result.verdict);
  const judged = verdicts.flatMap(verdict => ('notMeasurable' in verdict ? [] : [verdict]));
  const differing = judged.filter(verdict => verdict.differences.length > 0).length;
  const compared = judged.reduce((sum, verdict) => sum + verdict.compared, 0);
  return `${judged.length - differing} agree, ${differing} disagree, ${verdicts.length - judged.length} not measurable (${compared} comparisons)`;
}

export function disagrees(result: CaseResult): boolean {
  return !('notMeasurable' in result.verdict) && result.verdict.differences.length > 0;
}

/** The run as text: what disagrees in full, what cannot be measured by reason, and the counts. */
export function reportOf(results: readonly CaseResult[]): string {
  const lines: string[] = [];
  for (const { server, name, verdict } of results) {
    if ('notMeasurable' in verdict || verdict.differences.length === 0) continue;
    lines.push(`${server}, ${name}`, ...verdict.differences.map(text => `    ${text}`));
  }
  const reasons = new Map<string, number>();
  for (const reason of results.flatMap(reasonsOf)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  if (reasons.size > 0) lines.push('Not measurable:');
  for (const [reason, count] of [...reasons].sort((left, right) => right[1] - left[1]))
    lines.push(`    ${count} x ${reason}`);
  for (const server of new Set(results.map(result => result.server))) {
    lines.push(`${server}: ${summary(results.filter(result => result.server === server))}`);
  }
  return `${lines.join('\n')}\n`;
}

function reasonsOf({ server, name, verdict }: CaseResult): readonly string[] {
  return 'notMeasurable' in verdict ? [`${server}, ${name}: ${verdict.notMeasurable}`] : verdict.skipped;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      engines: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      report: { type: 'string' },
    },
  });
  const engines = values.engines.split(',').filter(text => text !== '');
  const outcome = await verifyMysql({ quick: values.quick, engines, only: values.only }).catch(error => {
    // A quick run is part of the tests of any machine: a server that will not run there is no fault of the facts.
    if (!values.quick) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The MySQL and MariaDB facts were not verified: ${reason}\n`);
    return null;
  });
  if (outcome === null) return UNAVAILABLE_EXIT_CODE;
  const { results, unavailable } = outcome;
  const report = reportOf(results);
  process.stdout.write(report);
  if (values.report !== undefined) await writeFile(values.report, report);
  for (const { reason } of unavailable) {
    process.stderr.write(`Facts not verified on an engine that cannot be had: ${reason}\n`);
  }
  if (results.some(disagrees)) return 1;
  return results.length === 0 || unavailable.some(({ optional }) => !optional) ? UNAVAILABLE_EXIT_CODE : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
