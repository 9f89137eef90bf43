import assert from 'node:assert/strict';
import { cutChangelog } from '../../../server/src/frameworks/liquibase/structuredChangelog.ts';
import { migrationAt, type Project } from '../../../server/src/review/project.ts';
import type { Finding, ReviewResult } from '../../../server/src/review/result.ts';
import type { Reviewer } from '../../../server/src/review/reviewer.ts';
import { commentStyleAt } from '../../../server/src/review/suppressionComment.ts';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { applyEdits } from '../../../server/src/text/textEdit.ts';
import { reviewerFor } from '../reviewing.ts';
import { projectWith, sampleProject } from './sampleProjects.ts';

const xml = (changeSets: string): string =>
  `<?xml version="1.0"?>\n<databaseChangeLog>\n${changeSets}\n</databaseChangeLog>\n`;
const inChangeSet = (changes: string, attributes = ''): string =>
  xml(`<changeSet id="1" author="a"${attributes}>\n${changes}\n</changeSet>`);

/** The statements of a lone changelog, quotes left out, and what of the file each stands for. */
function statementsOf(
  text: string,
  dialect: Dialect = 'postgresql',
  path = 'changelog.xml',
  files: Readonly<Record<string, string>> = {},
): { sql: string[]; places: string[] } {
  const project = projectWith({ ...files, [path]: text });
  const { set } = migrationAt(project, path);
  const pieces = cutChangelog(path, text, dialect, set, project)?.split.pieces ?? [];
  return {
    sql: pieces.map(piece => piece.sql.replace(/["`]/g, '')),
    places: pieces.map(piece => text.slice(piece.span.start, piece.span.end)),
  };
}

describe('Liquibase changelogs', () => {
  let postgresql: Reviewer;
  let mysql: Reviewer;
  before(async () => {
    postgresql = await reviewerFor(['postgresql@16']);
    mysql = await reviewerFor(['mysql@8.0.36']);
  });

  const review = (text: string, path = 'changelog.xml', reviewer = postgresql): ReviewResult => {
    const result = reviewer.review(projectWith({ [path]: text }), path);
    assert.ok(result !== null);
    return result;
  };
  const found = (result: ReviewResult, rule: string): Finding[] =>
    result.findings.filter(finding => finding.rule === rule);
  const textAt = ({ text }: ReviewResult, { span }: Finding): string => text.slice(span.start, span.end);

  it('are read alike in XML, YAML and JSON', () => {
    const want = ['ALTER TABLE users ADD email text NOT NULL', 'ALTER TABLE users DROP COLUMN name'];
    const asXml = inChangeSet(
      '<addColumn tableName="users"><column name="email" type="text"><constraints nullable="false"/></column></addColumn><dropColumn tableName="users" columnName="name"/>',
    );
    const asYaml = `databaseChangeLog:
- changeSet:
    id: 1
    author: a
    changes:
    - addColumn:
        tableName: users
        columns:
        - column: {name: email, type: text, constraints: {nullable: false}}
    - dropColumn:
        tableName: users
        columnName: name
`;
    const asJson = JSON.stringify({
      databaseChangeLog: [
        {
          changeSet: {
            id: 1,
            author: 'a',
            changes: [
              {
                addColumn: {
                  tableName: 'users',
                  columns: [{ column: { name: 'email', type: 'text', constraints: { nullable: false } } }],
                },
              },
              { dropColumn: { tableName: 'users', columnName: 'name' } },
            ],
          },
        },
      ],
    });
    const inCapitals = want.map(sql => sql.replace('text', 'TEXT'));
    for (const [path, text] of [
      ['changelog.xml', asXml],
      ['changelog.yaml', asYaml],
      ['changelog.json', asJson],
    ] as const) {
      const made = statementsOf(text, 'postgresql', path).sql;
      assert.deepEqual(
        made.map(sql => sql.toLowerCase()),
        inCapitals.map(sql => sql.toLowerCase()),
        path,
      );
      const result = review(text, path);
      const [finding] = found(result, 'add-not-null-column-without-default');
      assert.ok(finding, path);
      assert.match(textAt(result, finding), /^"?nullable\W+false\W?$/, path);
      assert.equal(found(result, 'drop-column-in-use').length, 1, path);
    }
  });

  it('show a finding at the element that says it', () => {
    const text = inChangeSet(
      '<addColumn tableName="users">\n  <column name="a" type="int"/>\n  <column name="b" type="int">\n    <constraints nullable="false"/>\n  </column>\n</addColumn>',
    );
    for (const reviewer of [postgresql, mysql]) {
      const result = review(text, 'changelog.xml', reviewer);
      const [finding, ...others] = found(result, 'add-not-null-column-without-default');
      if (reviewer === mysql) continue;
      assert.ok(finding);
      assert.deepEqual(others, []);
      assert.equal(textAt(result, finding), 'nullable="false"');
    }
    const drop = review(inChangeSet('<dropTable tableName="users"/>'));
    const [finding] = found(drop, 'drop-table-in-use');
    assert.ok(finding);
    assert.match(textAt(drop, finding), /^(?:dropTable )?tableName="users"$/);
  });

  it('show SQL within them where it stands, entities and all', () => {
    const text = inChangeSet(
      "<sql>UPDATE a SET b = 1 WHERE c &lt; 2 AND d = 'x';\nDROP TABLE a;</sql>\n<sql><![CDATA[DELETE FROM b WHERE c < 1; DROP TABLE b;]]></sql>",
    );
    const { sql, places } = statementsOf(text);
    assert.deepEqual(sql, [
      "UPDATE a SET b = 1 WHERE c < 2 AND d = 'x'",
      'DROP TABLE a',
      'DELETE FROM b WHERE c < 1',
      'DROP TABLE b',
    ]);
    assert.deepEqual(places, [
      "UPDATE a SET b = 1 WHERE c &lt; 2 AND d = 'x'",
      'DROP TABLE a',
      'DELETE FROM b WHERE c < 1',
      'DROP TABLE b',
    ]);
    const result = review(text);
    assert.deepEqual(
      found(result, 'drop-table-in-use').map(finding => textAt(result, finding).replace('DROP TABLE ', '')),
      ['a', 'b'],
    );
  });

  it('show SQL in YAML where it stands', () => {
    const text = `databaseChangeLog:
- changeSet:
    id: 1
    author: a
    changes:
    - sql:
        sql: |
          CREATE TABLE t (
            id int
          );
          DROP TABLE u;
    - sql: "DROP TABLE \\"v\\";"
    - sql:
        sql: >
          DROP TABLE
          w
`;
    const { places } = statementsOf(text, 'postgresql', 'changelog.yml');
    assert.deepEqual(places, [
      'CREATE TABLE t (\n            id int\n          )',
      'DROP TABLE u',
      'DROP TABLE \\"v\\"',
      'DROP TABLE\n          w',
    ]);
    const result = review(text, 'changelog.yml');
    assert.deepEqual(
      found(result, 'drop-table-in-use').map(finding => /\w+\W*$/.exec(textAt(result, finding))?.[0]),
      ['u', 'v\\"', 'w'],
    );
  });

  it('obey dbms, preconditions on the engine, contexts that are engines, and ignore', () => {
    const drop = (table: string): string => `<dropTable tableName="${table}"/>`;
    const text = xml(
      [
        `<changeSet id="1" author="a" dbms="mysql,mariadb">${drop('a')}</changeSet>`,
        `<changeSet id="2" author="a" dbms="!mysql">${drop('b')}</changeSet>`,
        `<changeSet id="3" author="a"><preConditions onFail="MARK_RAN"><dbms type="postgresql"/></preConditions>${drop('c')}</changeSet>`,
        `<changeSet id="4" author="a"><preConditions><not><dbms type="postgresql"/></not></preConditions>${drop('d')}</changeSet>`,
        `<changeSet id="5" author="a" context="mysql">${drop('e')}</changeSet>`,
        `<changeSet id="6" author="a" context="prod">${drop('f')}</changeSet>`,
        `<changeSet id="7" author="a" ignore="true">${drop('g')}</changeSet>`,
        `<changeSet id="8" author="a"><sql dbms="postgresql">DROP TABLE h</sql></changeSet>`,
        `<changeSet id="9" author="a"><preConditions><or><dbms type="mysql"/><tableExists tableName="i"/></or></preConditions>${drop('i')}</changeSet>`,
        `<changeSet id="10" author="a"><preConditions><not><dbms type="mysql"/><dbms type="mariadb"/></not></preConditions>${drop('j')}</changeSet>`,
      ].join('\n'),
    );
    const tables = (dialect: Dialect): string =>
      statementsOf(text, dialect)
        .sql.map(sql => sql.slice('DROP TABLE '.length))
        .join('');
    assert.equal(tables('postgresql'), 'bcfhij');
    assert.equal(tables('mysql'), 'adefi');
    assert.equal(tables('mariadb'), 'abdefi');
  });

  it('leave rollbacks, comments and checksums alone', () => {
    assert.deepEqual(
      statementsOf(
        inChangeSet(
          '<validCheckSum>ANY</validCheckSum><comment>DROP TABLE x;</comment><!-- <dropTable tableName="y"/> --><createSequence sequenceName="s"/><rollback>DROP SEQUENCE s;</rollback><rollback><dropTable tableName="z"/></rollback>',
        ),
      ).sql,
      ['CREATE SEQUENCE IF NOT EXISTS s'],
    );
  });

  it('fill properties: those of the engine, of changelogs before, and of the configuration', () => {
    const project = sampleProject('liquibase-xml');
    const made = (name: string, dialect: Dialect): string[] => {
      const path = `src/main/resources/db/changelog/releases/${name}`;
      const { set } = migrationAt(project, path);
      const cut = cutChangelog(path, project.read(path) ?? '', dialect, set, project);
      return (cut?.split.pieces ?? []).map(piece => piece.sql.replace(/["`]/g, ''));
    };
    assert.match(made('2-users.xml', 'postgresql')[0] ?? '', /DEFAULT now\(\)/);
    assert.match(made('2-users.xml', 'mysql')[0] ?? '', /DEFAULT NOW\(6\)/);
    assert.match(made('10-orders.xml', 'mysql')[0] ?? '', /status varchar\(20\)/i);
    assert.deepEqual(statementsOf(inChangeSet('<dropTable tableName="&#36;{unknown}_t"/>')).sql, [
      'DROP TABLE __unknown__t',
    ]);
  });

  it('run files of SQL, which are told about where they stand', () => {
    const files = {
      'changelog.xml': inChangeSet('<sqlFile path="drop.sql" relativeToChangelogFile="true"/>'),
      'drop.sql': 'DROP TABLE users;\n',
    };
    const project = projectWith(files);
    assert.deepEqual(postgresql.review(project, 'changelog.xml')?.findings, []);
    const own = postgresql.review(project, 'drop.sql');
    assert.equal(own?.framework, 'liquibase');
    assert.equal(own?.findings.filter(finding => finding.rule === 'drop-table-in-use').length, 1);
  });

  it('run files of SQL as the change says: in or without a transaction, cut or not, on which engine', () => {
    const index = 'CREATE INDEX CONCURRENTLY i ON users (name);\n';
    const rulesOf = (changeSets: string, sql: string, reviewer = postgresql): string[] => {
      const project = projectWith({ 'changelog.xml': xml(changeSets), 'a.sql': sql });
      return reviewer.review(project, 'a.sql')?.findings.map(({ rule }) => rule) ?? [];
    };
    const running = (changeSet: string, sqlFile: string): string =>
      `<changeSet id="1" author="a"${changeSet}><sqlFile path="a.sql"${sqlFile}/></changeSet>`;
    const outside = running(' runInTransaction="false"', '');
    assert.ok(rulesOf(running('', ''), index).includes('concurrently-in-transaction'));
    assert.ok(!rulesOf(outside, index).includes('concurrently-in-transaction'));
    const uncut = running(' runInTransaction="false"', ' splitStatements="false"');
    assert.ok(rulesOf(uncut, `SELECT 1;\n${index}`).includes('concurrently-in-transaction'));
    assert.ok(!rulesOf(outside, `SELECT 1;\n${index}`).includes('concurrently-in-transaction'));

    const drop = 'DROP TABLE users;\n';
    for (const changeSets of [running(' dbms="mysql"', ''), running('', ' dbms="!postgresql"')]) {
      assert.ok(!rulesOf(changeSets, drop).includes('drop-table-in-use'), changeSets);
      assert.ok(rulesOf(changeSets, drop, mysql).includes('drop-table-in-use'), changeSets);
    }
    const twice = `${running(' dbms="mysql"', '')}${running('', '').replace('id="1"', 'id="2"')}`;
    assert.ok(rulesOf(twice, drop).includes('drop-table-in-use'));
    const ignored = running(' ignore="true"', '');
    assert.ok(!rulesOf(ignored, drop).includes('drop-table-in-use'));
  });

  it('make everything uncertain where only the code of the project knows what runs', () => {
    const result = review(
      inChangeSet(
        '<customChange class="com.example.Fill"/><createTable tableName="t"><column name="a" type="int"/></createTable>',
      ),
    );
    assert.deepEqual(result.read, { full: 1, partial: 0, head: 0, opaque: 1 });
    assert.deepEqual(
      result.findings.filter(finding => finding.categories[0] === 'fails'),
      [],
    );
  });

  it('build the schema over all files of the run', () => {
    const project = sampleProject('liquibase-yaml');
    const path = 'src/main/resources/db/changelog/changes/002-orders.yaml';
    const result = mysql.review(project, path);
    assert.deepEqual(result?.read, { full: 3, partial: 0, head: 0, opaque: 0 });
    const catalogs = mysql.catalogs(project, path);
    assert.ok(catalogs !== null);
    const names = [...catalogs.after.entries()].flatMap(([, object]) =>
      'name' in object ? [object.name] : [],
    );
    assert.ok(names.includes('users') && names.includes('orders'), names.join());
  });

  describe('that break off', () => {
    const broken: readonly [name: string, path: string, text: string, kept: number][] = [
      [
        'in a tag',
        'c.xml',
        '<databaseChangeLog><changeSet id="1" author="a"><dropTable tableName="a"/><dropTab',
        1,
      ],
      [
        'in an attribute',
        'c.xml',
        '<databaseChangeLog><changeSet id="1" author="a"><dropTable tableName="a"/><dropTable tableName="b',
        1,
      ],
      [
        'without end tags',
        'c.xml',
        '<databaseChangeLog><changeSet id="1" author="a"><dropTable tableName="a"/>',
        1,
      ],
      [
        'with a stray end tag',
        'c.xml',
        '<databaseChangeLog><changeSet id="1" author="a"><dropTable tableName="a"/></x></changeSet><changeSet id="2" author="a"><dropTable tableName="b"/></changeSet></databaseChangeLog>',
        2,
      ],
      [
        'with a bare ampersand',
        'c.xml',
        '<databaseChangeLog><changeSet id="1" author="a"><sql>UPDATE a SET b = b & 1; DROP TABLE a</sql></changeSet></databaseChangeLog>',
        2,
      ],
      [
        'in a list',
        'c.yaml',
        'databaseChangeLog:\n- changeSet:\n    changes:\n    - dropTable:\n        tableName: a\n    - dropTab',
        1,
      ],
      [
        'in a quoted word',
        'c.yaml',
        'databaseChangeLog:\n- changeSet:\n    changes:\n    - dropTable:\n        tableName: a\n    - dropTable:\n        tableName: "b',
        1,
      ],
      [
        'in JSON',
        'c.json',
        '{"databaseChangeLog": [{"changeSet": {"changes": [{"dropTable": {"tableName": "a"}}, {"dropTa',
        1,
      ],
    ];
    for (const [name, path, text, kept] of broken) {
      it(`${name} keep what stands before (${path})`, () => {
        const { sql } = statementsOf(text, 'postgresql', path);
        assert.ok(sql.length >= kept, sql.join('; '));
        assert.ok(
          sql.some(statement => statement === 'DROP TABLE a'),
          sql.join('; '),
        );
        review(text, path);
      });
    }

    it('at any place never fail', () => {
      for (const tool of ['liquibase-xml', 'liquibase-yaml', 'liquibase-json']) {
        const project: Project = sampleProject(tool);
        for (const path of project.paths.filter(each => /\.(?:xml|ya?ml|json)$/.test(each))) {
          const text = project.read(path) ?? '';
          for (let end = 0; end < text.length; end += 7) statementsOf(text.slice(0, end), 'mysql', path);
        }
      }
    });
  });

  describe('suppressions', () => {
    const rule = 'drop-table-in-use';
    for (const [name, path, text] of [
      [
        'an XML comment',
        'c.xml',
        inChangeSet(
          `<!-- interlock-disable-next-line ${rule}: nobody reads it -->\n<dropTable tableName="a"/>`,
        ),
      ],
      [
        'an XML comment without reason',
        'c.xml',
        inChangeSet(`<!-- interlock-disable-next-line ${rule} -->\n<dropTable tableName="a"/>`),
      ],
      [
        'an XML comment for the file',
        'c.xml',
        inChangeSet(`<!-- interlock-disable-file ${rule}: old -->\n\n<dropTable tableName="a"/>`),
      ],
      [
        'a YAML comment',
        'c.yaml',
        `databaseChangeLog:\n- changeSet:\n    changes:\n    # interlock-disable-next-line ${rule}: old\n    - dropTable:\n        tableName: a\n`,
      ],
      [
        'SQL in XML',
        'c.xml',
        inChangeSet(`<sql>\n-- interlock-disable-next-line ${rule}: old\nDROP TABLE a;\n</sql>`),
      ],
    ] as const) {
      it(`work in ${name}`, () => {
        const result = review(text, path);
        assert.equal(found(result, rule).length, 0);
        assert.equal(result.suppressed, 1);
        const silent = review(text.replace('interlock-disable', 'x'), path);
        assert.equal(found(silent, rule).length, 1);
      });
    }

    it('are written in the comments of the format', () => {
      const text = inChangeSet('<dropTable tableName="a"/>\n<sql>DROP TABLE b;</sql>');
      const style = commentStyleAt('c.xml', text, text.indexOf('<dropTable'));
      assert.deepEqual([style?.open, style?.close], ['<!-- ', ' -->']);
      assert.equal(commentStyleAt('c.xml', text, null)?.fileLine, 1);
      assert.equal(commentStyleAt('c.xml', text, text.indexOf('DROP TABLE b'))?.open, '-- ');
      assert.equal(commentStyleAt('c.yml', 'dropTable:\n', 0)?.open, '# ');
      assert.equal(commentStyleAt('c.json', '"dropTable": {}', 0), null);
      assert.equal(commentStyleAt('c.sql', 'DROP TABLE a;', 0)?.open, '-- ');
    });
  });

  describe('fixes', () => {
    const fixed = (text: string, path: string, rule: string): string | null => {
      const result = review(text, path);
      const [finding] = found(result, rule);
      assert.ok(finding, `${rule} in ${result.findings.map(each => each.rule).join()}`);
      for (const fix of finding.fixes) {
        const built = fix.build();
        if (built !== null && built.edits.length > 0) return applyEdits(text, built.edits);
      }
      return null;
    };

    it('are not offered for changes that are no SQL', () => {
      const text = inChangeSet('<createIndex tableName="t" indexName="i"><column name="a"/></createIndex>');
      for (const finding of review(text).findings) assert.deepEqual(finding.fixes, [], finding.rule);
      assert.equal(fixed(text, 'c.xml', 'create-index-blocks-writes'), null);
    });

    it('leave the transaction by the attribute of the change set', () => {
      const drop = 'DROP INDEX CONCURRENTLY i;';
      assert.equal(
        fixed(inChangeSet(`<sql>${drop}</sql>`), 'c.xml', 'concurrently-in-transaction'),
        inChangeSet(`<sql>${drop}</sql>`, ' runInTransaction="false"'),
      );
      const yaml = (option: string): string =>
        `databaseChangeLog:\n- changeSet:\n    ${option}id: 1\n    author: a\n    changes:\n    - sql: ${drop}\n`;
      assert.equal(
        fixed(yaml(''), 'c.yaml', 'concurrently-in-transaction'),
        yaml('runInTransaction: false\n    '),
      );
      const json = (option: string): string =>
        `{"databaseChangeLog": [{"changeSet": {${option}"id": 1, "changes": [{"sql": {"sql": "${drop}"}}]}}]}`;
      assert.equal(
        fixed(json(''), 'c.json', 'concurrently-in-transaction'),
        json('"runInTransaction": false, '),
      );
    });

    it('of SQL keep to the element that holds it', () => {
      const text = inChangeSet('<sql>CREATE INDEX i ON t (a);</sql>', ' runInTransaction="false"');
      const after = fixed(text, 'c.xml', 'create-index-blocks-writes');
      assert.ok(after === null || /<sql>CREATE INDEX CONCURRENTLY [^<]*<\/sql>/.test(after), after ?? '');
    });
  });
});
