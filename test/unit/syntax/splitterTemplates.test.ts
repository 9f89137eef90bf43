// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of migration templates are the subject
import assert from 'node:assert/strict';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';
import { cut } from './cut.ts';

/** The text the reader gets, and a star when it is marked as templated. */
function masked(text: string, dialect: Dialect = 'postgresql'): string[] {
  return splitFile(text, dialect).pieces.map(piece => (piece.templated ? '*' : '') + piece.sql);
}

describe('template placeholders', () => {
  it('become identifiers of the same length', () => {
    assert.deepEqual(masked('DROP TABLE ${schema}.${prefix}users;'), [
      '*DROP TABLE __schema_.__prefix_users',
    ]);
    assert.deepEqual(masked('DROP TABLE {{ .Options "Name;space" }}.t;'), [
      '*DROP TABLE ____options__name_space____.t',
    ]);
    assert.deepEqual(masked('DROP TABLE a_${x-y}_b;', 'mysql'), ['*DROP TABLE a___x_y__b']);
    assert.deepEqual(masked('SELECT {{{ raw }}};'), ['*SELECT ____raw____']);
    assert.deepEqual(masked('SELECT <%= name %>;'), ['*SELECT ____name___']);
    assert.deepEqual(masked('SELECT %(name)s;', 'mysql'), ['*SELECT __name_s']);
    assert.deepEqual(masked('DROP TABLE @extschema@.t;'), ['*DROP TABLE _extschema_.t']);
  });

  it('keep the case and digits of their names, so that two stay two', () => {
    assert.deepEqual(masked('SELECT ${aB1}, ${aB2};'), ['*SELECT __aB1_, __aB2_']);
  });

  it('of psql follow what it puts in', () => {
    assert.deepEqual(masked('SELECT :a, :"b", :\'c\' FROM :schema.t WHERE x=:d;'), [
      '*SELECT _a,  "b",  \'c\' FROM _schema.t WHERE x=_d',
    ]);
  });

  it('are not seen in the colons of casts, assignments, slices, keys and times', () => {
    const sqls = [
      "SELECT '1'::int, a :: text",
      'SELECT f(a := 1), f(a :=b)',
      'SELECT a[1:2], a[:n], a[m :n], a[x:y]',
      "SELECT JSON_OBJECT('a':b), JSON_OBJECT('a' :b), JSON_OBJECT(k:v)",
      "SELECT '{\"a\":b}', '12:x'",
      'SELECT $q$ :a ${ $q$',
    ];
    for (const sql of sqls) assert.deepEqual(masked(`${sql};`), [sql]);
    assert.deepEqual(masked('SELECT :a;', 'mysql'), ['SELECT :a']);
  });

  it('are not seen in operators', () => {
    const sqls = [
      'SELECT a <% b, c %> d',
      'SELECT a %(b), 5 %(c) s',
      'SELECT @ a, @x, a @> b, c <@ d',
      "CREATE USER 'u'@'h'",
      'SELECT @@global.x, @a, u@h',
      "SELECT {d '2020-01-01'}",
      'SELECT $1, $2',
    ];
    for (const sql of sqls) assert.deepEqual(masked(`${sql};`), [sql]);
  });

  it('within strings and quoted names stay as they are', () => {
    assert.deepEqual(masked("INSERT INTO t VALUES ('${a}');"), ["*INSERT INTO t VALUES ('${a}')"]);
    assert.deepEqual(masked('DROP TABLE "{{ a }}";'), ['*DROP TABLE "{{ a }}"']);
    assert.deepEqual(masked('DO $$ BEGIN ${a}; END $$;'), ['*DO $$ BEGIN ${a}; END $$']);
  });

  it('that hold the quotation mark of a quoted name go on behind it', () => {
    assert.deepEqual(masked('DROP TABLE "x_{{ index .Options "Space" }}_y".t; SELECT 1;'), [
      '*DROP TABLE "x____index__options__space_____y".t',
      'SELECT 1',
    ]);
    assert.deepEqual(masked('SELECT "{{", "}}"; SELECT "{{ a";\nSELECT "}}";'), [
      'SELECT "{{", "}}"',
      'SELECT "{{ a"',
      'SELECT "}}"',
    ]);
  });

  it('are not seen in strings that only look like them', () => {
    const sqls = [
      "SELECT '{{1,2},{3,4}}'",
      `SELECT '{"a":{"b":{}}}'`,
      "SELECT '{{a,b}}'",
      "SELECT '$ {a}', '${', '{{', '${}'",
    ];
    for (const sql of sqls) assert.deepEqual(masked(`${sql};`), [sql]);
  });

  it('do not mark the statements beside them', () => {
    assert.deepEqual(masked('SELECT 1; SELECT ${a}; SELECT 2;'), ['SELECT 1', '*SELECT __a_', 'SELECT 2']);
    assert.deepEqual(masked("SELECT 1; SELECT '${a}'; SELECT 2;"), [
      'SELECT 1',
      "*SELECT '${a}'",
      'SELECT 2',
    ]);
  });

  it('in front of a statement are switches and become spaces', () => {
    assert.deepEqual(masked('${psql-only} ALTER TABLE t ADD a int;'), [
      '*             ALTER TABLE t ADD a int',
    ]);
    assert.deepEqual(masked('${statement};'), ['*__statement_']);
  });

  it('that are control tags become spaces, and client commands between statements', () => {
    assert.deepEqual(masked('SELECT 1 {{#if a}}, 2 {{/if}};'), ['*SELECT 1          , 2        ']);
    assert.deepEqual(cut('{{#if a}}\nSELECT 1;\n{{else}}\nSELECT 2;\n{{/if}}\n', 'postgresql'), [
      '@{{#if a}}',
      'SELECT 1|;',
      '@{{else}}',
      'SELECT 2|;',
      '@{{/if}}',
    ]);
    assert.deepEqual(cut('{% if a %}SELECT 1;{% endif %}', 'mysql'), [
      '@{% if a %}',
      'SELECT 1|;',
      '@{% endif %}',
    ]);
    assert.deepEqual(cut('<% if (a) { %>\nSELECT 1;\n<% } %>', 'postgresql'), [
      '@<% if (a) { %>',
      'SELECT 1|;',
      '@<% } %>',
    ]);
  });
});
