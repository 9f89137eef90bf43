import assert from 'node:assert/strict';
import type { StatementSyntax } from '../../../../server/src/operations/statementSyntax.ts';
import { cutStatements } from '../../../../server/src/rules/fixes/moveStatement.ts';
import type { FixSite } from '../../../../server/src/rules/rule.ts';
import { applyEdits } from '../../../../server/src/text/textEdit.ts';

const SYNTAX: StatementSyntax = {
  level: 'full',
  operations: [],
  algorithm: null,
  lock: null,
  wait: null,
  online: false,
  alterTable: null,
  error: null,
};

/** A site of a file whose statements are the upper-case runs that end with `;` or with the text. */
function siteOf(text: string): FixSite {
  const statements = [...text.matchAll(/[A-Z]+(;?)/g)].map(match => {
    const end = match.index + match[0].length;
    const isTerminated = match[1] === ';';
    return {
      span: { start: match.index, end: isTerminated ? end - 1 : end },
      terminator: isTerminated ? { start: end - 1, end } : null,
      syntax: SYNTAX,
      section: 0,
    };
  });
  return {
    text,
    statement: { start: 0, end: 0 },
    terminator: null,
    statements,
    index: 0,
    file: {
      path: 'x.sql',
      framework: 'plain',
      frameworkTitle: 'plain',
      oneString: false,
      repeatable: false,
      phase: null,
      runnerSettings: {},
      connection: { settings: {}, socketTimeout: null },
    },
    run: {
      section: 0,
      direction: 'up',
      transaction: 'none',
      inTransaction: false,
      explicitTransaction: false,
      emptyTables: [],
      runsIf: null,
      repeatable: false,
      phase: null,
      runsBody: false,
      startsSession: false,
    },
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    optOutOfTransaction: () => null,
    alwaysInTransaction: false,
  };
}

function cut(
  text: string,
  ...indexes: readonly number[]
): { readonly left: string; readonly moved: readonly string[] } {
  const result = cutStatements(siteOf(text), indexes);
  assert.ok(result);
  return { left: applyEdits(text, result.edits), moved: result.texts };
}

describe('cutting statements out of a file', () => {
  it('takes the line and one of two blank lines', () => {
    assert.deepEqual(cut('A;\n\nB;\n\nC;\n', 1), { left: 'A;\n\nC;\n', moved: ['B;'] });
    assert.deepEqual(cut('A;\nB;\nC;\n', 1), { left: 'A;\nC;\n', moved: ['B;'] });
    assert.deepEqual(cut('A;\r\n\r\nB;\r\n\r\nC;\r\n', 1), { left: 'A;\r\n\r\nC;\r\n', moved: ['B;'] });
  });

  it('leaves no blank line at the end of the file', () => {
    assert.deepEqual(cut('A;\n\nB;\n', 1), { left: 'A;\n', moved: ['B;'] });
    assert.deepEqual(cut('A;\n\nB;\nC;\n', 1, 2), { left: 'A;\n', moved: ['B;', 'C;'] });
    assert.deepEqual(cut('A;\n\nB', 1), { left: 'A;\n', moved: ['B;'] });
  });

  it('takes the comments of the statement along', () => {
    assert.deepEqual(cut('A;\n\n-- about b\n--  and b\nB; -- yes\nC;\n', 1), {
      left: 'A;\n\nC;\n',
      moved: ['-- about b\n--  and b\nB; -- yes'],
    });
  });

  it('leaves the comments of the file and of the tool', () => {
    assert.deepEqual(cut('-- header\nA;\nB;\n', 0), { left: '-- header\nB;\n', moved: ['A;'] });
    assert.deepEqual(cut('A;\n-- migrate:down\nB;\nC;\n', 1), {
      left: 'A;\n-- migrate:down\nC;\n',
      moved: ['B;'],
    });
  });

  it('leaves what stands on the same line', () => {
    assert.deepEqual(cut('A; B; C;\n', 1), { left: 'A; C;\n', moved: ['B;'] });
    assert.deepEqual(cut('  A;\nB;\n', 0), { left: 'B;\n', moved: ['  A;'] });
  });

  it('is not possible for a statement that is not there', () => {
    assert.equal(cutStatements(siteOf('A;\n'), [3]), null);
  });
});
