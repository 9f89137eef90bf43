import assert from 'node:assert/strict';
import { sourceNames } from '../../../server/src/review/sourceNames.ts';
import { createSourceSearch, type SourceUses } from '../../../server/src/review/sourceSearch.ts';
import { isSourceFile, usesWanted, withUses } from '../../../server/src/review/withUses.ts';
import type { NameQuery } from '../../../server/src/rules/rule.ts';
import { inMemoryFiles } from '../../../server/src/workspace/files.ts';
import { projectOf, reviewerFor } from '../reviewing.ts';

const COLUMN: NameQuery = { table: 'order_items', column: 'unit_price', use: 'name' };

async function usesIn(
  files: Readonly<Record<string, string>>,
  query: NameQuery = COLUMN,
): Promise<SourceUses> {
  const search = createSourceSearch(inMemoryFiles(files), () => () => true);
  await search.look([query]);
  const answer = search.answer(query);
  assert.ok(answer !== null);
  return answer;
}

describe('names in source code', () => {
  it('are those of SQL, of object mappers, and in one of their kind', () => {
    assert.deepEqual(sourceNames(COLUMN).used, ['unit_price', 'unitPrice', 'UnitPrice']);
    const { table } = sourceNames({ ...COLUMN, column: null });
    for (const name of ['order_items', 'orderItems', 'OrderItems', 'order_item', 'OrderItem'])
      assert.ok(table.includes(name), name);
    for (const [table_, one] of [
      ['categories', 'Category'],
      ['addresses', 'Address'],
      ['status', 'Status'],
      ['boxes', 'Box'],
    ] as const)
      assert.ok(sourceNames({ table: table_, column: null, use: 'name' }).table.includes(one), one);
  });
});

describe('a search of source files', () => {
  it('counts files that speak of the table and the column, and names the first places', async () => {
    const files = {
      'src/a.ts': 'class OrderItem {\n  unitPrice = 0;\n}\n',
      'src/b.py': 'SELECT unit_price FROM order_items',
      'src/c.go': 'UnitPrice int // of OrderItems',
      'src/d.rb': 'order_items.sum(:unit_price)',
      'src/other.ts': 'const unitPrice = 1; // of nothing in particular',
      'src/table.ts': 'orderItems.find(1)',
      'README.md': 'order_items.unit_price',
    };
    const uses = await usesIn(files);
    assert.equal(uses.files, 4);
    assert.equal(uses.searched, 6, 'a text for people is no source file');
    assert.deepEqual(
      uses.places.map(({ path, span }) => [
        path,
        files[path as keyof typeof files].slice(span.start, span.end),
      ]),
      [
        ['src/a.ts', 'unitPrice'],
        ['src/b.py', 'unit_price'],
        ['src/c.go', 'UnitPrice'],
      ],
    );
  });

  it('takes whole words only', async () => {
    assert.equal((await usesIn({ 'a.ts': 'order_items unit_prices my_unit_price unitPriceless' })).files, 0);
  });

  it('obeys ignore files, each for its folder', async () => {
    const text = 'order_items unit_price';
    const uses = await usesIn({
      '.gitignore': 'generated/\n*.gen.ts\n',
      'web/.gitignore': '/build\n!keep.gen.ts\n',
      'generated/a.ts': text,
      'b.gen.ts': text,
      'web/build/c.ts': text,
      'build/d.ts': text,
      'lib/e.min.js': text,
    });
    assert.deepEqual(
      uses.places.map(({ path }) => path),
      ['build/d.ts'],
    );
  });

  it('finds INSERTs that name no columns, and no others', async () => {
    const query: NameQuery = { table: 'orders', column: null, use: 'positional-insert' };
    for (const [text, files] of [
      ['INSERT INTO orders VALUES (1, 2)', 1],
      ['insert into "orders"\n  select * from old', 1],
      ['INSERT IGNORE INTO shop.`orders` VALUES (1)', 1],
      ['INSERT INTO orders (id) VALUES (1)', 0],
      ['INSERT INTO orders_old VALUES (1)', 0],
      ['orders.insert()', 0],
    ] as const)
      assert.equal((await usesIn({ 'a.ts': text }, query)).files, files, text);
  });

  it('says whether looking again changed something', async () => {
    const files: Record<string, string> = { 'a.ts': 'order_items unit_price' };
    const search = createSourceSearch(inMemoryFiles(files), () => () => true);
    assert.equal(await search.look([COLUMN]), true);
    assert.equal(await search.look([COLUMN]), false);
    files['a.ts'] = 'nothing';
    assert.equal(await search.look([COLUMN]), true);
    assert.equal(search.answer(COLUMN)?.files, 0);
  });
});

describe('a finding about something that source code may use', () => {
  const DROP = "SET lock_timeout = '3s';\nALTER TABLE users DROP COLUMN nick_name;\nRESET lock_timeout;\n";
  const MIGRATION = 'db/migration/V2__drop.sql';

  async function reviewed(
    sources: Readonly<Record<string, string>>,
    sql = DROP,
    configuration = '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }] }',
  ): Promise<readonly { rule: string; severity: string; message: string; related: readonly string[] }[]> {
    const files = {
      'db/migration/V1__users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, nick_name text);\n',
      [MIGRATION]: sql,
      ...sources,
    };
    const project = projectOf({ files, configuration });
    const result = (await reviewerFor()).review(project, MIGRATION);
    assert.ok(result !== null);
    const search = createSourceSearch(inMemoryFiles(files), () => isSourceFile(project));
    await search.look(usesWanted(result));
    return withUses(result, search).findings.map(({ rule, severity, message, related }) => ({
      rule,
      severity,
      message,
      related: related.map(({ path }) => path),
    }));
  }

  it('names the files that use it', async () => {
    const [finding] = await reviewed({
      'src/user.ts': 'class User { nickName = "" }',
      'src/x.rb': 'users nick_name',
    });
    assert.equal(finding?.rule, 'drop-column-in-use');
    assert.match(finding.message, /still read or write it\. Used in src\/user\.ts and one more file\.$/);
    assert.deepEqual(finding.related, ['src/user.ts', 'src/x.rb']);
  });

  it('says that there is no use, when all was searched', async () => {
    const [finding] = await reviewed({ 'src/user.ts': 'class User {}' });
    assert.match(String(finding?.message), /No use was found in one source file here\.$/);
  });

  it('says nothing where there is nothing but migrations', async () => {
    const [finding] = await reviewed({});
    assert.match(String(finding?.message), /still read or write it\.$/);
  });

  it('weighs what a contract migration takes away', async () => {
    const contract = (sql: string): string => `-- interlock: phase contract\n${sql}`;
    const severities = async (source: string, sql: string): Promise<readonly string[]> =>
      (await reviewed({ 'src/user.ts': source }, contract(sql))).map(
        ({ rule, severity }) => `${rule} ${severity}`,
      );
    const rename =
      "SET lock_timeout = '3s';\nALTER TABLE users RENAME COLUMN nick_name TO alias;\nRESET lock_timeout;\n";
    assert.deepEqual(await severities('users nick_name', DROP), ['drop-column-in-use error']);
    assert.deepEqual(await severities('class User {}', DROP), ['drop-column-in-use info']);
    assert.deepEqual(await severities('users nick_name', rename), ['rename-column error']);
    assert.deepEqual(await severities('class User {}', rename), []);
    const [unsearched] = await reviewed({}, contract(DROP));
    assert.equal(unsearched?.severity, 'warning', 'without source files the phase alone counts');
    const own =
      '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }], "rules": { "drop-column-in-use": "warning" } }';
    const [configured] = await reviewed({ 'src/user.ts': 'class User {}' }, contract(DROP), own);
    assert.equal(configured?.severity, 'warning', "the user's word is final");
    const [undeclared] = await reviewed({ 'src/user.ts': 'class User {}' });
    assert.equal(undeclared?.severity, 'error');
  });

  it('is there only with a use, where the use is what breaks', async () => {
    const strict =
      '{ "targets": [{ "name": "production", "engine": "postgresql", "version": "16" }], "rules": { "add-column-breaks-positional-use": "warning" } }';
    const add = "SET lock_timeout = '3s';\nALTER TABLE users ADD COLUMN note text;\nRESET lock_timeout;\n";
    assert.deepEqual(await reviewed({ 'a.ts': 'INSERT INTO users (id) VALUES (1)' }, add, strict), []);
    const [finding] = await reviewed({ 'a.ts': 'INSERT INTO users VALUES (1)' }, add, strict);
    assert.equal(finding?.rule, 'add-column-breaks-positional-use');
    assert.match(finding.message, /Used in a\.ts\.$/);
  });
});
