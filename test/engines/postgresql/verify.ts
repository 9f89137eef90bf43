/**
 * Holds the PostgreSQL facts against real servers.
 *
 *     tsx test/engines/postgresql/verify.ts [--quick] [--majors 12,16] [--only TEXT] [--report FILE]
 *
 * Exit codes: 0 agreement, 1 a fact is wrong, 3 the servers cannot be had here.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { StatementReader } from '../../../server/src/operations/reader.ts';
import { allCases } from './cases/allCases.ts';
import { compare, type Verdict } from './compare.ts';
import type { EngineCase } from './engineCase.ts';
import { Laboratory } from './measure.ts';
import {
  BUILDS,
  type Build,
  DOWNLOAD_LIMITS,
  EnginesUnavailable,
  firstLine,
  installPackages,
} from './packages.ts';
import { createReader, predict } from './predict.ts';
import { startServer } from './server.ts';

export const UNAVAILABLE_EXIT_CODE = 3;
const QUICK_MAJORS: readonly number[] = [12, 16, 18];
/** Milliseconds that a quick run gives every server; what is left by then is not measured. */
const QUICK_BUDGET = 45_000;
/** Statements that run outside of transactions take seconds each. */
const QUICK_SLOW_CASES = 6;
const MOST_SERVERS = 3;

export interface VerifyOptions {
  readonly quick: boolean;
  /** All when empty. */
  readonly majors: readonly number[];
  /** Only cases whose name contains the text. */
  readonly only: string;
}

export interface CaseResult {
  readonly major: number;
  readonly name: string;
  readonly verdict: Verdict;
}

/** Measures and compares. @throws EnginesUnavailable */
export async function verifyPostgresql(options: VerifyOptions): Promise<readonly CaseResult[]> {
  const wanted =
    options.majors.length > 0
      ? options.majors
      : options.quick
        ? QUICK_MAJORS
        : BUILDS.map(build => build.major);
  const builds = BUILDS.filter(build => wanted.includes(build.major));
  await installPackages(builds, options.quick ? DOWNLOAD_LIMITS.quick : DOWNLOAD_LIMITS.whole);
  const cases = allCases.filter(engineCase => engineCase.name.includes(options.only));
  const reader = await createReader();
  const waiting = [...builds];
  const results: CaseResult[] = [];
  const work = async (): Promise<void> => {
    for (let build = waiting.shift(); build !== undefined; build = waiting.shift()) {
      results.push(...(await verifyBuild(build, cases, reader, options)));
    }
  };
  const servers = options.quick ? builds.length : Math.min(MOST_SERVERS, builds.length);
  await Promise.all(Array.from({ length: servers }, work));
  return results;
}

async function verifyBuild(
  build: Build,
  cases: readonly EngineCase[],
  reader: StatementReader,
  options: VerifyOptions,
): Promise<readonly CaseResult[]> {
  const server = await startServer(build);
  const laboratory = new Laboratory(server);
  const end = Date.now() + (options.quick ? QUICK_BUDGET : Number.POSITIVE_INFINITY);
  const results: CaseResult[] = [];
  try {
    for (const engineCase of options.quick ? spreadOut(cases) : cases) {
      if (build.major < (engineCase.from ?? 0)) continue;
      if (Date.now() > end) break;
      results.push({
        major: build.major,
        name: engineCase.name,
        verdict: await surely(() => verdictOf(laboratory, reader, engineCase, build.major)),
      });
    }
  } finally {
    await laboratory.close();
    await server.stop();
  }
  process.stderr.write(`PostgreSQL ${build.release}: ${summary(results)}\n`);
  return results;
}

/** In steps through the list, so that a run that is cut short has seen something of everything; few of the slow cases. */
function spreadOut(cases: readonly EngineCase[]): readonly EngineCase[] {
  const STEP = 7;
  const spread = Array.from({ length: STEP }, (_, start) =>
    cases.filter((_case, index) => index % STEP === start),
  ).flat();
  const isSlow = (engineCase: EngineCase): boolean =>
    /CONCURRENTLY|^[^:]*: (?:VACUUM|REINDEX (?:SCHEMA|DATABASE))/.test(engineCase.name);
  const slow = spread.filter(isSlow);
  return [
    ...slow.slice(0, QUICK_SLOW_CASES),
    ...spread.filter(engineCase => !isSlow(engineCase)),
    ...slow.slice(QUICK_SLOW_CASES),
  ];
}

/** A busy machine can disturb a measurement: only what differs twice is a disagreement. */
async function surely(verdict: () => Promise<Verdict>): Promise<Verdict> {
  const first = await verdict();
  return first.kind === 'disagrees' ? verdict() : first;
}

async function verdictOf(
  laboratory: Laboratory,
  reader: StatementReader,
  engineCase: EngineCase,
  major: number,
): Promise<Verdict> {
  let measured: Awaited<ReturnType<Laboratory['measure']>>;
  try {
    measured = await laboratory.measure(engineCase);
  } catch (error) {
    return { kind: 'not-measurable', why: `the schema cannot be made: ${firstLine(error)}` };
  }
  const inTransaction = predict(reader, engineCase, major, { inTransaction: true });
  const notes = measured.transactional
    ? inTransaction
    : predict(reader, engineCase, major, { inTransaction: false });
  return compare(engineCase, measured, notes, inTransaction);
}

function summary(results: readonly CaseResult[]): string {
  const count = (kind: Verdict['kind']): number =>
    results.filter(result => result.verdict.kind === kind).length;
  return `${count('agrees')} agree, ${count('disagrees')} disagree, ${count('not-measurable')} not measurable`;
}

/** The run as text: what disagrees in full, what cannot be measured by reason. */
export function reportOf(results: readonly CaseResult[]): string {
  const lines: string[] = [];
  const differing = new Map<string, Map<string, number[]>>();
  const reasons = new Map<string, number>();
  for (const { major, name, verdict } of results) {
    if (verdict.kind === 'not-measurable') reasons.set(verdict.why, (reasons.get(verdict.why) ?? 0) + 1);
    if (verdict.kind !== 'disagrees') continue;
    const ofCase = differing.get(name) ?? new Map<string, number[]>();
    differing.set(name, ofCase);
    const text = verdict.differences.join('; ');
    ofCase.set(
      text,
      [...(ofCase.get(text) ?? []), major].sort((left, right) => left - right),
    );
  }
  for (const [name, differences] of differing) {
    lines.push(name);
    for (const [text, majors] of differences) lines.push(`    ${majors.join(', ')}: ${text}`);
  }
  if (reasons.size > 0) lines.push('Not measurable:');
  for (const [why, count] of [...reasons].sort((left, right) => right[1] - left[1]))
    lines.push(`    ${count} x ${why}`);
  lines.push(
    `PostgreSQL: ${new Set(results.map(result => result.name)).size} statements, ${results.length} measurements: ${summary(results)}`,
  );
  return `${lines.join('\n')}\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      majors: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      report: { type: 'string' },
    },
  });
  try {
    const majors = values.majors
      .split(',')
      .filter(text => text !== '')
      .map(Number);
    const results = await verifyPostgresql({ quick: values.quick, majors, only: values.only });
    const report = reportOf(results);
    process.stdout.write(report);
    if (values.report !== undefined) await writeFile(values.report, report);
    return results.some(result => result.verdict.kind === 'disagrees') ? 1 : 0;
  } catch (error) {
    // A quick run is part of the tests of any machine: a server that will not run there is no fault of the facts.
    if (!(error instanceof EnginesUnavailable) && !values.quick) throw error;
    process.stderr.write(`The PostgreSQL facts were not verified: ${messageOf(error)}\n`);
    return UNAVAILABLE_EXIT_CODE;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
