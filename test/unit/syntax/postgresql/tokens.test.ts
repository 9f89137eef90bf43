import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameOf, stringContent, truncateName } from '../../../../server/src/syntax/postgresql/literals.ts';
import { scanTokens, type Token } from '../../../../server/src/syntax/postgresql/tokens.ts';

function kinds(sql: string): string[] {
  return scanTokens(sql).map(({ kind, start, end }) => `${kind} ${sql.slice(start, end)}`);
}

function only(sql: string): Token {
  const tokens = scanTokens(sql);
  assert.equal(tokens.length, 1, sql);
  const [token] = tokens;
  assert.ok(token);
  return token;
}

describe('PostgreSQL tokens', () => {
  const cases: readonly [sql: string, tokens: readonly string[]][] = [
    ['a.b', ['word a', 'punctuation .', 'word b']],
    ['x$y _z1 Äöß', ['word x$y', 'word _z1', 'word Äöß']],
    ['"a""b" U&"d\\0061t"', ['quoted "a""b"', 'quoted U&"d\\0061t"']],
    [
      `'it''s' E'a\\'b' B'01' x'1F' N'n' u&'\\0041'`,
      [
        `string 'it''s'`,
        `string E'a\\'b'`,
        `string B'01'`,
        `string x'1F'`,
        `string N'n'`,
        `string u&'\\0041'`,
      ],
    ],
    [`'a'\n  'b'`, [`string 'a'\n  'b'`]],
    [`'a' -- c\n 'b'`, [`string 'a'`, `string 'b'`]],
    [`'a'\n -- c\n 'b'`, [`string 'a'\n -- c\n 'b'`]],
    [`'a' 'b'`, [`string 'a'`, `string 'b'`]],
    ['$$a;b$$ $q$ $$ $q$', ['string $$a;b$$', 'string $q$ $$ $q$']],
    ['$1 $23', ['parameter $1', 'parameter $23']],
    [
      '1 1.5 .5 1e10 1.5E-3 0xFF 1_000',
      ['number 1', 'number 1.5', 'number .5', 'number 1e10', 'number 1.5E-3', 'number 0xFF', 'number 1_000'],
    ],
    ['1..10', ['number 1', 'operator ..', 'number 10']],
    ['a::int', ['word a', 'operator ::', 'word int']],
    ['a := b => c', ['word a', 'operator :=', 'word b', 'operator =>', 'word c']],
    ['a=-1', ['word a', 'operator =', 'operator -', 'number 1']],
    ['a@-1', ['word a', 'operator @-', 'number 1']],
    ['a->>1', ['word a', 'operator ->>', 'number 1']],
    ['a--b\nc', ['word a', 'word c']],
    ['a/* /* x */ ; */b', ['word a', 'word b']],
    ['a*/*c*/b', ['word a', 'operator *', 'word b']],
    ['$ # \\', ['punctuation $', 'operator #', 'punctuation \\']],
    ['e x', ['word e', 'word x']],
  ];
  for (const [sql, tokens] of cases) {
    it(JSON.stringify(sql), () => assert.deepEqual(kinds(sql), tokens));
  }

  it('folds words as the server does', () => {
    assert.equal(only('ABC').word, 'abc');
    assert.equal(only('ÄBC').word, 'Äbc');
  });

  it('pairs brackets', () => {
    const tokens = scanTokens('f(a[1], (b)) (');
    assert.deepEqual(
      tokens.map(({ close }) => close),
      [-1, 10, -1, 5, -1, -1, -1, 9, -1, -1, -1, 12],
    );
  });

  it('lets what is left open reach to the end', () => {
    for (const sql of ["'a; b", '"a; b', '$$a; b', '$x$ a $$', "E'a\\'", "U&'x ; y"]) {
      assert.equal(only(sql).end, sql.length, sql);
    }
    for (const sql of ['/* a /* b */ c', '-- a; b']) assert.deepEqual(kinds(sql), [], sql);
  });

  it('gives tokens in order, inside the text and with nothing but blanks and comments between', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '$$',
      '$a$',
      '/*',
      '*/',
      '--',
      '\n',
      ' ',
      'a',
      'E',
      'U&',
      '1',
      '.',
      '(',
      ')',
      '[',
      ']',
      ';',
      '-',
      '+',
      '\\',
      'ü',
      '😀',
      ':',
      '$1',
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const sql = pieces.join('');
        let at = 0;
        for (const { start, end } of scanTokens(sql)) {
          assert.ok(start >= at && end > start && end <= sql.length, JSON.stringify(sql));
          const gap = sql.slice(at, start);
          assert.ok(/^(?:\s|--[^\n\r]*|\/\*[\s\S]*\*\/)*$/.test(gap), JSON.stringify({ sql, gap }));
          at = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes linear time', () => {
    for (const text of ["'\n", '$a', '/*', '(', '"', "'a'\n", "E'\\"]) {
      const started = performance.now();
      scanTokens(text.repeat(200_000));
      assert.ok(performance.now() - started < 2000, text);
    }
  });
});

describe('PostgreSQL literals', () => {
  const names: readonly [sql: string, name: string][] = [
    ['Abc', 'abc'],
    ['"Abc"', 'Abc'],
    ['"a""b"', 'a"b'],
    ['U&"d\\0061t\\+000061"', 'data'],
    ['"open', 'open'],
    [`"${'x'.repeat(70)}"`, 'x'.repeat(63)],
    ['ü'.repeat(40), 'ü'.repeat(31)],
  ];
  for (const [sql, name] of names) {
    it(`name ${sql}`, () => assert.equal(nameOf(sql, only(sql)), name));
  }

  it('cuts names at whole characters', () => {
    assert.equal(truncateName(`${'a'.repeat(61)}😀`), 'a'.repeat(61));
    assert.equal(truncateName(`${'a'.repeat(59)}😀`), `${'a'.repeat(59)}😀`);
  });

  const strings: readonly [sql: string, value: string][] = [
    ["'a'", 'a'],
    ["''", ''],
    ["'it''s'", "it's"],
    ["'a\\n'", 'a\\n'],
    ["E'a\\nb\\'c\\\\'", "a\nb'c\\"],
    ["E'\\x41\\u00e4\\101'", 'AäA'],
    ["U&'\\0041\\\\'", 'A\\'],
    ['$$a$b$$', 'a$b'],
    ['$q$a$$b$q$', 'a$$b'],
    ["'a'\n'b'", 'ab'],
    ["B'01'", '01'],
    ["'open", 'open'],
    ['$$open', 'open'],
    ["'", ''],
  ];
  for (const [sql, value] of strings) {
    it(`string ${JSON.stringify(sql)}`, () => assert.equal(stringContent(sql, only(sql)).value, value));
  }

  it('leads from the content back to the text', () => {
    const sql = "  'a''b'";
    const { value, place } = stringContent(sql, only(sql));
    assert.equal(value, "a'b");
    assert.deepEqual([0, 1, 2, 3].map(place), [3, 4, 6, 7]);
    const quoted = '$q$ab$q$';
    assert.equal(stringContent(quoted, only(quoted)).place(1), 4);
  });
});
