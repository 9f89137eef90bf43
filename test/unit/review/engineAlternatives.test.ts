import assert from 'node:assert/strict';
import { isForAnotherEngine } from '../../../server/src/review/engineAlternatives.ts';

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
