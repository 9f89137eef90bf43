import assert from 'node:assert/strict';
import type { Severity } from '../../../server/src/rules/rule.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

const DROPS = 'ALTER TABLE orders DROP COLUMN a;\nALTER TABLE app.audit_log DROP COLUMN b;\n';

async function severities(
  configuration: object,
  { sql = DROPS, path = 'db/a.sql', rule = 'drop-column-in-use' } = {},
): Promise<readonly Severity[]> {
  const project = projectOf({
    files: { [path]: sql },
    configuration: JSON.stringify({
      targets: [{ name: 'production', engine: 'postgresql', version: '16' }],
      ...configuration,
    }),
  });
  const result = (await reviewerFor()).review(project, path);
  return (result?.findings ?? []).filter(finding => finding.rule === rule).map(({ severity }) => severity);
}

describe('a severity for some tables', () => {
  const off = { 'drop-column-in-use': 'off' };

  it('holds for those, by name or pattern, with or without the schema', async () => {
    for (const pattern of ['audit_log', 'audit_*', 'app.*'])
      assert.deepEqual(await severities({ overrides: [{ tables: [pattern], rules: off }] }), ['error']);
  });

  it('reaches into bodies', async () => {
    const sql = 'DO $$ BEGIN ALTER TABLE app.audit_log DROP COLUMN a; END $$;';
    const overrides = [{ tables: ['audit_log'], rules: { 'drop-column-in-use': 'info' } }];
    assert.deepEqual(await severities({ overrides }, { sql }), ['info']);
  });

  it('wins over the rule, and the later one over the earlier', async () => {
    const configuration = {
      rules: { 'drop-column-in-use': 'warning' },
      overrides: [
        { tables: ['*'], rules: { 'drop-column-in-use': 'info' } },
        { tables: ['orders'], rules: { 'drop-column-in-use': 'error' } },
      ],
    };
    assert.deepEqual(await severities(configuration), ['error', 'info']);
  });
});

describe('a severity for some files', () => {
  const overrides = [
    { files: ['db/**'], rules: { 'drop-column-in-use': 'info', 'prefer-jsonb': 'warning' } },
  ];

  it('holds for those', async () => {
    assert.deepEqual(await severities({ overrides }), ['info', 'info']);
    assert.deepEqual(await severities({ overrides }, { path: 'other/a.sql' }), ['error', 'error']);
  });

  it('switches a strict rule on there, and only there', async () => {
    const sql = 'CREATE TABLE t (id bigint PRIMARY KEY, doc json);';
    const rule = 'prefer-jsonb';
    assert.deepEqual(await severities({ overrides }, { sql, rule }), ['warning']);
    assert.deepEqual(await severities({ overrides }, { sql, rule, path: 'other/a.sql' }), []);
  });
});

describe('a phase by the configuration', () => {
  const phases = { expand: ['db/pre/**'], contract: ['db/post/**'] };

  it('is that of the pattern', async () => {
    assert.deepEqual(await severities({ phases }, { path: 'db/post/a.sql' }), ['warning', 'warning']);
    assert.deepEqual(await severities({ phases }, { path: 'db/a.sql' }), ['error', 'error']);
    assert.deepEqual(
      await severities({ phases }, { path: 'db/pre/a.sql', rule: 'migration-in-wrong-phase' }),
      ['error', 'error'],
    );
  });

  it('gives way to what the file says', async () => {
    const sql = `-- interlock: phase contract\n${DROPS}`;
    assert.deepEqual(await severities({ phases }, { path: 'db/pre/a.sql', sql }), ['warning', 'warning']);
  });
});

describe('old statistics', () => {
  const sized = (rows: number) =>
    JSON.stringify({
      capturedAt: '2026-01-01T00:00:00Z',
      tables: { orders: { rows, bytes: 8_192 } },
    });

  async function severityOn(today: string, rows: number): Promise<Severity | undefined> {
    const project = projectOf({
      files: { 'a.sql': 'CREATE INDEX i ON orders (a);', 's.json': sized(rows) },
      configuration: `{ "targets": [{ "name": "p", "engine": "postgresql", "version": "16", "statistics": "s.json" }] }`,
    });
    const result = (await reviewerFor()).review({ ...project, today }, 'a.sql');
    return result?.findings.find(({ rule }) => rule === 'create-index-blocks-writes')?.severity;
  }

  it('are no proof that a table is small', async () => {
    assert.equal(await severityOn('2026-04-01', 10), 'info');
    assert.equal(await severityOn('2026-04-02', 10), 'error');
  });
});
