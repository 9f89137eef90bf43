import assert from 'node:assert/strict';
import { isForAnotherEngine, isOtherEnginesStep } from '../../../server/src/review/engineAlternatives.ts';

describe('files of one folder for several engines', () => {
  it('are alternatives when both name an engine', () => {
    assert.equal(isForAnotherEngine('a/mariadb10.sql', 'a/mysql5.sql', 'mysql'), true);
    assert.equal(isForAnotherEngine('1_x.postgres.up.sql', '2_y.mysql.up.sql', 'mysql'), true);
    assert.equal(isForAnotherEngine('1_x.sqlite3.up.sql', '2_y.postgres.up.sql', 'postgresql'), true);
  });

  it('are one history when they name the same, or none', () => {
    assert.equal(isForAnotherEngine('1_x.pg.sql', '2_y.postgresql.sql', 'postgresql'), false);
    assert.equal(isForAnotherEngine('1_x.up.sql', '2_y.mysql.up.sql', 'mysql'), false);
    assert.equal(isForAnotherEngine('1_x.mysql.up.sql', '2_y.up.sql', 'mariadb'), false);
  });

  it('are none for a file for every engine when they are another family', () => {
    assert.equal(isForAnotherEngine('1_x.mysql.up.sql', '2_y.up.sql', 'postgresql'), true);
    assert.equal(isForAnotherEngine('1_x.postgres.up.sql', '2_y.up.sql', 'mysql'), true);
  });

  it('need a word of its own, not a part of one', () => {
    assert.equal(isForAnotherEngine('V21.MySQLCachedValue.up.sql', 'V22.next.up.sql', 'postgresql'), false);
  });
});

describe('steps of several folders for several engines', () => {
  const paths = ['1/mysql5.sql', '1/mariadb10.sql', '2/mysql5.sql', '3/mariadb.sql', '3/postgresql.sql'];
  const stepsOf = (reviewed: string, dialect: 'mysql' | 'mariadb' | 'postgresql'): readonly string[] => {
    const files = paths.map(path => ({ path }));
    return paths.filter(path => !isOtherEnginesStep(path, reviewed, dialect, files));
  };

  it('are taken from a related engine where a folder has none for the own', () => {
    assert.deepEqual(stepsOf('4/mariadb.sql', 'mariadb'), [
      '1/mariadb10.sql',
      '2/mysql5.sql',
      '3/mariadb.sql',
    ]);
    assert.deepEqual(stepsOf('4/mysql5.sql', 'mysql'), ['1/mysql5.sql', '2/mysql5.sql', '3/mariadb.sql']);
  });

  it('are never taken from another family', () => {
    assert.deepEqual(stepsOf('4/postgresql.sql', 'postgresql'), ['3/postgresql.sql']);
  });

  it('are alternatives in the folder itself', () => {
    assert.equal(
      isOtherEnginesStep('2/mysql5.sql', '2/mariadb.sql', 'mariadb', [{ path: '2/mysql5.sql' }]),
      true,
    );
  });
});
