import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../server/src/review/result.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { createLineIndex } from '../../../server/src/text/lineIndex.ts';
import { applyEdits } from '../../../server/src/text/textEdit.ts';
import { type ExpectedFinding, parseFixture } from './support/fixtureFile.ts';
import {
  casePath,
  type Files,
  filesOf,
  type ReviewCase,
  reviewFile,
  withRuleOn,
} from './support/reviewCase.ts';

/*
 * test/fixtures/rules/<rule>/<case>.sql says what the rule finds in it, and `<case>.fixed.sql` what the first fix of its
 * first finding makes of it. In a fixture only the rules that it names, and the one of its folder, are looked at.
 */
const FIXTURES = join(import.meta.dirname, '../../fixtures/rules');
const FIXED = '.fixed.sql';

describe('rule fixtures', () => {
  for (const rule of readdirSync(FIXTURES).sort()) {
    describe(rule, () => {
      it('is the id of a rule', () => {
        assert.ok(rules.some(({ metadata }) => metadata.id === rule));
      });
      for (const file of readdirSync(join(FIXTURES, rule)).sort()) {
        if (!file.endsWith('.sql') || file.endsWith(FIXED)) continue;
        const name = file.slice(0, -'.sql'.length);
        it(name, () => checkFixture(rule, name));
      }
    });
  }

  it('cover every rule with two hits and as many near misses', () => {
    for (const { metadata } of rules) {
      const texts = fixtureTexts(metadata.id);
      const isHit = (text: string): boolean =>
        parseFixture(text).expected.some(({ rule }) => rule === metadata.id);
      const hits = texts.filter(isHit).length;
      assert.ok(hits >= 2, `${metadata.id} has ${hits} hits`);
      assert.ok(
        texts.length - hits >= hits,
        `${metadata.id} has ${hits} hits and ${texts.length - hits} near misses`,
      );
    }
  });
});

function fixtureTexts(rule: string): string[] {
  const folder = join(FIXTURES, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.sql') && !file.endsWith(FIXED))
    .map(file => readFileSync(join(folder, file), 'utf8'));
}

async function checkFixture(rule: string, name: string): Promise<void> {
  const parsed = parseFixture(readFileSync(join(FIXTURES, rule, `${name}.sql`), 'utf8'));
  const { expected } = parsed;
  const metadata = rules.find(known => known.metadata.id === rule)?.metadata;
  const reviewCase = metadata === undefined ? parsed.reviewCase : withRuleOn(parsed.reviewCase, metadata);
  const files = filesOf(reviewCase);
  const path = casePath(reviewCase);
  const result = await reviewFile(reviewCase, files, path);
  assert.equal(result.read.opaque, 0, 'every statement of a fixture is readable');
  const looked = new Set([rule, ...expected.map(finding => finding.rule)]);
  const found = result.findings.filter(finding => looked.has(finding.rule));
  assert.equal(describeFound(found, expected, reviewCase.sql), describeExpected(expected));

  const fixedFile = join(FIXTURES, rule, `${name}${FIXED}`);
  if (!existsSync(fixedFile)) return;
  const first = found.find(finding => finding.rule === rule);
  assert.ok(first, 'a fixture with a fixed text has a finding');
  const fixed = applyFix(first, files, path);
  assert.equal(fixedText(fixed, files, path), readFileSync(fixedFile, 'utf8'));
  await checkFixed(reviewCase, rule, fixed, files, path, found);
}

/** One line for each finding: `line:start-end rule (severity) message`, lines and columns counted from 0. */
function describeExpected(expected: readonly ExpectedFinding[]): string {
  return inOrder(expected).map(describeOne).join('\n');
}

/** Message and severity are shown only where the fixture asks for them, and as it does when they fit. */
function describeFound(
  findings: readonly Finding[],
  expected: readonly ExpectedFinding[],
  text: string,
): string {
  const lines = createLineIndex(text);
  const found = findings.map(finding => {
    const { line, character: start } = lines.positionAt(finding.span.start);
    const last = lines.positionAt(finding.span.end);
    const end = last.line === line ? last.character : (text.split('\n')[line]?.trimEnd().length ?? 0);
    const wish = expected.find(
      entry =>
        entry.rule === finding.rule && entry.line === line && entry.start === start && entry.end === end,
    );
    const fits = wish !== undefined && finding.message.includes(wish.message);
    return {
      rule: finding.rule,
      line,
      start,
      end,
      message: fits ? wish.message : finding.message,
      severity: wish?.severity == null ? null : finding.severity,
    };
  });
  return inOrder(found).map(describeOne).join('\n');
}

function describeOne({ rule, line, start, end, message, severity }: ExpectedFinding): string {
  return `${line}:${start}-${end} ${rule}${severity === null ? '' : ` (${severity})`} ${message}`;
}

function inOrder(findings: readonly ExpectedFinding[]): readonly ExpectedFinding[] {
  return [...findings].sort(
    (left, right) =>
      left.line - right.line ||
      left.start - right.start ||
      left.end - right.end ||
      left.rule.localeCompare(right.rule),
  );
}

function applyFix(finding: Finding, files: Files, path: string): Files {
  const edits = finding.fixes[0]?.build();
  assert.ok(edits, 'the first fix can be built');
  const fixed = new Map(files);
  fixed.set(path, applyEdits(files.get(path) ?? '', edits.edits));
  for (const { path: created, text } of edits.creates) fixed.set(created, text);
  return fixed;
}

/** The migration and each new file behind a line that names it. */
function fixedText(fixed: Files, before: Files, path: string): string {
  let text = fixed.get(path) ?? '';
  for (const [created, content] of fixed) {
    if (!before.has(created)) text += `-- file: ${created.slice(created.lastIndexOf('/') + 1)}\n${content}`;
  }
  return text;
}

/** What a fix leaves behind reads in full, and the rule has less to say about it. */
async function checkFixed(
  reviewCase: ReviewCase,
  rule: string,
  fixed: Files,
  before: Files,
  path: string,
  found: readonly Finding[],
): Promise<void> {
  const left: Finding[] = [];
  for (const file of fixed.keys()) {
    if (!file.endsWith('.sql') || (file !== path && before.has(file))) continue;
    const result = await reviewFile(reviewCase, fixed, file);
    const unread = result.read.partial + result.read.head + result.read.opaque;
    assert.equal(unread, 0, `${file} reads in full`);
    left.push(...result.findings.filter(finding => finding.rule === rule));
  }
  const told = left.map(finding => `${finding.path}: ${finding.message}`).join('\n');
  assert.ok(weight(left) < weight(found.filter(finding => finding.rule === rule)), told);
}

const WEIGHTS = { error: 3, warning: 2, info: 1 } as const;

function weight(findings: readonly Finding[]): number {
  return findings.reduce((sum, { severity }) => sum + WEIGHTS[severity], 0);
}
