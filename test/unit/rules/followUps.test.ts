import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fix } from '../../../server/src/review/result.ts';
import { applyEdits } from '../../../server/src/text/textEdit.ts';
import { parseFixture } from './support/fixtureFile.ts';
import { casePath, type Files, filesOf, type ReviewCase, reviewFile } from './support/reviewCase.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');

/** Every fixture that a safe fix or a suggestion cures with further migrations. */
describe('migrations that fixes create', () => {
  for (const rule of readdirSync(FIXTURES).sort()) {
    it(`of ${rule} read in full and bring no error that was not there before`, async () => {
      for (const file of readdirSync(join(FIXTURES, rule)).sort()) {
        if (!file.endsWith('.sql') || file.endsWith('.fixed.sql')) continue;
        await checkFollowUps(`${rule}/${file}`);
      }
    }).timeout(30_000);
  }
});

async function checkFollowUps(fixture: string): Promise<void> {
  const { reviewCase } = parseFixture(readFileSync(join(FIXTURES, fixture), 'utf8'));
  const files = filesOf(reviewCase);
  const path = casePath(reviewCase);
  const { findings } = await reviewFile(reviewCase, files, path);
  // A statement that is only moved takes its own findings along.
  const known = new Set(findings.map(finding => finding.rule));
  for (const { rule, fixes } of findings) {
    for (const fix of fixes)
      await checkFix(reviewCase, files, path, { fix, known, name: `${fixture}: ${rule}: ${fix.title}` });
  }
}

interface FixCase {
  readonly fix: Fix;
  /** Rules that speak about the file before the fix. */
  readonly known: ReadonlySet<string>;
  readonly name: string;
}

async function checkFix(
  reviewCase: ReviewCase,
  files: Files,
  path: string,
  { fix, known, name }: FixCase,
): Promise<void> {
  const built = fix.build();
  if (built === null) return;
  const migrations = built.creates.filter(created => created.path.endsWith('.sql'));
  const changed = new Map(files);
  const edits = built.edits.filter(edit => edit.path === path);
  assert.doesNotThrow(() => changed.set(path, applyEdits(files.get(path) ?? '', edits)), name);
  for (const created of built.creates) changed.set(created.path, created.text);
  for (const created of migrations) {
    const result = await reviewFile(reviewCase, changed, created.path);
    assert.equal(
      result.read.opaque + result.read.head + result.read.partial,
      0,
      `${name}: ${created.path} is not read in full`,
    );
    const errors = result.findings
      .filter(finding => finding.severity === 'error' && !known.has(finding.rule))
      .map(finding => `${finding.rule}: ${finding.message}`);
    assert.deepEqual(errors, [], `${name}: ${created.path}\n${created.text}`);
  }
}
