import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNUSED_SUPPRESSION } from '../../../server/src/review/suppressFindings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { RuleMetadata } from '../../../server/src/rules/rule.ts';
import { type DocExample, exampleCase, examplesOf } from './support/docExamples.ts';
import { casePath, filesOf, reviewFile, withRuleOn } from './support/reviewCase.ts';

/*
 * docs/rules/<rule>.md: the same headings everywhere, and SQL that is run.
 */
const DOCS = join(import.meta.dirname, '../../../docs/rules');
const HEADINGS = [
  'What breaks, and for whom',
  'When it is safe',
  'What to write instead',
  'Engines and versions',
  'Configure or suppress',
  'The same check elsewhere',
];

describe('rule documentation', () => {
  it('has a page for every rule and no other', () => {
    const pages = readdirSync(DOCS).filter(file => file.endsWith('.md') && file !== 'README.md');
    assert.deepEqual(
      pages.map(page => page.slice(0, -'.md'.length)).sort(),
      [...rules.map(({ metadata }) => metadata.id), UNUSED_SUPPRESSION].sort(),
    );
  });

  for (const { metadata } of rules) {
    describe(metadata.id, () => {
      const file = join(DOCS, `${metadata.id}.md`);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';

      it('has the title, the facts and the headings', () => checkPage(metadata, text));
      for (const [index, example] of examplesOf(text).entries()) {
        it(`example ${index + 1}, ${example.kind} on ${example.engine}`, () =>
          checkExample(metadata, example));
      }
      it('shows what is bad and what is good', () => {
        const kinds = new Set(examplesOf(text).map(example => example.kind));
        assert.deepEqual([...kinds].sort(), ['bad', 'good']);
      });
      it('has no SQL that is not run', () => {
        for (const info of text.matchAll(/^```(.*)$/gm)) {
          const kind = info[1] ?? '';
          assert.ok(
            kind === '' || kind === 'json' || /^sql (?:schema|bad|good) engine=\S+/.test(kind),
            `fence "${kind}"`,
          );
        }
      });
    });
  }
});

function checkPage(metadata: RuleMetadata, text: string): void {
  const lines = text.split('\n');
  assert.equal(lines[0], `# ${metadata.title}`);
  assert.equal(
    lines[2],
    `\`${metadata.id}\` · ${metadata.categories.join(', ')} · ${metadata.severity} · ${metadata.engines.join(', ')}`,
  );
  assert.deepEqual(
    lines.filter(line => line.startsWith('## ')).map(line => line.slice(3)),
    HEADINGS,
  );
}

async function checkExample(metadata: RuleMetadata, example: DocExample): Promise<void> {
  const { kind, options } = example;
  const rule = metadata.id;
  const reviewCase = withRuleOn(exampleCase(rule, example), metadata);
  const result = await reviewFile(reviewCase, filesOf(reviewCase), casePath(reviewCase));
  assert.equal(result.read.full, result.statements.length, 'the example reads in full');
  const found = result.findings.map(finding => `${finding.rule}: ${finding.message}`);
  if (kind === 'good') {
    assert.deepEqual(found, []);
    return;
  }
  const allowed = new Set([rule, ...(options.get('also')?.split(',') ?? [])]);
  assert.deepEqual(new Set(result.findings.map(finding => finding.rule)), allowed, found.join('\n'));
}
