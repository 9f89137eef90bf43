/** Files of a review as scripts that a server can run, before and after a fix. */
import type { FixEdits } from '../../../server/src/review/result.ts';
import { applyEdits } from '../../../server/src/text/textEdit.ts';
import {
  casePath,
  type Files,
  filesOf,
  type ReviewCase,
  reviewFile,
} from '../../unit/rules/support/reviewCase.ts';
import type { Script } from './bench.ts';
import { claimTitle, type FixClaim, isAbout } from './claim.ts';

/** One file, cut into statements, with the transaction that its tool opens. */
export async function scriptOf(reviewCase: ReviewCase, files: Files, path: string): Promise<Script> {
  const { statements, text, transaction, targets } = await reviewFile(reviewCase, files, path);
  return {
    path,
    wrapped: transaction === 'file' && targets[0]?.engine === 'postgresql',
    statements: [...stepsByHand(text), ...statements.map(({ span }) => text.slice(span.start, span.end))],
  };
}

/** What a created migration asks for before it runs: MySQL has no block that loops, so that batches are run by hand. */
function stepsByHand(text: string): readonly string[] {
  return [...text.matchAll(/repeat until no row is changed:\s*(?:--\s*)?(UPDATE [^;\n]*);/gi)].flatMap(
    match => match[1] ?? [],
  );
}

/** What has to be there before the migration: the baseline and the earlier migration, as single statements. */
export async function setupOf(reviewCase: ReviewCase): Promise<readonly string[]> {
  const texts = [reviewCase.baseline, reviewCase.earlier].filter(text => text !== null);
  const setup: string[] = [];
  for (const sql of texts) {
    const alone: ReviewCase = {
      ...reviewCase,
      framework: 'plain',
      path: null,
      files: {},
      git: null,
      baseline: null,
      earlier: null,
      statistics: {},
      sql,
    };
    setup.push(...(await scriptOf(alone, filesOf(alone), casePath(alone))).statements);
  }
  return setup;
}

/** The migration after a fix, and the migrations that the fix creates, in order. */
export async function fixedScripts(reviewCase: ReviewCase, built: FixEdits): Promise<readonly Script[]> {
  const files = new Map(filesOf(reviewCase));
  return scriptsOf(reviewCase, files, apply(reviewCase, files, built));
}

/** The same after every fix of a rule of a claim, one after the other. */
export async function scriptsWithAllFixed(
  reviewCase: ReviewCase,
  rule: string,
  claim: FixClaim,
): Promise<readonly Script[]> {
  const files = new Map(filesOf(reviewCase));
  const created: string[] = [];
  for (let round = 0; round < MOST_FIXES; round += 1) {
    const { findings } = await reviewFile(reviewCase, files, casePath(reviewCase));
    const fixes = findings.filter(finding => finding.rule === rule).flatMap(finding => finding.fixes);
    const built = fixes.find(fix => isAbout(claim, claimTitle(fix.title)))?.build() ?? null;
    if (built === null) break;
    created.push(...apply(reviewCase, files, built));
  }
  return scriptsOf(reviewCase, files, created);
}

/** Changes the files; gives the paths of the created ones. */
function apply(reviewCase: ReviewCase, files: Map<string, string>, built: FixEdits): readonly string[] {
  const path = casePath(reviewCase);
  const edits = built.edits.filter(edit => edit.path === path);
  files.set(path, applyEdits(files.get(path) ?? '', edits));
  for (const { path: created, text } of built.creates) files.set(created, text);
  return built.creates.map(created => created.path);
}

async function scriptsOf(
  reviewCase: ReviewCase,
  files: Files,
  created: readonly string[],
): Promise<readonly Script[]> {
  const paths = [casePath(reviewCase), ...created.filter(path => path.endsWith('.sql'))];
  const scripts: Script[] = [];
  for (const path of paths) scripts.push(await scriptOf(reviewCase, files, path));
  return scripts;
}

const MOST_FIXES = 8;
const CONTROL = /^\s*(?:BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK)\b/i;
const CLAUSE =
  /,?\s*\b(?:ALGORITHM|LOCK)\s*=?\s*(?:DEFAULT|INSTANT|NOCOPY|INPLACE|COPY|NONE|SHARED|EXCLUSIVE)\b/gi;

/** The same statements, each committed by itself. */
export function withoutTransaction(script: Script): Script {
  return { ...script, wrapped: false, statements: script.statements.filter(sql => !CONTROL.test(sql)) };
}

/** The same statements, with the server free to choose its way. */
export function withoutClauses(script: Script): Script {
  return { ...script, statements: script.statements.map(sql => sql.replace(CLAUSE, '')) };
}

/** The same statements in the form that partitioned tables take. */
export function withoutConcurrently(script: Script): Script {
  return { ...script, statements: script.statements.map(sql => sql.replace(/\s+CONCURRENTLY\b/gi, '')) };
}
