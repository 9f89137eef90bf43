import assert from 'node:assert/strict';
import { isDatabaseSource, parseAddress, withoutSecrets } from '../../../server/src/introspection/address.ts';

describe('a database address', () => {
  it('is read from URLs of every spelling', () => {
    for (const [url, family, title] of [
      [
        'postgres://me:s3cret@db.example.com:5433/shop?sslmode=require',
        'postgresql',
        'postgresql://db.example.com:5433/shop',
      ],
      ['postgresql://%2Fvar%2Frun/shop', 'postgresql', 'postgresql://%2Fvar%2Frun/shop'],
      ['jdbc:mysql://me@localhost/shop', 'mysql', 'mysql://localhost/shop'],
      ['MariaDB://localhost/shop', 'mysql', 'mysql://localhost/shop'],
    ] as const) {
      const address = parseAddress(url);
      assert.deepEqual([address?.family, address?.title], [family, title]);
    }
  });

  it('needs a database and a scheme that is known', () => {
    for (const url of ['postgresql://host', 'mysql://host/', 'https://host/db', 'db.sql', '', 'postgresql:'])
      assert.equal(parseAddress(url), null, url);
  });

  it('is no file', () => {
    assert.ok(isDatabaseSource('env:DATABASE_URL'));
    assert.ok(isDatabaseSource('mysql://host/db'));
    for (const file of ['db/schema.sql', 'C:\\dump.sql', 'before:V1.sql', 'all', 'environment.sql'])
      assert.equal(isDatabaseSource(file), false, file);
  });

  it('never shows what is secret', () => {
    const url = 'postgresql://me:p%40ss@host/db?password=other';
    assert.equal(
      withoutSecrets(`cannot parse ${url}\n  p@ss p%40ss other`, url),
      'cannot parse *** *** *** ***',
    );
    // A user without password hides nothing of the message but itself.
    assert.equal(
      withoutSecrets('role "me" does not exist', 'postgresql://me@host/db'),
      'role "***" does not exist',
    );
    assert.equal(withoutSecrets('refused', 'postgresql://host/db'), 'refused');
  });
});
