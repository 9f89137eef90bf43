import assert from 'node:assert/strict';
import { tableAt } from '../../../server/src/catalog/catalog.ts';
import { catalogAfterAll } from '../../../server/src/review/catalogAfterAll.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

const FILES = {
  'sql/1.0/mysql/a.sql': 'CREATE TABLE `users` (id int PRIMARY KEY) ENGINE=InnoDB;',
  'sql/1.1/mysql/a.sql': 'ALTER TABLE `users` ADD COLUMN name varchar(50);',
  'sql/1.0/postgresql/a.sql': 'CREATE TABLE users (id int PRIMARY KEY);',
  'sql/1.1/postgresql/a.sql': 'ALTER TABLE users ADD COLUMN name text;',
};

describe('the schema after folders of versions', () => {
  it('is asked for by a folder of one engine', async () => {
    const reviewer = await reviewerFor();
    const project = projectOf({ files: FILES });
    assert.deepEqual(catalogAfterAll(reviewer, project), {
      kind: 'several-sets',
      roots: ['sql/1.1/mysql', 'sql/1.1/postgresql'],
    });
    const after = catalogAfterAll(reviewer, project, 'sql/1.1/postgresql');
    assert.ok(after.kind === 'schema');
    assert.equal(after.catalog.dialect, 'postgresql');
    assert.deepEqual(
      tableAt(after.catalog, 'relation:public.users')?.columns.map(({ name }) => name),
      ['id', 'name'],
    );
  });

  it('is that of their one set', async () => {
    const [first, second] = Object.entries(FILES);
    assert.ok(first !== undefined && second !== undefined);
    const project = projectOf({ files: Object.fromEntries([first, second]) });
    assert.equal(catalogAfterAll(await reviewerFor(), project, 'sql').kind, 'schema');
  });
});
