/** One fix of one case on one server: both ways are run, and the claim is held against what the server shows. */
import type { Fix } from '../../../server/src/review/result.ts';
import { casePath, filesOf, type ReviewCase } from '../../unit/rules/support/reviewCase.ts';
import {
  type Bench,
  ROW_STYLES,
  type RowWish,
  type Run,
  type Script,
  type Snapshot,
  type TableUser,
} from './bench.ts';
import { codesNamed, type FixClaim, type RefusedOriginal } from './claim.ts';
import { cost, costText, isLess, rowDifferences, schemaDifferences } from './compare.ts';
import {
  fixedScripts,
  scriptOf,
  scriptsWithAllFixed,
  setupOf,
  withoutClauses,
  withoutConcurrently,
  withoutTransaction,
} from './sequence.ts';

export type Verdict =
  | { readonly kind: 'proven'; readonly shown: readonly string[] }
  | { readonly kind: 'not-applicable'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: readonly string[] };

/** The original, run with the rows and the schema that let it run. */
export interface OriginalRun {
  readonly setup: readonly string[];
  readonly rows: RowWish;
  readonly script: Script;
  readonly run: Run;
  readonly snapshot: Snapshot;
}

const MOST_REPAIRS = 12;
/** Milliseconds more than the longest limit that a fix sets. */
const PATIENCE = 4_500;
/** Values that cannot be converted: other rows may fit. */
const UNFIT_VALUES = /^(?:22...|23514|42804|1264|1265|1292|1366|1406|3140|3141|1411|4025|3819|1526|1737)$/;

/** Runs the original; makes what is missing when the case has no schema. Throws SetupFailed. */
export async function runOriginal(
  bench: Bench,
  reviewCase: ReviewCase,
  mayRepair: boolean,
): Promise<OriginalRun> {
  const script = await scriptOf(reviewCase, filesOf(reviewCase), casePath(reviewCase));
  const setup = [...(await setupOf(reviewCase))];
  if (mayRepair) await repairSetup(bench, reviewCase, setup, [script, withoutTransaction(script)]);
  let first: OriginalRun | null = null;
  for (const rows of rowWishes(script)) {
    await bench.prepare(setup, { rows });
    const run = await bench.run([script], reviewCase.targetSettings);
    const original = { setup, rows, script, run, snapshot: await bench.snapshot() };
    if (run.refused === null || !UNFIT_VALUES.test(run.refused.code)) return original;
    first ??= original;
  }
  // No values help: what is refused is the statement itself.
  if (first === null) throw new Error('no way to make rows');
  return first;
}

/** Adds to the setup what the server says is missing, until it says something else. */
async function repairSetup(
  bench: Bench,
  reviewCase: ReviewCase,
  setup: string[],
  scripts: readonly Script[],
): Promise<void> {
  for (const script of scripts) {
    for (let repairs = 0; repairs <= MOST_REPAIRS; repairs += 1) {
      await bench.prepare(setup, { rows: null });
      const { refused } = await bench.run([script], reviewCase.targetSettings);
      const repair = refused === null ? null : bench.repair(refused);
      if (repair === null || setup.includes(repair)) break;
      setup.push(repair);
    }
  }
}

/** Usual rows first; then such whose texts are dates, identifiers ..., and dates that the migration speaks of. */
function rowWishes({ statements }: Script): readonly RowWish[] {
  const day = /'(\d{4}-\d\d-\d\d)'/.exec(statements.join('\n'))?.[1] ?? null;
  const usual = ROW_STYLES.map(style => ({ style, day: null }));
  return day === null ? usual : [...usual.slice(0, 1), { style: 'number', day }, ...usual.slice(1)];
}

/** Holds a claim against both runs. */
export async function proveFix(
  bench: Bench,
  reviewCase: ReviewCase,
  original: OriginalRun,
  fix: Fix,
  { rule, claim, message }: { readonly rule: string; readonly claim: FixClaim; readonly message: string },
): Promise<Verdict> {
  const built = fix.build();
  if ((built?.renames?.length ?? 0) > 0)
    return { kind: 'not-applicable', why: 'the fix gives the file another name' };
  if (built === null) return { kind: 'not-applicable', why: 'the fix does not fit this text' };
  const codes = claim.refused?.codes[bench.family];
  const { refused } = original.run;
  if (refused !== null && (codes === undefined || !codes.includes(refused.code)))
    return { kind: 'not-applicable', why: `the original does not run: ${refused.code} ${refused.message}` };
  const failures: string[] = [];
  const shown: string[] = [];
  if (claim.proves.includes('original refused') && codes !== undefined) {
    if (refused === null && claim.refused?.intended !== null)
      failures.push('the server does not refuse the original');
    else if (refused === null)
      return { kind: 'not-applicable', why: 'the server takes the original with these rows' };
    else if (codesNamed(message).length > 0 && !codesNamed(message).includes(refused.code))
      failures.push(`refused with ${refused.code}, but the message names ${codesNamed(message).join(', ')}`);
    else shown.push(`original refused with ${refused.code}`);
  }
  let scripts = await fixedScripts(reviewCase, built);
  let fixed = await runOn(bench, reviewCase, original, scripts);
  if (claim.proves.includes('less blocking') && !isLess(cost(fixed.run), cost(original.run))) {
    // Another finding of the rule in the same statement still holds the table: all of them together have to show it.
    scripts = await scriptsWithAllFixed(reviewCase, rule, claim);
    fixed = await runOn(bench, reviewCase, original, scripts);
  }
  if (fixed.run.refused !== null && claim.proves.length > 0) {
    const { code, message: text, statement } = fixed.run.refused;
    if (claim.proves.includes('original refused') && original.script.statements.includes(statement))
      return {
        kind: 'not-applicable',
        why: `another statement of the file is refused, too: ${code} ${text}`,
      };
    if (
      claim.proves.includes('original refused') &&
      code !== refused?.code &&
      codesNamed(message).includes(code)
    )
      return { kind: 'not-applicable', why: `the statement has another fault, too: ${code} ${text}` };
    return { kind: 'failed', why: [...failures, `the fixed files fail: ${code} ${text}: ${statement}`] };
  }
  const added = fixed.run.leaks.filter(leak => !original.run.leaks.includes(leak));
  if (refused === null && added.length > 0)
    failures.push(`leaves settings that the original does not: ${added.join(', ')}`);
  const intended = await intendedEnd(bench, reviewCase, original, claim.refused ?? null);
  for (const proof of claim.proves) {
    if (proof === 'same schema' && intended !== null) {
      const differences = schemaDifferences(intended, fixed.snapshot, claim.differences ?? []);
      if (differences.length === 0) shown.push('same schema');
      else failures.push(...differences);
    }
    if (proof === 'same rows' && intended !== null && refused === null) {
      const differences = rowDifferences(intended, fixed.snapshot);
      if (differences.length === 0) shown.push('same rows');
      else failures.push(...differences);
    }
    if (proof === 'less blocking') {
      if (isLess(cost(fixed.run), cost(original.run)))
        shown.push(`${costText(original.run)} -> ${costText(fixed.run)}`);
      else failures.push(`not less in the way: ${costText(original.run)} | ${costText(fixed.run)}`);
    }
    if (proof === 'restores session') {
      if (fixed.run.leaks.length < original.run.leaks.length)
        shown.push(`leaves ${fixed.run.leaks.length} settings instead of ${original.run.leaks.length}`);
      else failures.push(`leaves settings: ${original.run.leaks.join(', ')} | ${fixed.run.leaks.join(', ')}`);
    }
    if (proof === 'takes back') {
      await bench.prepare(original.setup, { rows: original.rows });
      const differences = schemaDifferences(await bench.snapshot(), fixed.snapshot, claim.differences ?? []);
      if (differences.length === 0) shown.push('there and back');
      else failures.push(...differences);
    }
    if (proof === 'runs again') {
      const all = await scriptsWithAllFixed(reviewCase, rule, claim);
      failures.push(...(await rerunFailures(bench, reviewCase, original, [scripts, all], shown)));
    }
    if (proof === 'bounded wait')
      failures.push(...(await waitFailures(bench, reviewCase, original, scripts, shown)));
  }
  return failures.length > 0 ? { kind: 'failed', why: failures } : { kind: 'proven', shown };
}

async function runOn(
  bench: Bench,
  reviewCase: ReviewCase,
  { setup, rows }: OriginalRun,
  scripts: readonly Script[],
): Promise<{ readonly run: Run; readonly snapshot: Snapshot }> {
  await bench.prepare(setup, { rows });
  const run = await bench.run(scripts, reviewCase.targetSettings);
  return { run, snapshot: await bench.snapshot() };
}

/** Where the original ends, or would end if the server let it; null when nothing can be run. */
async function intendedEnd(
  bench: Bench,
  reviewCase: ReviewCase,
  original: OriginalRun,
  refused: RefusedOriginal | null,
): Promise<Snapshot | null> {
  if (original.run.refused === null) return original.snapshot;
  switch (refused?.intended ?? null) {
    case null:
      return null;
    case 'without transaction':
      return (await runOn(bench, reviewCase, original, [withoutTransaction(original.script)])).snapshot;
    case 'without clauses':
      return (await runOn(bench, reviewCase, original, [withoutClauses(original.script)])).snapshot;
    case 'without CONCURRENTLY':
      return (await runOn(bench, reviewCase, original, [withoutConcurrently(original.script)])).snapshot;
    case 'empty tables': {
      await bench.prepare(original.setup, { rows: null });
      await bench.run([original.script], reviewCase.targetSettings);
      return bench.snapshot();
    }
  }
}

async function waitFailures(
  bench: Bench,
  reviewCase: ReviewCase,
  original: OriginalRun,
  scripts: readonly Script[],
  shown: string[],
): Promise<readonly string[]> {
  const failures: string[] = [];
  const settings = withoutLimits(reviewCase.targetSettings);
  const endBehind = async (user: TableUser, wanted: readonly Script[]): Promise<string | null> => {
    await bench.prepare(original.setup, { rows: original.rows });
    return bench.runBehind(user, wanted, settings, PATIENCE);
  };
  // What lets readers pass still waits for writers.
  let user: TableUser = 'reader';
  let before = await endBehind(user, [original.script]);
  if (before !== null) {
    user = 'writer';
    before = await endBehind(user, [original.script]);
  }
  if (before !== null)
    failures.push(`behind a ${user} the original ends with ${before} within ${PATIENCE} ms`);
  const after = await endBehind(user, scripts);
  if (after === bench.lockTimeoutCode) shown.push(`gives up behind a ${user} with ${after}`);
  else failures.push(`behind a ${user} the fixed files ${after === null ? 'wait on' : `end with ${after}`}`);
  return failures;
}

async function rerunFailures(
  bench: Bench,
  reviewCase: ReviewCase,
  original: OriginalRun,
  ways: readonly (readonly Script[])[],
  shown: string[],
): Promise<readonly string[]> {
  const before = await runOn(bench, reviewCase, original, [original.script, original.script]);
  if (before.run.refused === null) return ['the original runs a second time'];
  const failures: string[] = [];
  // Another finding of the rule in the same file may stop the second run as well.
  for (const scripts of ways) {
    const after = await runOn(bench, reviewCase, original, [...scripts, ...scripts]);
    if (after.run.refused === null) {
      shown.push(`runs again, where the original ends with ${before.run.refused.code}`);
      return [];
    }
    failures.push(`the second run fails: ${after.run.refused.message}`);
  }
  return failures;
}

/** The file has to bound the wait, whatever the server is set to. */
function withoutLimits(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => !/^lock_(?:wait_)?timeout$/.test(name)),
  );
}
