import assert from 'node:assert/strict';
import type { ReviewResult } from '../../../server/src/review/result.ts';
import { reviewText } from '../reviewing.ts';

async function messages(
  sql: string,
  target = 'postgresql@16',
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  return said(await reviewText(sql, [target], { path: 'sql/2_b.sql', files }));
}

function said({ findings }: ReviewResult): readonly string[] {
  return findings.flatMap(({ message, related, fixes }) => [
    message,
    ...related.map(other => other.message),
    ...fixes.map(({ title }) => title),
  ]);
}

async function assertNamed(sql: string, name: string, ...rest: string[]): Promise<void> {
  const texts = await messages(sql, ...rest);
  assert.ok(
    texts.some(text => text.includes(`\`${name}\``)),
    `${name} is not in:\n${texts.join('\n')}`,
  );
  assert.deepEqual(
    texts.filter(text => /_{3}/.test(text)),
    [],
  );
}

describe('names with template placeholders', () => {
  it('are shown as they are written', async () => {
    const index = (name: string): string => `CREATE INDEX i ON ${name} (a);`;
    await assertNamed(index(`\${schema}.users`), `\${schema}.users`);
    await assertNamed(index('{{ .Prefix }}_users'), '{{ .Prefix }}_users');
    await assertNamed(index(':"app".users'), 'app.users');
    await assertNamed(index(':APP_SCHEMA.users'), ':APP_SCHEMA.users');
    await assertNamed(
      index('"{{ index .Options "Namespace" }}"."users"'),
      '{{ index .Options "Namespace" }}.users',
    );
    await assertNamed(`ALTER TABLE app_\${Env}_t MODIFY a bigint;`, `app_\${Env}_t.a`, 'mysql@8.0.32');
  });

  it('are shown so from bodies', async () => {
    const body =
      'DO $$ BEGIN ALTER TABLE "{{ index .Options "Namespace" }}"."users" RENAME COLUMN a TO b; END $$;';
    await assertNamed(body, '{{ index .Options "Namespace" }}.users.a');
  });

  it('are shown so where an earlier file wrote them', async () => {
    const { findings } = await reviewText('DROP TABLE users CASCADE;', ['postgresql@16'], {
      path: 'sql/2_b.sql',
      files: {
        'sql/1_a.sql': 'CREATE TABLE users (a int);\nCREATE VIEW {{ .views }}.active AS SELECT a FROM users;',
      },
    });
    const texts = findings.map(({ message }) => message);
    assert.ok(
      texts.some(text => text.includes('{{ .views }}.active')),
      texts.join('\n'),
    );
  });

  it('are left alone where somebody gave a table such a name', async () => {
    const texts = await messages(
      'CREATE INDEX i ON _app.users (a);\nCREATE INDEX j ON :app.users (a);\nDROP TABLE __history;',
    );
    assert.ok(
      texts.some(text => text.includes('`_app.users`')),
      texts.join('\n'),
    );
    assert.ok(texts.some(text => text.includes('`__history`')));
  });

  it('are shown so in lock notes', async () => {
    const { statements } = await reviewText(`ALTER TABLE \${schema}.users ADD a int;`, ['postgresql@16']);
    assert.equal(statements[0]?.operations[0]?.object, `\${schema}.users.a`);
  });
});
