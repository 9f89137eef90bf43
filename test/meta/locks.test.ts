import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { lockPages } from '../../scripts/locks/pages.ts';

const FOLDER = new URL('../../docs/locks/', import.meta.url);

describe('docs/locks', function () {
  this.timeout(60_000);
  let pages: ReadonlyMap<string, string> = new Map();
  before(async () => {
    pages = await lockPages();
  });

  it('says what the facts say: npm run locks', () => {
    for (const [name, text] of pages)
      assert.equal(readFileSync(new URL(name, FOLDER), 'utf8').replaceAll('\r\n', '\n'), text, name);
    assert.deepEqual(readdirSync(FOLDER).sort(), [...pages.keys()].sort());
  });

  it('has an answer for every statement on every version', () => {
    assert.equal(pages.size, 4);
    for (const [name, text] of pages) assert.doesNotMatch(text, /unknown|undefined/i, name);
  });
});
