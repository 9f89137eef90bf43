import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ruleTable } from '../../scripts/ruleTable.ts';
import { rules } from '../../server/src/rules/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HEADINGS = [
  'What breaks, and for whom',
  'When it is safe',
  'What to write instead',
  'Engines and versions',
  'Configure or suppress',
  'The same check elsewhere',
];

describe('every rule', () => {
  for (const { metadata } of rules) {
    it(`${metadata.id} has its file, its page with all headings, and fixtures with hits and near misses`, () => {
      assert.ok(existsSync(`${ROOT}server/src/rules/${metadata.id}.ts`), 'the file is named after the id');
      const page = readFileSync(`${ROOT}docs/rules/${metadata.id}.md`, 'utf8');
      assert.ok(page.startsWith(`# ${metadata.title}\n`), 'the page begins with the title');
      assert.deepEqual(
        [...page.matchAll(/^## (.+)$/gm)].map(match => match[1]),
        HEADINGS,
      );
      const folder = `${ROOT}test/fixtures/rules/${metadata.id}`;
      const cases = readdirSync(folder).filter(name => name.endsWith('.sql') && !name.endsWith('.fixed.sql'));
      const hits = cases.filter(name =>
        new RegExp(`\\^+ ${metadata.id}\\b`).test(readFileSync(`${folder}/${name}`, 'utf8')),
      );
      assert.ok(hits.length >= 2, `${hits.length} fixtures with a hit`);
      assert.ok(cases.length - hits.length >= 1, 'a fixture without a hit');
    });
  }

  it('is in the registry, and no page is left over', () => {
    const ids = new Set(rules.map(rule => rule.metadata.id));
    assert.equal(ids.size, rules.length, 'ids are unique');
    const files = readdirSync(`${ROOT}server/src/rules`)
      .filter(name => /^[a-z]+-[a-z-]+\.ts$/.test(name))
      .map(name => name.replace('.ts', ''));
    assert.deepEqual(
      files.filter(id => !ids.has(id)),
      [],
    );
    const pages = readdirSync(`${ROOT}docs/rules`).map(name => name.replace('.md', ''));
    assert.deepEqual(
      pages.filter(id => !ids.has(id) && id !== 'unused-suppression'),
      [],
    );
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(`${ROOT}README.md`, 'utf8');
    assert.ok(readme.includes(ruleTable(rules)), 'run `npm run readme`');
  });
});
