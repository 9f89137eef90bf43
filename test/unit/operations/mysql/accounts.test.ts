import { assertOperations, type ExpectedOperation } from './support/readSql.ts';

type Case = readonly [sql: string, expected: readonly ExpectedOperation[]];

function statements(cases: readonly Case[]): void {
  for (const [sql, expected] of cases) it(sql, () => void assertOperations(sql, expected));
}

describe('mysql accounts', () => {
  statements([
    [
      "CREATE USER IF NOT EXISTS 'a'@'%' IDENTIFIED BY 'x'",
      [{ kind: 'CreateObject', at: "'a'@'%'", objectKind: 'user', name: 'a@%', ifNotExists: true }],
    ],
    [
      "CREATE USER a@localhost, `b` IDENTIFIED WITH plugin AS 'h', c DEFAULT ROLE r, s REQUIRE SSL WITH MAX_USER_CONNECTIONS 5 PASSWORD EXPIRE NEVER ACCOUNT LOCK COMMENT 'x'",
      [
        { kind: 'CreateObject', at: 'a@localhost', name: 'a@localhost' },
        { kind: 'CreateObject', at: '`b`', name: 'b' },
        { kind: 'CreateObject', at: 'c', name: 'c' },
      ],
    ],
    [
      "CREATE USER 'jim' @'localhost' ATTRIBUTE '{}'",
      [{ kind: 'CreateObject', at: "'jim' @'localhost'", name: 'jim@localhost' }],
    ],
    [
      "CREATE ROLE IF NOT EXISTS 'r', s@h",
      [
        { kind: 'CreateObject', at: "'r'", objectKind: 'role', name: 'r' },
        { kind: 'CreateObject', at: 's@h', name: 's@h' },
      ],
    ],
    [
      "ALTER USER IF EXISTS 'a'@'%' IDENTIFIED BY 'x' RETAIN CURRENT PASSWORD, b ACCOUNT UNLOCK",
      [
        { kind: 'AlterObject', at: "'a'@'%'", objectKind: 'user', name: 'a@%' },
        { kind: 'AlterObject', at: 'b', name: 'b' },
      ],
    ],
    ["ALTER USER USER() IDENTIFIED BY 'x'", [{ kind: 'AlterObject', at: 'USER()', objectKind: 'user' }]],
    [
      'DROP USER IF EXISTS a@h, CURRENT_USER()',
      [
        { kind: 'DropObject', at: 'a@h', objectKind: 'user', name: 'a@h', ifExists: true },
        { kind: 'DropObject', at: 'CURRENT_USER()' },
      ],
    ],
    ['DROP ROLE r', [{ kind: 'DropObject', at: 'r', objectKind: 'role' }]],
    [
      'RENAME USER a@1.2.3.4 TO b@1.2.3.5, c TO d',
      [
        {
          kind: 'RenameObject',
          at: 'a@1.2.3.4 TO b@1.2.3.5',
          objectKind: 'user',
          name: 'a@1.2.3.4',
          to: 'b@1.2.3.5',
        },
        { kind: 'RenameObject', at: 'c TO d' },
      ],
    ],
    ["SET PASSWORD FOR 'a'@'%' = 'x'", [{ kind: 'AlterObject', objectKind: 'user', name: null }]],
    ['SET DEFAULT ROLE r TO a@h', [{ kind: 'AlterObject', objectKind: 'user' }]],
  ]);
});

describe('mysql privileges', () => {
  statements([
    [
      "GRANT SELECT, INSERT (a, b), CREATE  TEMPORARY TABLES ON d.* TO 'a'@'%' WITH GRANT OPTION",
      [
        {
          kind: 'Grant',
          privileges: ['select', 'insert', 'create temporary tables'],
          objectKind: 'database',
          objects: ['d'],
          grantees: ['a@%'],
          cascade: false,
        },
      ],
    ],
    [
      'GRANT ALL PRIVILEGES ON *.* TO admin@localhost',
      [
        {
          kind: 'Grant',
          privileges: ['all privileges'],
          objectKind: 'system',
          objects: [],
          grantees: ['admin@localhost'],
        },
      ],
    ],
    ['GRANT ALL ON * TO admin', [{ kind: 'Grant', objectKind: 'database', objects: [] }]],
    [
      'GRANT UPDATE ON TABLE d.t TO a, b',
      [{ kind: 'Grant', objectKind: 'table', objects: ['d.t'], grantees: ['a', 'b'] }],
    ],
    ['GRANT UPDATE ON t TO a', [{ kind: 'Grant', objectKind: 'table', objects: ['t'] }]],
    ['GRANT EXECUTE ON PROCEDURE d.p TO a', [{ kind: 'Grant', objectKind: 'procedure', objects: ['d.p'] }]],
    ['GRANT EXECUTE ON FUNCTION f TO a', [{ kind: 'Grant', objectKind: 'function', objects: ['f'] }]],
    [
      "GRANT SELECT ON `d_%`.* TO 'a' IDENTIFIED BY 'x' REQUIRE SSL",
      [{ kind: 'Grant', objectKind: 'database', objects: ['d_%'], grantees: ['a'] }],
    ],
    [
      "GRANT PROXY ON 'a'@'h' TO b",
      [{ kind: 'Grant', privileges: ['proxy'], objectKind: 'user', objects: ['a@h'] }],
    ],
    [
      'GRANT reader, writer TO a WITH ADMIN OPTION',
      [{ kind: 'Grant', privileges: ['reader', 'writer'], objectKind: 'role', objects: [], grantees: ['a'] }],
    ],
    ["GRANT SELECT ON *.* TO a AS 'root'@'%' WITH ROLE 'r'", [{ kind: 'Grant', grantees: ['a'] }]],
    [
      "REVOKE INSERT ON d.t FROM 'a'@'%'",
      [{ kind: 'Revoke', privileges: ['insert'], objectKind: 'table', objects: ['d.t'], grantees: ['a@%'] }],
    ],
    [
      'REVOKE ALL PRIVILEGES, GRANT OPTION FROM a',
      [{ kind: 'Revoke', privileges: ['all privileges', 'grant option'], objectKind: 'system', objects: [] }],
    ],
    [
      'REVOKE IF EXISTS r FROM a IGNORE UNKNOWN USER',
      [{ kind: 'Revoke', privileges: ['r'], objectKind: 'role' }],
    ],
  ]);

  it('gives the head of a grant that stops short', () => {
    for (const sql of [
      'GRANT',
      'GRANT SELECT',
      'GRANT SELECT ON t',
      'GRANT SELECT ON t TO',
      "GRANT SELECT ON t TO 'a",
      'REVOKE SELECT ON t TO a',
    ]) {
      assertOperations(
        sql,
        [
          {
            kind: 'Unknown',
            verb: sql.startsWith('GRANT') ? 'grant' : 'revoke',
            object: null,
            harmless: true,
          },
        ],
        { level: 'head' },
      );
    }
  });
});
