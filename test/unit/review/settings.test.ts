import assert from 'node:assert/strict';
import type { ConfigurationFile } from '../../../server/src/configuration/model.ts';
import { configuredSeverity, enabledRules } from '../../../server/src/review/settings.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

function enabled(configuration: ConfigurationFile): ReadonlySet<string> {
  return new Set(enabledRules(rules, configuration).map(({ metadata }) => metadata.id));
}

const STRICT = rules.filter(({ metadata }) => metadata.preset === 'strict').map(({ metadata }) => metadata);

describe('which rules are on', () => {
  it('is the preset; strict has them all', () => {
    assert.equal(enabled({}).size, rules.length - STRICT.length);
    assert.equal(enabled({ preset: 'strict' }).size, rules.length);
  });

  it('follows a category as a group', () => {
    const without = enabled({ categories: { locking: 'off' } });
    assert.ok(!without.has('create-index-blocks-writes') && without.has('drop-column-in-use'));
    const hygiene = STRICT.filter(({ categories }) => categories[0] === 'hygiene');
    const withHygiene = enabled({ categories: { hygiene: 'on' } });
    assert.ok(hygiene.length > 5 && hygiene.every(({ id }) => withHygiene.has(id)));
    assert.ok(!withHygiene.has('missing-algorithm-guard'), 'a strict rule of another category');
    assert.ok(
      !enabled({ categories: { hygiene: 'warning' } }).has('prefer-jsonb'),
      'a severity adds no rule',
    );
  });

  it('is as a rule says that is named, whatever its category says', () => {
    const named = enabled({
      categories: { locking: 'off', hygiene: 'on' },
      rules: { 'create-index-blocks-writes': 'info', 'prefer-jsonb': 'off' },
    });
    assert.ok(named.has('create-index-blocks-writes') && !named.has('prefer-jsonb'));
  });
});

describe('the severity of a category', () => {
  it('holds for its rules, not for one that is named', async () => {
    const configuration = `{
      "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }],
      "categories": { "compatibility": "info", "locking": "warning" },
      "rules": { "create-index-blocks-writes": "error" }
    }`;
    const sql = 'ALTER TABLE users DROP COLUMN email;\nCREATE INDEX users_email ON users (email);\n';
    const reviewer = await reviewerFor();
    const result = reviewer.review(projectOf({ files: { 'a.sql': sql }, configuration }), 'a.sql');
    const severities = new Map(result?.findings.map(({ rule, severity }) => [rule, severity]));
    assert.equal(severities.get('drop-column-in-use'), 'info');
    assert.equal(severities.get('create-index-blocks-writes'), 'error');
  });

  it('is none for "on"', () => {
    const [strict] = STRICT;
    assert.ok(strict !== undefined);
    assert.equal(configuredSeverity({ categories: { [strict.categories[0]]: 'on' } }, strict), null);
  });
});
