import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { inFolder, runCli } from './runCli.ts';

const FILES = { 'm/V1__a.sql': 'ALTER TABLE t\n  ADD COLUMN "a<b>" int NOT NULL;\n' };
const ARGS = ['--engine', 'postgresql', '--engine-version', '16', '--fail-on', 'never'];
const RULE = 'add-not-null-column-without-default';

async function output(format: string): Promise<string> {
  let text = '';
  await inFolder(FILES, async folder => {
    const { stdout, stderr, code } = await runCli(folder, ['check', 'm', '--format', format, ...ARGS]);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    text = stdout;
  });
  return text;
}

describe('reports for machines', () => {
  it('SARIF names the rule, the place and the level', async () => {
    const log: Log = JSON.parse(await output('sarif'));
    const run = log.runs[0];
    const found = run?.results?.find(result => result.ruleId === RULE);
    assert.equal(found?.level, 'error');
    assert.equal(run?.tool.driver.rules?.[found?.ruleIndex ?? -1]?.id, RULE);
    assert.deepEqual(found?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'm/V1__a.sql' },
      region: { startLine: 2, startColumn: 25, endLine: 2, endColumn: 33 },
    });
  });

  it('GitHub gets a workflow command', async () => {
    assert.match(
      await output('github'),
      new RegExp(`^::error file=m/V1__a\\.sql,line=2,endLine=2,col=25,endColumn=33,title=${RULE}::`, 'm'),
    );
  });

  it('GitLab gets issues with different fingerprints', async () => {
    const issues: {
      readonly check_name: string;
      readonly fingerprint: string;
      readonly location: unknown;
    }[] = JSON.parse(await output('gitlab'));
    assert.deepEqual(issues.find(issue => issue.check_name === RULE)?.location, {
      path: 'm/V1__a.sql',
      lines: { begin: 2, end: 2 },
    });
    assert.equal(new Set(issues.map(issue => issue.fingerprint)).size, issues.length);
  });

  it('JUnit escapes what XML forbids', async () => {
    const xml = await output('junit');
    assert.match(
      xml,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="interlock" tests="\d+" failures="\d+">/,
    );
    assert.match(xml, /a&lt;b&gt;/);
    assert.doesNotMatch(xml, /a<b>/);
  });

  it('Markdown has a table for each file', async () => {
    assert.match(
      await output('markdown'),
      new RegExp(
        `### m/V1__a\\.sql\\n\\n\\| line \\| severity \\| finding \\| rule \\|\\n.*\\n(?:.*\\n)*\\| 2 \\| error \\| .* \\| ${RULE} \\|`,
      ),
    );
  });
});
