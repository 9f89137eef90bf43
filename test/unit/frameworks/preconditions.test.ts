import assert from 'node:assert/strict';
import { changeSetsOf, readChangelog } from '../../../server/src/frameworks/liquibase/changelog.ts';
import { textOf } from '../../../server/src/frameworks/liquibase/changelogNode.ts';
import {
  runConditionOf,
  runConditionOfComments,
} from '../../../server/src/frameworks/liquibase/preconditions.ts';
import type { SchemaCondition } from '../../../server/src/operations/schemaCondition.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';

function conditionIn(path: string, text: string, dialect: Dialect = 'postgresql'): SchemaCondition | null {
  const { root } = readChangelog(path, text);
  const [changeSet] = root === null ? [] : changeSetsOf(root);
  assert.ok(changeSet !== undefined);
  return runConditionOf(changeSet, {
    dialect,
    keepsCase: false,
    fill: (node, attribute) => {
      const value = textOf(node, attribute);
      return value?.includes('${') === true ? null : value;
    },
  });
}

function ofXml(preconditions: string, settings = 'onFail="MARK_RAN"', dialect: Dialect = 'postgresql') {
  return conditionIn(
    'changelog.xml',
    `<databaseChangeLog><changeSet id="1" author="a"><preConditions ${settings}>${preconditions}</preConditions></changeSet></databaseChangeLog>`,
    dialect,
  );
}

/** What is asked, in short: `all(none(column notes.title))`. */
function brief(condition: SchemaCondition | null): string {
  if (condition === null) return 'nothing';
  const dotted = ({ schema, name }: { readonly schema: string | null; readonly name: string }): string =>
    schema === null ? name : `${schema}.${name}`;
  switch (condition.kind) {
    case 'unknown':
      return 'unknown';
    case 'settled':
      return String(condition.holds);
    case 'all':
    case 'any':
    case 'none':
      return `${condition.kind}(${condition.of.map(brief).join(', ')})`;
    case 'table':
    case 'view':
    case 'sequence':
      return `${condition.kind} ${dotted(condition.relation)}`;
    case 'column':
      return `column ${dotted(condition.table)}.${condition.column}`;
    case 'index':
    case 'unique-constraint':
    case 'foreign-key':
    case 'primary-key': {
      const columns = 'columns' in condition ? condition.columns : [];
      const on = condition.table === null ? '' : ` on ${dotted(condition.table)}`;
      return `${condition.kind} ${condition.name ?? 'any'}${on}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`;
    }
  }
}

describe('preconditions that ask the schema', () => {
  const asked: readonly (readonly [preconditions: string, condition: string])[] = [
    ['<tableExists tableName="NOTES"/>', 'all(table notes)'],
    ['<tableExists tableName="Notes" schemaName="shop"/>', 'all(table shop.Notes)'],
    ['<not><columnExists tableName="notes" columnName="title"/></not>', 'all(none(column notes.title))'],
    ['<viewExists viewName="v"/><sequenceExists sequenceName="s"/>', 'all(view v, sequence s)'],
    ['<indexExists indexName="i"/>', 'all(index i)'],
    ['<indexExists tableName="notes" columnNames="a, b"/>', 'all(index any on notes (a, b))'],
    [
      '<foreignKeyConstraintExists foreignKeyTableName="notes" foreignKeyName="fk"/>',
      'all(foreign-key fk on notes)',
    ],
    ['<primaryKeyExists tableName="notes"/>', 'all(primary-key any on notes)'],
    [
      '<uniqueConstraintExists tableName="notes" constraintName="u" columnNames="a"/>',
      'all(unique-constraint u on notes (a))',
    ],
    [
      '<or><dbms type="mysql"/><and><tableExists tableName="a"/><tableExists tableName="b"/></and></or>',
      'all(any(false, all(table a, table b)))',
    ],
    [
      '<tableExists tableName="notes"/><sqlCheck expectedResult="3">select count(*) from notes</sqlCheck>',
      'all(table notes, unknown)',
    ],
    [`<tableExists tableName="notes"/><tableExists tableName="\${table}"/>`, 'all(table notes, unknown)'],
    [
      `<sqlCheck expectedResult="0">SELECT COUNT(*) FROM information_schema.columns
         WHERE table_name = 'notes' AND column_name='title';</sqlCheck>`,
      'all(none(column notes.title))',
    ],
    [
      `<sqlCheck expectedResult="1">select count(1) as n from information_schema.tables where table_schema = 'shop' and table_name = 'notes'</sqlCheck>`,
      'all(table shop.notes)',
    ],
  ];
  for (const [preconditions, condition] of asked)
    it(`${preconditions.replaceAll(/\s+/g, ' ')} asks for ${condition}`, () =>
      assert.equal(brief(ofXml(preconditions)), condition));

  const notAsked: readonly (readonly [preconditions: string, settings?: string])[] = [
    [`<tableExists tableName="\${table}"/>`],
    ['<tableExists/>'],
    ['<indexExists tableName="notes"/>'],
    ['<dbms type="postgresql"/>'],
    ['<changeSetExecuted id="1" author="a" changeLogFile="x"/>'],
    ['<tableIsEmpty tableName="notes"/>'],
    ['<tableExists tableName="notes"/>', ''],
    ['<tableExists tableName="notes"/>', 'onFail="HALT"'],
    ['<tableExists tableName="notes"/>', 'onFail="WARN"'],
    ['<tableExists tableName="notes"/>', 'onError="MARK_RAN"'],
    [
      "<sqlCheck expectedResult=\"1\">SELECT 1 FROM information_schema.columns WHERE table_name='notes' AND column_name='title'</sqlCheck>",
    ],
    [
      "<sqlCheck expectedResult=\"2\">SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='title'</sqlCheck>",
    ],
    [
      '<sqlCheck expectedResult="0">SELECT COUNT(*) FROM information_schema.columns WHERE table_name=\'notes\'</sqlCheck>',
    ],
    [
      "<sqlCheck expectedResult=\"0\">SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='title' AND data_type='text'</sqlCheck>",
    ],
    [
      "<sqlCheck expectedResult=\"0\">SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' OR column_name='title'</sqlCheck>",
    ],
    [
      `<sqlCheck expectedResult="0">SELECT COUNT(*) FROM information_schema.columns WHERE table_name='\${t}' AND column_name='title'</sqlCheck>`,
    ],
  ];
  for (const [preconditions, settings] of notAsked)
    it(`${preconditions} ${settings ?? ''} asks nothing that counts`, () =>
      assert.equal(ofXml(preconditions, settings), null));

  it('a query of no rows counts where errors pass over the change set too', () => {
    const check =
      "<sqlCheck expectedResult=\"1\">SELECT 1 FROM information_schema.columns WHERE table_name='notes' AND column_name='title'</sqlCheck>";
    assert.equal(brief(ofXml(check, 'onFail="MARK_RAN" onError="CONTINUE"')), 'all(column notes.title)');
  });

  it('are read alike in YAML and JSON', () => {
    const yaml = `databaseChangeLog:
- changeSet:
    id: 1
    author: a
    preConditions:
    - onFail: MARK_RAN
    - not:
      - columnExists:
          tableName: notes
          columnName: title
      - dbms:
          type: mysql
    changes:
    - dropTable: {tableName: notes}
`;
    const json = JSON.stringify({
      databaseChangeLog: [
        {
          changeSet: {
            id: '1',
            author: 'a',
            preConditions: [
              { onFail: 'MARK_RAN' },
              {
                not: [
                  { columnExists: { tableName: 'notes', columnName: 'title' } },
                  { dbms: { type: 'mysql' } },
                ],
              },
            ],
          },
        },
      ],
    });
    const want = 'all(none(column notes.title, false))';
    assert.equal(brief(conditionIn('changelog.yaml', yaml)), want);
    assert.equal(brief(conditionIn('changelog.json', json)), want);
    const asMap = yaml.replace(/- onFail/, '  onFail').replace(/- not/, '  not');
    assert.equal(brief(conditionIn('changelog.yaml', asMap)), want);
    assert.equal(conditionIn('changelog.yaml', yaml.replace('MARK_RAN', 'HALT')), null);
  });

  it('are read in the comments of a file of SQL', () => {
    const of = (...comments: string[]): string =>
      brief(runConditionOfComments(comments, { dialect: 'postgresql', keepsCase: false }));
    const skips = 'preconditions onFail:MARK_RAN onError:HALT';
    assert.equal(of(skips, 'precondition-table-exists table:NOTES'), 'all(table notes)');
    assert.equal(of(skips, 'precondition-table-exists schema:shop table:notes'), 'all(table shop.notes)');
    assert.equal(
      of('preconditions onFail:CONTINUE', 'precondition-view-exists view:v', 'rollback DROP VIEW v'),
      'all(view v)',
    );
    assert.equal(
      of(
        skips,
        "precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM information_schema.columns WHERE table_name='notes' AND column_name='title'",
      ),
      'all(none(column notes.title))',
    );
    assert.equal(of('precondition-table-exists table:notes'), 'nothing');
    assert.equal(of('preconditions onFail:HALT', 'precondition-table-exists table:notes'), 'nothing');
    assert.equal(of(skips, `precondition-table-exists table:\${t}`), 'nothing');
    assert.equal(of(skips, 'precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM notes'), 'nothing');
  });
});
