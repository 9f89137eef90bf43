import assert from 'node:assert/strict';
import { type ConnectionStart, connectionStart } from '../../../server/src/frameworks/connectionStart.ts';
import { migrationAt } from '../../../server/src/review/project.ts';
import { projectWith } from './sampleProjects.ts';

const PATH = 'db/migration/V2__a.sql';

function startWith(files: Readonly<Record<string, string>>): ConnectionStart {
  const project = projectWith({ ...files, [PATH]: 'SELECT 1;' });
  return connectionStart(migrationAt(project, PATH).set, project);
}

function startOfUrl(url: string): ConnectionStart {
  return startWith({ 'flyway.conf': `flyway.url=${url}\n` });
}

describe('what a connection begins with', () => {
  it('is nothing without configuration', () => {
    assert.deepEqual(startWith({}), { settings: {}, socketTimeout: null });
  });

  it('reads options of PostgreSQL URLs, however they are written', () => {
    for (const options of [
      '-c%20lock_timeout%3D3s',
      '-c+lock_timeout=3s',
      '--lock-timeout=3s',
      '-clock_timeout=3s',
    ])
      assert.deepEqual(startOfUrl(`jdbc:postgresql://h/db?ssl=true&options=${options}`).settings, {
        lock_timeout: '3s',
      });
    assert.deepEqual(
      startOfUrl('jdbc:postgresql://h/db?options=-c%20lock_timeout=3s%20-c%20statement_timeout=1min')
        .settings,
      { lock_timeout: '3s', statement_timeout: '1min' },
    );
  });

  it('reads session variables of MySQL URLs', () => {
    assert.deepEqual(
      startOfUrl("jdbc:mysql://h/db?sessionVariables=sql_mode='ANSI,TRADITIONAL',lock_wait_timeout=5")
        .settings,
      { sql_mode: 'ANSI,TRADITIONAL', lock_wait_timeout: '5' },
    );
  });

  it('counts socketTimeout in the unit of the driver, and 0 as none', () => {
    assert.equal(startOfUrl('jdbc:postgresql://h/db?socketTimeout=30').socketTimeout, 30_000);
    assert.equal(startOfUrl('jdbc:mysql://h/db?socketTimeout=30000').socketTimeout, 30_000);
    assert.equal(startOfUrl('jdbc:mariadb://h/db?socketTimeout=0').socketTimeout, null);
  });

  it('lets initSql and callbacks win over the URL', () => {
    assert.deepEqual(
      startWith({
        'flyway.conf':
          "flyway.url=jdbc:postgresql://h/db?options=-c%20lock_timeout=9s\nflyway.initSql=SET lock_timeout TO '5s'\n",
        'db/migration/beforeEachMigrate__limits.sql':
          "-- SET lock_timeout = '1s'\nSET LOCAL lock_timeout = '2s';\n",
        'db/migration/afterMigrate.sql': "SET lock_timeout = '8s';\n",
      }).settings,
      { lock_timeout: '2s' },
    );
  });

  it('reads the environments of flyway.toml and the pool of Spring Boot', () => {
    assert.deepEqual(
      startWith({
        'flyway.toml':
          '[environments.default]\nurl = "jdbc:postgresql://h/db"\ninitSql = "SET lock_timeout = \'4s\'"\n',
      }).settings,
      { lock_timeout: '4s' },
    );
    assert.deepEqual(
      startWith({
        'application.yml':
          "spring:\n  datasource:\n    hikari:\n      connection-init-sql: SET lock_timeout = '6s'\n",
      }).settings,
      { lock_timeout: '6s' },
    );
  });

  it('takes a broken URL as it is', () => {
    assert.deepEqual(startOfUrl('jdbc:postgresql://h/db?options=%E0%A4%A&socketTimeout=x'), {
      settings: {},
      socketTimeout: null,
    });
  });
});
