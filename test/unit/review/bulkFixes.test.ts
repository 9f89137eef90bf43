import assert from 'node:assert/strict';
import { chooseFixes } from '../../../server/src/review/bulkFixes.ts';
import type { Finding, Fix } from '../../../server/src/review/result.ts';

const ALL = { kinds: 'all', newFiles: 'created' } as const;

function fixOf(title: string, more: Partial<Fix> = {}): Fix {
  return {
    title,
    kind: 'suggestion',
    build: () => ({ edits: [{ path: 'a.sql', span: { start: 0, end: 3 }, newText: title }], creates: [] }),
    ...more,
  };
}

function findingWith(...fixes: readonly Fix[]): Finding {
  return {
    rule: 'rule',
    categories: ['locking'],
    severity: 'warning',
    message: 'message',
    path: 'a.sql',
    span: { start: 0, end: 3 },
    statement: 0,
    targets: ['target'],
    related: [],
    fixes,
  };
}

describe('fixes in bulk', () => {
  const titles = (...fixes: readonly Fix[]): readonly string[] =>
    chooseFixes([findingWith(...fixes)], ALL).chosen.map(({ fix }) => fix.title);

  it('take the first of the suggestions', () => {
    assert.deepEqual(titles(fixOf('one'), fixOf('two')), ['one']);
  });

  it('leave out what is to be chosen by hand, safe or not', () => {
    assert.deepEqual(titles(fixOf('put back', { byHandOnly: true })), []);
    assert.deepEqual(titles(fixOf('put back', { byHandOnly: true, kind: 'safe' })), []);
    assert.deepEqual(titles(fixOf('put back', { byHandOnly: true }), fixOf('two')), ['two']);
  });
});
