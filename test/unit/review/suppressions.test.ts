import assert from 'node:assert/strict';
import { declaredPhase, phaseOfPath } from '../../../server/src/review/declaredPhase.ts';
import { readSuppressions } from '../../../server/src/review/suppressions.ts';
import { reviewText } from '../reviewing.ts';

const PG = ['postgresql@16'];
const DROP = 'ALTER TABLE users DROP COLUMN email;';

async function ruleIds(sql: string): Promise<string[]> {
  const result = await reviewText(sql, PG);
  return result.findings.map(finding => finding.rule);
}

describe('suppressions', () => {
  it('reads rules and reason of line and block comments', () => {
    const text =
      '-- interlock-disable-next-line a-rule, b-rule: because\n/* interlock-disable-file c-rule: of old */\n# interlock-disable-next-line d-rule';
    assert.deepEqual(
      readSuppressions(text).map(({ scope, rules, reason, line }) => ({ scope, rules, reason, line })),
      [
        { scope: 'next-line', rules: ['a-rule', 'b-rule'], reason: 'because', line: 1 },
        { scope: 'file', rules: ['c-rule'], reason: 'of old', line: 2 },
        { scope: 'next-line', rules: ['d-rule'], reason: '', line: 3 },
      ],
    );
  });

  it('means the next line that says something', async () => {
    for (const between of ['\n', '-- gone since 4.2\n', '\n/* see ticket 7 */\n', '# since May\r\n']) {
      const found = await ruleIds(
        `-- interlock-disable-next-line drop-column-in-use: unused\n${between}${DROP}`,
      );
      assert.ok(!found.includes('drop-column-in-use'), JSON.stringify(between));
    }
    const stacked = await ruleIds(
      `-- interlock-disable-next-line drop-column-in-use: unused\n-- interlock-disable-next-line missing-lock-timeout: at night\n${DROP}`,
    );
    assert.deepEqual(stacked, []);
    const other = await ruleIds(
      `-- interlock-disable-next-line drop-column-in-use: unused\nSELECT 1;\n${DROP}`,
    );
    assert.deepEqual(other.includes('drop-column-in-use') && other.includes('unused-suppression'), true);
  });

  it('is no suppression without a comment, a rule or the exact word', () => {
    assert.deepEqual(
      readSuppressions('interlock-disable-file x\n-- interlock-disable-file\n-- interlock-disable-lines x\n'),
      [],
    );
  });

  it('silences the statement that begins on the next line, and counts what it silenced', async () => {
    const result = await reviewText(
      `-- interlock-disable-next-line drop-column-in-use: unused since May\n${DROP}`,
      PG,
    );
    assert.ok(!result.findings.some(finding => finding.rule === 'drop-column-in-use'));
    assert.equal(result.suppressed, 1);
  });

  it('silences a line inside a statement', async () => {
    const sql =
      'ALTER TABLE users\n  ADD COLUMN a text,\n  -- interlock-disable-next-line drop-column-in-use: gone\n  DROP COLUMN email;';
    assert.ok(!(await ruleIds(sql)).includes('drop-column-in-use'));
  });

  it('leaves other rules and other statements alone', async () => {
    const ids = await ruleIds(
      `-- interlock-disable-next-line rename-column: no\n${DROP}\n${DROP.replace('email', 'name')}`,
    );
    assert.equal(ids.filter(id => id === 'drop-column-in-use').length, 2);
    assert.ok(ids.includes('unused-suppression'));
  });

  it('silences a rule in the whole file', async () => {
    assert.ok(
      !(
        await ruleIds(`-- interlock-disable-file drop-column-in-use: all reviewed\n${DROP}\n${DROP}`)
      ).includes('drop-column-in-use'),
    );
  });
});

describe('phases', () => {
  it('are declared in the comments before the first statement only', () => {
    assert.equal(declaredPhase('-- interlock: phase contract\nDROP TABLE a;', 29), 'contract');
    assert.equal(declaredPhase('/* interlock: phase expand */', 29), 'expand');
    assert.equal(declaredPhase('DROP TABLE a; -- interlock: phase contract', 0), null);
    assert.equal(declaredPhase('-- interlock: phase other', 25), null);
    assert.equal(declaredPhase('/*\n * Ticket 12\n * interlock: phase contract\n */\n', 60), 'contract');
  });

  it('are declared by folders', () => {
    assert.equal(phaseOfPath('db/post-deploy/V1__a.sql'), 'contract');
    assert.equal(phaseOfPath('db/pre_deploy/V1__a.sql'), 'expand');
    assert.equal(phaseOfPath('db/deploy/V1__contract.sql'), null);
  });

  it('lower a compatibility finding in a contract migration', async () => {
    const severity = async (sql: string): Promise<unknown> =>
      (await reviewText(sql, PG)).findings.find(finding => finding.rule === 'drop-column-in-use')?.severity;
    assert.equal(await severity(DROP), 'error');
    assert.equal(await severity(`-- interlock: phase contract\n${DROP}`), 'warning');
  });
});
