import assert from 'node:assert/strict';
import { tokenize } from '../../../../server/src/syntax/mysql/lexer.ts';
import { TokenCursor } from '../../../../server/src/syntax/mysql/tokenCursor.ts';

function cursorOver(text: string): TokenCursor {
  const list = tokenize(text, { dialect: 'mysql', version: 80032, ansiQuotes: false, escapes: 'backslash' });
  return new TokenCursor({ ...list, offsetOf: offset => offset });
}

describe('mysql token cursor', () => {
  it('accepts keywords in any case and nothing else', () => {
    const cursor = cursorOver('alter Table `table`');
    assert.equal(cursor.accept('TABLE'), false);
    assert.equal(cursor.acceptSequence('ALTER', 'TABLE'), true);
    assert.equal(cursor.at('TABLE'), false);
    assert.equal(cursor.token.kind, 'quoted');
    assert.equal(cursor.acceptSequence('TABLE', 'X'), false);
    cursor.advance();
    assert.equal(cursor.atEnd, true);
    assert.equal(cursor.advance().kind, 'end');
  });

  it('stays at its end after a failure until somebody recovers', () => {
    const cursor = cursorOver('a b c');
    cursor.expect('X');
    assert.deepEqual([cursor.failed, cursor.atEnd, cursor.accept('A')], [true, true, false]);
    cursor.moveTo(0);
    assert.equal(cursor.atEnd, true);
    cursor.recoverAt(1);
    assert.deepEqual([cursor.failed, cursor.accept('B')], [false, true]);
  });

  it('finds words at its own level only', () => {
    const cursor = cursorOver('a ( b , c ) d , e');
    assert.equal(cursor.findAtLevel(new Set([','])), 7);
    assert.equal(cursor.findAtLevel(new Set([',']), 2), 3);
    assert.equal(cursor.findAtLevel(new Set(['X']), 2), 5);
    assert.equal(cursor.findAtLevel(new Set(['X'])), 9);
  });

  it('passes over parentheses, and fails on open ones', () => {
    const closed = cursorOver('(a (b)) c');
    closed.skipParentheses();
    assert.equal(closed.accept('C'), true);
    const open = cursorOver('(a (b) c');
    open.skipParentheses();
    assert.equal(open.failed, true);
    assert.equal(open.closeOf(0), open.limit);
  });

  it('narrows its range and widens it again', () => {
    const cursor = cursorOver('a b c');
    const widen = cursor.narrow(2);
    cursor.advance();
    cursor.advance();
    assert.deepEqual([cursor.atEnd, cursor.token.kind], [true, 'end']);
    widen();
    assert.equal(cursor.accept('C'), true);
  });

  it('cuts spans and texts out of the source', () => {
    const text = 'aa  bb /* x */ cc';
    const cursor = cursorOver(text);
    assert.deepEqual(cursor.wholeSpan(), { start: 0, end: 17 });
    cursor.advance();
    const from = cursor.index;
    cursor.advance();
    assert.deepEqual(cursor.spanFrom(from), { start: 4, end: 6 });
    assert.deepEqual(cursor.spanFrom(cursor.index), { start: 15, end: 15 });
    assert.equal(cursor.textBetween(0, 3), text);
    assert.equal(cursor.textBetween(1, 1), '');
  });
});
