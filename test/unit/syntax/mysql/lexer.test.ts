import assert from 'node:assert/strict';
import { type LexerOptions, tokenize } from '../../../../server/src/syntax/mysql/lexer.ts';

const MYSQL: LexerOptions = { dialect: 'mysql', version: 80032, ansiQuotes: false, escapes: 'backslash' };
const MARIADB: LexerOptions = {
  dialect: 'mariadb',
  version: 100611,
  ansiQuotes: false,
  escapes: 'backslash',
};

/** `kind text` of every token, the text as it stands in the source. */
function tokens(text: string, options: LexerOptions = MYSQL): string[] {
  return tokenize(text, options).tokens.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

describe('mysql lexer', () => {
  it('cuts words, names and symbols', () => {
    assert.deepEqual(tokens('Select `a``b`,t.c<=>1'), [
      'word Select',
      'quoted `a``b`',
      'symbol ,',
      'word t',
      'symbol .',
      'word c',
      'symbol <=>',
      'number 1',
    ]);
    assert.equal(tokenize('Select', MYSQL).tokens[0]?.text, 'SELECT');
  });

  it('cuts identifiers of any letters, with digits and dollars', () => {
    assert.deepEqual(tokens('kůň $a a$b _x 1st_column 2e 分桶数'), [
      'word kůň',
      'word $a',
      'word a$b',
      'word _x',
      'word 1st_column',
      'word 2e',
      'word 分桶数',
    ]);
  });

  it('takes digits after a dot for a name', () => {
    assert.deepEqual(tokens('db.2024_t t.1e5'), [
      'word db',
      'symbol .',
      'word 2024_t',
      'word t',
      'symbol .',
      'word 1e5',
    ]);
  });

  it('cuts numbers', () => {
    assert.deepEqual(tokens('1 1.5 .5 1. 1e5 1.5E-3 .5e+2 0x1F 0b01'), [
      'number 1',
      'number 1.5',
      'number .5',
      'number 1.',
      'number 1e5',
      'number 1.5E-3',
      'number .5e+2',
      'bits 0x1F',
      'bits 0b01',
    ]);
    assert.deepEqual(tokens('0xZZ 0b2 0x 1..3'), [
      'word 0xZZ',
      'word 0b2',
      'word 0x',
      'number 1',
      'symbol ..',
      'number 3',
    ]);
  });

  it('cuts literals with their prefix or introducer', () => {
    assert.deepEqual(tokens(`'a' "b" N'c' n'd' x'1F' X'00' b'01' _utf8mb4'e' _latin1 "f"`), [
      "string 'a'",
      'string "b"',
      "string N'c'",
      "string n'd'",
      "bits x'1F'",
      "bits X'00'",
      "bits b'01'",
      "string _utf8mb4'e'",
      'string _latin1 "f"',
    ]);
    assert.deepEqual(tokens("a'x' na'x' _é'x'"), [
      'word a',
      "string 'x'",
      'word na',
      "string 'x'",
      'word _é',
      "string 'x'",
    ]);
  });

  it('knows backslashes and doubled quotes in literals, but no backslash in backticks', () => {
    assert.deepEqual(tokens(`'it\\'s' 'it''s' "a\\"" 'x\\\\' \`a\\\``), [
      `string 'it\\'s'`,
      "string 'it''s'",
      'string "a\\""',
      "string 'x\\\\'",
      'quoted `a\\`',
    ]);
  });

  it('takes double quotes for names under ANSI_QUOTES', () => {
    assert.deepEqual(tokens(`"a""b" _utf8'x' "c"`, { ...MYSQL, ansiQuotes: true }), [
      'quoted "a""b"',
      "string _utf8'x'",
      'quoted "c"',
    ]);
  });

  it('cuts variables and account hosts', () => {
    assert.deepEqual(tokens(`@a @a.b @\`x y\` @'z' @@a @@global.b @@\`c\` @@session.\`d\` 'u'@'%' u@h`), [
      'user-variable @a',
      'user-variable @a.b',
      'user-variable @`x y`',
      "user-variable @'z'",
      'system-variable @@a',
      'system-variable @@global.b',
      'system-variable @@`c`',
      'system-variable @@session.`d`',
      "string 'u'",
      "user-variable @'%'",
      'word u',
      'user-variable @h',
    ]);
    assert.deepEqual(tokens('@ @@ ?'), ['symbol @', 'symbol @@', 'placeholder ?']);
  });

  it('cuts operators, the longest first', () => {
    assert.deepEqual(
      tokens("a->>'x' -> := && || << >> <> != >= <= - > ;").filter(token => token.startsWith('symbol')),
      ['->>', '->', ':=', '&&', '||', '<<', '>>', '<>', '!=', '>=', '<=', '-', '>', ';'].map(
        symbol => `symbol ${symbol}`,
      ),
    );
  });

  it('passes over comments', () => {
    assert.deepEqual(tokens('a # b\n-- c\nd -- e\n/* f */ g /*+ h */ --'), ['word a', 'word d', 'word g']);
    assert.deepEqual(tokens('1--1 --x'), [
      'number 1',
      'symbol -',
      'symbol -',
      'number 1',
      'symbol -',
      'symbol -',
      'word x',
    ]);
    assert.deepEqual(tokens("a /* it's */ b -- don't\nc"), ['word a', 'word b', 'word c']);
  });

  it('gives what stays open as one broken token to the end', () => {
    for (const text of ["'b c", '"b', '`b', '/* b', "N'b", "_utf8'b", "@'b", "'b\\'", "'b''"]) {
      assert.deepEqual(tokens(`a ${text}`), ['word a', `broken ${text}`], text);
    }
  });

  it('links parentheses', () => {
    const { tokens: list } = tokenize('( ( a ) b ) c ( d )) (', MYSQL);
    const pairs = list.map(({ partner }) => partner);
    assert.deepEqual(pairs, [5, 3, -1, 1, -1, 0, -1, 9, -1, 7, -1, -1]);
  });

  it('takes dollar quotes for literals in MySQL 9 only', () => {
    const text = "AS $$ it's ( $$ AS $tag$ $$ $tag$";
    assert.deepEqual(tokens(text, { ...MYSQL, version: 90100 }), [
      'word AS',
      "string $$ it's ( $$",
      'word AS',
      'string $tag$ $$ $tag$',
    ]);
    assert.deepEqual(tokens('$$ a $$'), ['word $$', 'word a', 'word $$']);
    assert.deepEqual(tokens('AS $$ a', { ...MYSQL, version: 90100 }), ['word AS', 'word $$', 'word a']);
    assert.deepEqual(tokens('x $$ a $$', { ...MYSQL, version: 90100 }), [
      'word x',
      'word $$',
      'word a',
      'word $$',
    ]);
  });

  describe('executable comments', () => {
    const cases: readonly (readonly [text: string, mysql: readonly string[], mariadb: readonly string[]])[] =
      [
        ['/*! a */ b', ['a', 'b'], ['a', 'b']],
        ['/*!40101 a */ b', ['a', 'b'], ['a', 'b']],
        ['/*!40101a*/b', ['a', 'b'], ['a', 'b']],
        ['/*!80032 a */ b', ['a', 'b'], ['b']],
        ['/*!80033 a */ b', ['b'], ['b']],
        ['/*!080032 a */ b', ['a', 'b'], ['b']],
        ['/*!50699 a */ b', ['a', 'b'], ['a', 'b']],
        ['/*!50700 a */ b', ['a', 'b'], ['b']],
        ['/*!99999 a */ b', ['b'], ['b']],
        ['/*!100100 a */ b', ['b'], ['a', 'b']],
        ['/*!100612 a */ b', ['b'], ['b']],
        ['/*!123 a */ b', ['123', 'a', 'b'], ['123', 'a', 'b']],
        ['/*M! a */ b', ['b'], ['a', 'b']],
        ['/*M!100203 a */ b', ['b'], ['a', 'b']],
        ['/*M!110000 a */ b', ['b'], ['b']],
        ['/*m! a */ b', ['b'], ['b']],
        ['/*!99999 a /* x */ c */ b', ['b'], ['b']],
        ['/*!40101 a /* x */ c */ b', ['a', 'c', 'b'], ['a', 'c', 'b']],
        ["/*!40101 a '*/' c */ b", ['a', "'*/'", 'c', 'b'], ['a', "'*/'", 'c', 'b']],
        ['2 */ 3', ['2', '*', '/', '3'], ['2', '*', '/', '3']],
      ];
    for (const [text, mysql, mariadb] of cases) {
      it(text, () => {
        const texts = (options: LexerOptions) =>
          tokenize(text, options).tokens.map(({ start, end }) => text.slice(start, end));
        assert.deepEqual(texts(MYSQL), mysql);
        assert.deepEqual(texts(MARIADB), mariadb);
      });
    }
  });

  it('does not cut the rows of a long INSERT', () => {
    const rows = Array.from({ length: 400 }, (_unit, index) => `(${index}, 'a)b')`).join(', ');
    for (const word of ['VALUES', 'value']) {
      const text = `INSERT INTO t (a) ${word} ${rows} ON DUPLICATE KEY UPDATE a = VALUES(a)`;
      const { tokens: list, skippedRows } = tokenize(text, MYSQL);
      const found = list.find(({ kind }) => kind === 'rows');
      assert.equal(found === undefined ? '' : text.slice(found.start, found.end), rows);
      assert.equal(skippedRows, 400);
      assert.equal(list.length, 18);
    }
    const query = `INSERT INTO t SELECT '${'x'.repeat(3000)}' ON DUPLICATE KEY UPDATE a = VALUES (a)`;
    assert.equal(tokenize(query, MYSQL).skippedRows, 0);
    assert.equal(tokenize(`SELECT '${'x'.repeat(3000)}', VALUES (1)`, MYSQL).skippedRows, 0);
  });

  it('stays linear on texts that are nothing but openings', () => {
    for (const unit of [
      '(',
      "'",
      '`',
      '/*',
      '/*!99999 ',
      '@',
      '_a ',
      '0x',
      '-',
      '/*!40101 ',
      "_a'",
      '$',
      '$$',
    ]) {
      const started = process.cpuUsage();
      tokenize(unit.repeat(100_000), { ...MYSQL, version: 90100 });
      assert.ok(process.cpuUsage(started).user < 2_000_000, unit);
    }
  });
});
