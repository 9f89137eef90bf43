import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNUSED_SUPPRESSION } from '../../../server/src/review/suppressFindings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import type { RuleMetadata } from '../../../server/src/rules/rule.ts';
import { parseFixture } from './support/fixtureFile.ts';
import { filesOf, migrationPath, reviewFile } from './support/reviewCase.ts';

/*
 * docs/rules/<rule>.md: the same headings everywhere, and SQL that is run. A fence says what its text is:
 * `sql schema engine=postgresql@16` the baseline of the examples that follow for that engine,
 * `sql bad engine=... [framework=flyway] [also=other-rule]` gives findings of the rule (and of the others named),
 * `sql good engine=...` gives none at all. With `statistics=<table>:<rows>:<bytes>` the size of a table is known.
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
          checkExample(metadata.id, example));
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

interface Example {
  readonly kind: 'bad' | 'good';
  readonly engine: string;
  readonly options: ReadonlyMap<string, string>;
  readonly schema: string | null;
  readonly sql: string;
}

function examplesOf(text: string): Example[] {
  const examples: Example[] = [];
  const schemas = new Map<string, string>();
  for (const [, info = '', sql = ''] of text.matchAll(/^```sql (.*)\n([\s\S]*?)^```$/gm)) {
    const [kind = '', ...words] = info.split(' ');
    const options = new Map(
      words.map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    );
    const engine = options.get('engine') ?? '';
    const family = engine.replace(/@.*/, '');
    if (kind === 'schema') schemas.set(family, sql);
    else if (kind === 'bad' || kind === 'good')
      examples.push({ kind, engine, options, schema: schemas.get(family) ?? null, sql });
  }
  return examples;
}

/** Targets of the examples bound the wait for locks, so that they show one thing each. */
const BOUNDED = ['-- setting: lock_timeout=3s', '-- setting: lock_wait_timeout=3'];

async function checkExample(rule: string, { kind, engine, options, schema, sql }: Example): Promise<void> {
  const statistics = options.get('statistics');
  const header = [
    `-- engine: ${engine}`,
    `-- framework: ${options.get('framework') ?? 'plain'}`,
    ...(rule === 'missing-lock-timeout' ? [] : BOUNDED),
    ...(statistics === undefined ? [] : [`-- statistics: ${statistics.replaceAll(':', ' ')}`]),
    ...(schema === null
      ? []
      : [
          '-- baseline:',
          ...schema
            .trimEnd()
            .split('\n')
            .map(line => `--   ${line}`),
        ]),
  ];
  const { reviewCase } = parseFixture([...header, sql].join('\n'));
  const result = await reviewFile(reviewCase, filesOf(reviewCase), migrationPath(reviewCase.framework));
  assert.equal(result.read.full, result.statements.length, 'the example reads in full');
  const found = result.findings.map(finding => `${finding.rule}: ${finding.message}`);
  if (kind === 'good') {
    assert.deepEqual(found, []);
    return;
  }
  const allowed = new Set([rule, ...(options.get('also')?.split(',') ?? [])]);
  assert.deepEqual(new Set(result.findings.map(finding => finding.rule)), allowed, found.join('\n'));
}
