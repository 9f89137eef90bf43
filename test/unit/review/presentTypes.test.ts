import assert from 'node:assert/strict';
import { reviewText } from '../reviewing.ts';

const PATH = 'db/changelog/002.xml';

function changelog(changeSet: string): string {
  return `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"><changeSet id="1" author="a">${changeSet}</changeSet></databaseChangeLog>\n`;
}

async function found(changeSet: string, earlier: string | null = null): Promise<readonly string[]> {
  const files: Record<string, string> =
    earlier === null ? {} : { 'db/changelog/001.xml': changelog(earlier) };
  const { findings } = await reviewText(changelog(changeSet), ['mysql@8.0.32'], { path: PATH, files });
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

async function ofRule(rule: string, changeSet: string, earlier: string | null = null): Promise<number> {
  return (await found(changeSet, earlier)).filter(text => text.startsWith(`${rule}: `)).length;
}

const RENAME =
  '<renameColumn tableName="notes" oldColumnName="by" newColumnName="author" columnDataType="BIGINT"/>';
const TABLE = (type: string): string =>
  `<createTable tableName="notes"><column name="id" type="BIGINT"/><column name="by" type="${type}"/></createTable>`;

describe('a type that a change states because the server wants it', () => {
  const TYPE_RULES = ['type-change-rewrites-table', 'lossy-type-change', 'type-change-breaks-old-code'];

  it('is no change of a column that no migration made', async () => {
    for (const change of [
      RENAME,
      '<dropNotNullConstraint tableName="notes" columnName="by" columnDataType="VARCHAR(30)"/>',
      '<addNotNullConstraint tableName="notes" columnName="by" columnDataType="BIGINT"/>',
      '<setColumnRemarks tableName="notes" columnName="by" columnDataType="BIGINT" remarks="who"/>',
    ])
      for (const rule of TYPE_RULES) assert.equal(await ofRule(rule, change), 0, `${rule} ${change}`);
  });

  it('leaves what else the change does', async () => {
    assert.equal(await ofRule('rename-column', RENAME), 1);
    const required = '<addNotNullConstraint tableName="notes" columnName="by" columnDataType="BIGINT"/>';
    assert.equal(await ofRule('set-not-null-scans-table', required), 1);
    const optional = '<dropNotNullConstraint tableName="notes" columnName="by" columnDataType="BIGINT"/>';
    assert.equal(await ofRule('set-not-null-scans-table', optional), 0);
  });

  it('is what later statements build on', async () => {
    const wider = '<modifyDataType tableName="notes" columnName="author" newDataType="VARCHAR(20)"/>';
    const texts = await found(wider, RENAME);
    assert.ok(
      texts.some(text =>
        text.startsWith('type-change-rewrites-table: Changing `notes.author` from `BIGINT` to `VARCHAR(20)`'),
      ),
      texts.join('\n'),
    );
  });

  it('is a change where the column is known to have another one', async () => {
    assert.equal(await ofRule('type-change-rewrites-table', RENAME, TABLE('BIGINT')), 0);
    assert.equal(await ofRule('type-change-rewrites-table', RENAME, TABLE('VARCHAR(20)')), 1);
  });

  it('is a change where the change is one of the type, or the change set rewrites the statement', async () => {
    const type = '<modifyDataType tableName="notes" columnName="by" newDataType="BIGINT"/>';
    assert.equal(await ofRule('type-change-rewrites-table', type), 1);
    const rewritten = `${RENAME}<modifySql><replace replace="BIGINT" with="VARCHAR(20)"/></modifySql>`;
    assert.equal(await ofRule('type-change-rewrites-table', rewritten), 1);
  });
});
