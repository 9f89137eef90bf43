import assert from 'node:assert/strict';
import { flywayBuildSettings } from '../../../server/src/frameworks/flywayBuild.ts';
import { projectWith } from './sampleProjects.ts';

function settingsFrom(path: string, text: string): Readonly<Record<string, string>> {
  return flywayBuildSettings(projectWith({ [path]: text }), 'app/src/main/resources/db/migration');
}

describe('Flyway in build files', () => {
  for (const [path, text] of [
    ['app/pom.xml', '<flyway.version>10.4.1</flyway.version>'],
    ['pom.xml', '<artifactId>flyway-core</artifactId>\n  <version>10.4.1</version>'],
    ['app/build.gradle', "implementation 'org.flywaydb:flyway-core:10.4.1'"],
    ['build.gradle.kts', 'id("org.flywaydb.flyway") version "10.4.1"'],
    ['docker-compose.yml', 'services:\n  migrate:\n    image: flyway/flyway:10.4.1-alpine'],
    ['Dockerfile', 'FROM redgate/flyway:10.4.1'],
  ] as const)
    it(`has its version in ${path}`, () => {
      assert.equal(settingsFrom(path, text)['toolversion']?.replace(/-alpine$/, ''), '10.4.1');
    });

  for (const [path, text] of [
    ['pom.xml', '<!-- flyway --><postgresqlTransactionalLock>false</postgresqlTransactionalLock>'],
    ['build.gradle', "flyway { pluginConfiguration = [ postgresqlTransactionalLock: 'false' ] }"],
    ['compose.yaml', 'environment:\n  FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK: "false"'],
  ] as const)
    it(`has its lock switched off in ${path}`, () => {
      assert.equal(settingsFrom(path, text)['postgresql.transactional.lock'], 'false');
    });

  it('says nothing of other tools, versions from elsewhere, or folders beside', () => {
    assert.deepEqual(settingsFrom('pom.xml', '<liquibase.version>4.1</liquibase.version>'), {});
    assert.deepEqual(settingsFrom('pom.xml', '<flyway.version>@managed@</flyway.version>'), {});
    assert.deepEqual(settingsFrom('other/pom.xml', '<flyway.version>10.4.1</flyway.version>'), {});
  });
});
