import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createProject, type Project } from '../../../server/src/review/project.ts';
import type { ReviewResult } from '../../../server/src/review/result.ts';
import type { Reviewer } from '../../../server/src/review/reviewer.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

const changelog = (changeSets: string): string =>
  `<databaseChangeLog>\n${changeSets}\n</databaseChangeLog>\n`;
const changeSet = (id: number | string, changes: string, preconditions = '', onFail = 'MARK_RAN'): string =>
  `<changeSet id="${id}" author="a">${preconditions === '' ? '' : `<preConditions onFail="${onFail}">${preconditions}</preConditions>`}${changes}</changeSet>`;

const NOTES =
  '<createTable tableName="notes"><column name="id" type="bigint"/><column name="person_id" type="bigint"/><column name="title" type="text"/></createTable>';
const PEOPLE =
  '<createTable tableName="people"><column name="id" type="bigint"><constraints primaryKey="true"/></column></createTable>';
const DROP = '<dropTable tableName="notes"/>';
const FIRST = 'db/changelog/001.xml';
const SECOND = 'db/changelog/002.xml';

describe('change sets whose preconditions ask the schema', () => {
  let postgresql: Reviewer;
  let mysql: Reviewer;
  before(async () => {
    postgresql = await reviewerFor(['postgresql@16']);
    mysql = await reviewerFor(['mysql@8.0.36']);
  });

  const project = (second: string, first = changelog(changeSet(1, NOTES)), path = SECOND): Project =>
    projectOf({ files: { [FIRST]: first, [path]: second } });
  const review = (second: string, first?: string, reviewer = postgresql, path = SECOND): ReviewResult => {
    const result = reviewer.review(project(second, first, path), path);
    assert.ok(result !== null);
    return result;
  };
  const rules = (...input: Parameters<typeof review>): string[] =>
    review(...input).findings.map(({ rule }) => rule);

  it('are passed over where the schema says that they do not run', () => {
    const drops = (precondition: string): string => changelog(changeSet(2, DROP, precondition));
    const asks = '<columnExists tableName="notes" columnName="heading"/>';
    assert.ok(rules(drops('')).includes('drop-table-in-use'));
    assert.deepEqual(rules(drops(asks)), []);
    assert.deepEqual(rules(changelog(changeSet(2, DROP, asks, 'CONTINUE'))), []);
    const queried =
      "<sqlCheck expectedResult=\"1\">SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='heading'</sqlCheck>";
    assert.deepEqual(rules(drops(queried)), []);
  });

  it('run where the schema says so', () => {
    const drops = changelog(changeSet(2, DROP, '<tableExists tableName="notes"/>'));
    assert.ok(rules(drops).includes('drop-table-in-use'));
    const missing = changelog(
      changeSet(2, DROP, '<not><columnExists tableName="notes" columnName="heading"/></not>'),
    );
    assert.ok(rules(missing).includes('drop-table-in-use'));
  });

  it('are reviewed as ever where nobody knows, or the update would stop', () => {
    const asks = '<columnExists tableName="notes" columnName="heading"/>';
    const drops = changelog(changeSet(2, DROP, asks));
    assert.ok(rules(drops, changelog(changeSet(1, PEOPLE))).includes('drop-table-in-use'), 'unknown table');
    const ifMissing = NOTES.replace('<createTable ', '<createTable ifNotExists="true" ');
    assert.ok(
      rules(drops, changelog(changeSet(1, ifMissing))).includes('drop-table-in-use'),
      'IF NOT EXISTS',
    );
    const unread = changelog(`${changeSet(1, NOTES)}${changeSet(2, '<customChange class="com.acme.Fix"/>')}`);
    assert.ok(rules(drops, unread).includes('drop-table-in-use'), 'something unread');
    assert.ok(rules(changelog(changeSet(2, DROP, asks, 'HALT'))).includes('drop-table-in-use'), 'HALT');
    assert.ok(rules(changelog(changeSet(2, DROP, asks, 'WARN'))).includes('drop-table-in-use'), 'WARN');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of Liquibase
    const open = '<columnExists tableName="${table}" columnName="heading"/>';
    assert.ok(rules(changelog(changeSet(2, DROP, open))).includes('drop-table-in-use'), 'a placeholder');
    const other = '<columnExists schemaName="shop" tableName="notes" columnName="heading"/>';
    assert.ok(rules(changelog(changeSet(2, DROP, other))).includes('drop-table-in-use'), 'another schema');
    const both = `<or>${asks}<sqlCheck expectedResult="1">select max(id) from notes</sqlCheck></or>`;
    assert.ok(
      rules(changelog(changeSet(2, DROP, both))).includes('drop-table-in-use'),
      'OR what nobody knows',
    );
    assert.deepEqual(rules(changelog(changeSet(2, DROP, both.replaceAll('or>', 'and>')))), []);
  });

  it('leave an index out that MySQL has made for a foreign key, which PostgreSQL does not', () => {
    const key =
      '<addForeignKeyConstraint constraintName="fk" baseTableName="notes" baseColumnNames="person_id" referencedTableName="people" referencedColumnNames="id"/>';
    const first = changelog([PEOPLE, NOTES, key].map((change, at) => changeSet(at, change)).join('\n'));
    const second = changelog(
      changeSet(
        9,
        '<createIndex indexName="i" tableName="notes"><column name="person_id"/></createIndex>',
        '<not><indexExists tableName="notes" columnNames="person_id"/></not>',
      ),
    );
    assert.ok(rules(second, first).includes('create-index-blocks-writes'));
    assert.deepEqual(rules(second, first, mysql), []);
  });

  it('change no schema: neither in their file nor for later migrations', () => {
    const asks = '<columnExists tableName="notes" columnName="heading"/>';
    const skipped = changeSet(2, '<dropColumn tableName="notes" columnName="title"/>', asks);
    const columns = (path: string, files: Readonly<Record<string, string>>): string[] => {
      const catalogs = postgresql.catalogs(projectOf({ files }), path);
      const table = catalogs?.after.get('relation:public.notes');
      return table?.kind === 'table' ? table.columns.map(({ name }) => name) : [];
    };
    const want = ['id', 'person_id', 'title'];
    const files = { [FIRST]: changelog(changeSet(1, NOTES)), [SECOND]: changelog(skipped) };
    assert.deepEqual(columns(SECOND, files), want);
    const third = 'db/changelog/003.xml';
    const later = { ...files, [third]: changelog(changeSet(3, PEOPLE)) };
    assert.deepEqual(columns(third, later), want);
    const met = { ...later, [SECOND]: later[SECOND]?.replace('"heading"', '"title"') ?? '' };
    assert.deepEqual(columns(third, met), ['id', 'person_id']);
  });

  it('are asked once, before their first statement', () => {
    const asks = '<columnExists tableName="notes" columnName="title"/>';
    const both = changeSet(
      2,
      `<renameColumn tableName="notes" oldColumnName="title" newColumnName="headline" columnDataType="text"/>${DROP}`,
      asks,
    );
    assert.ok(rules(changelog(both)).includes('drop-table-in-use'), 'what the first did counts for nothing');
    const again = changelog(`${both.replace(DROP, '')}${changeSet(3, DROP, asks)}`);
    assert.ok(!rules(again).includes('drop-table-in-use'), 'the next change set finds what the first did');
  });

  it('stay among what was read', () => {
    const asks = '<columnExists tableName="notes" columnName="heading"/>';
    const result = review(changelog(changeSet(2, DROP, asks)));
    assert.equal(result.read.full, 1);
    assert.deepEqual(
      result.statements.map(({ operations, leftOutOn }) => [operations, leftOutOn.map(({ name }) => name)]),
      [[[], ['postgresql']]],
    );
  });

  it('are told for each target', async () => {
    const onlyThere = `<or><dbms type="mysql"/><columnExists tableName="notes" columnName="heading"/></or>`;
    const both = await reviewerFor(['postgresql@16', 'mysql@8.0.36']);
    const result = review(changelog(changeSet(2, DROP, onlyThere)), undefined, both);
    assert.deepEqual(
      result.findings.filter(({ rule }) => rule === 'drop-table-in-use').map(({ targets }) => targets),
      [['mysql']],
    );
    const [statement] = result.statements;
    assert.deepEqual(
      statement?.operations.flatMap(({ notes }) => notes.map(({ target }) => target.name)),
      ['mysql'],
    );
    assert.deepEqual(
      statement?.leftOutOn.map(({ name }) => name),
      ['postgresql'],
    );
  });

  it('are read in formatted SQL', () => {
    const path = 'db/changelog/002.sql';
    const sql = (precondition: string, onFail = 'MARK_RAN'): string =>
      `--liquibase formatted sql\n--changeset a:2\n--preconditions onFail:${onFail}\n--precondition-${precondition}\nDROP TABLE notes;\n--changeset a:3\nSELECT 1;\n`;
    const drops = (text: string): boolean =>
      rules(text, undefined, postgresql, path).includes('drop-table-in-use');
    const first = changelog(changeSet(1, `${NOTES}${PEOPLE}<dropTable tableName="people"/>`));
    assert.ok(drops(sql('table-exists table:notes')));
    assert.ok(
      !rules(sql('table-exists table:people'), first, postgresql, path).includes('drop-table-in-use'),
    );
    assert.ok(
      rules(sql('table-exists table:people', 'HALT'), first, postgresql, path).includes('drop-table-in-use'),
    );
    assert.ok(drops(sql('table-exists table:users')), 'nobody knows of that table');
  });

  it('are left out whole when an edit before them changes the answer', async () => {
    const path = 'db/changelog/002.sql';
    let column = 'heading';
    const edited = createProject({
      paths: [FIRST, path],
      read: file =>
        file === path
          ? `--liquibase formatted sql\n--changeset a:1\nALTER TABLE notes ADD COLUMN ${column} text;\n--changeset a:2\n--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:1 SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='heading'\nDROP TABLE notes;\nDROP TABLE people;\n`
          : changelog(changeSet(1, `${NOTES}${PEOPLE}`)),
    });
    const kept = await reviewerFor(['postgresql@16']);
    const drops = (): number | undefined =>
      kept.review(edited, path)?.findings.filter(({ rule }) => rule === 'drop-table-in-use').length;
    assert.equal(drops(), 2);
    column = 'headline';
    assert.equal(drops(), 0);
    column = 'heading';
    assert.equal(drops(), 2);
  });

  it('are judged anew after every edit', async () => {
    const hasColumn = (column: string, count: number): string =>
      `--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:${count} SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='${column}'\n`;
    const change = fc.record({
      asks: fc.constantFrom('', hasColumn('heading', 1), hasColumn('heading', 0), hasColumn('title', 1)),
      statements: fc.array(
        fc.constantFrom(
          'CREATE TABLE notes (id bigint, title text);',
          'ALTER TABLE notes ADD COLUMN heading text;',
          'ALTER TABLE notes DROP COLUMN heading;',
          'ALTER TABLE notes ALTER COLUMN title SET NOT NULL;',
          'DROP TABLE notes;',
          'CREATE TABLE people (id bigint);',
          'DROP TABLE people;',
        ),
        { minLength: 1, maxLength: 3 },
      ),
    });
    const path = 'db/changelog/002.sql';
    let text = '';
    const edited = createProject({
      paths: [FIRST, path],
      read: file => (file === path ? text : changelog(changeSet(1, NOTES))),
    });
    const kept = await reviewerFor(['postgresql@16']);
    const seen = (reviewer: Reviewer): unknown => ({
      findings: reviewer
        .review(edited, path)
        ?.findings.map(({ rule, span, message }) => [rule, span, message]),
      table: reviewer.catalogs(edited, path)?.after.get('relation:public.notes'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async changes => {
        const parts = changes.map(
          ({ asks, statements }, at) => `--changeset a:${at}\n${asks}${statements.join('\n')}\n`,
        );
        text = `--liquibase formatted sql\n${parts.join('')}`;
        assert.deepEqual(seen(kept), seen(await reviewerFor(['postgresql@16'])));
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});
