import type { EmbeddedStatement } from '../statementSyntax.ts';
import { readConstantText } from './constantText.ts';
import { readEmbeddedSql, readStatements } from './embeddedStatements.ts';
import {
  after,
  createInnerSource,
  endOf,
  type StatementSource,
  spanOf,
  startOf,
  type TokenRange,
  textOf,
  wordAt,
} from './source.ts';

/*
 * PL/pgSQL by its tokens (manual 18, chapter 41): control words are walked over, statements of SQL are cut out and
 * read. Loops, branches and handlers are not told apart: what stands in them may run.
 */

export function readPlpgsql(body: StatementSource): EmbeddedStatement[] {
  const found: EmbeddedStatement[] = [];
  let declares = false;
  for (let at = 0; at < body.tokens.length; ) {
    const word = wordAt(body, at);
    const opener = BRANCHES.get(word);
    if (word === ';' || word === 'else') {
      at++;
    } else if (word === 'declare') {
      declares = true;
      at++;
    } else if (word === 'begin') {
      declares = false;
      at++;
    } else if (declares) {
      at = endOfStatement(body, at) + 1;
    } else if (word === '<<') {
      at = skipPast(body, at, '>>');
    } else if (opener !== undefined) {
      const end = endOfCondition(body, at + 1, opener);
      if (word === 'for') found.push(...readLoopQuery(body, at + 1, end));
      at = end + 1;
    } else if (word === 'exception' || word === 'loop') {
      at++;
    } else {
      const end = endOfStatement(body, at);
      found.push(...readPlpgsqlStatement(body, at, end));
      at = end + 1;
    }
  }
  return found;
}

/** Words that open a list of statements, with the word after which the list begins. */
const BRANCHES: ReadonlyMap<string, string> = new Map([
  ['if', 'then'],
  ['elsif', 'then'],
  ['elseif', 'then'],
  ['when', 'then'],
  ['case', 'then'],
  ['while', 'loop'],
  ['for', 'loop'],
  ['foreach', 'loop'],
]);

function endOfStatement(body: StatementSource, from: number): number {
  let at = from;
  while (at < body.tokens.length && wordAt(body, at) !== ';') at = after(body, at);
  return Math.min(at, body.tokens.length);
}

function skipPast(body: StatementSource, from: number, word: string): number {
  let at = from;
  while (at < body.tokens.length && wordAt(body, at) !== word) at++;
  return at + 1;
}

/** The THEN or LOOP that ends a condition; those of CASE expressions inside it do not count. */
function endOfCondition(body: StatementSource, from: number, end: string): number {
  let cases = 0;
  let at = from;
  for (; at < body.tokens.length; at = after(body, at)) {
    const word = wordAt(body, at);
    if (word === 'case') cases++;
    else if (word === 'end') cases--;
    else if ((word === end && cases <= 0) || word === ';') break;
  }
  return Math.min(at, body.tokens.length);
}

const ROW_VERBS: ReadonlySet<string> = new Set([
  'select',
  'insert',
  'update',
  'delete',
  'merge',
  'with',
  'values',
  'table',
]);

const SQL_VERBS: ReadonlySet<string> = new Set([
  ...ROW_VERBS,
  'alter',
  'analyze',
  'call',
  'cluster',
  'comment',
  'commit',
  'copy',
  'create',
  'do',
  'drop',
  'grant',
  'import',
  'lock',
  'notify',
  'prepare',
  'reassign',
  'refresh',
  'reindex',
  'reset',
  'revoke',
  'rollback',
  'security',
  'set',
  'truncate',
  'vacuum',
]);

function readPlpgsqlStatement(body: StatementSource, from: number, to: number): EmbeddedStatement[] {
  const word = wordAt(body, from);
  if (word === 'execute') return readExecute(body, from, to);
  if (word === 'perform') return readQuery(body, { from, to }, { perform: true });
  if (word === 'return' && wordAt(body, from + 1) === 'query') {
    if (wordAt(body, from + 2) === 'execute') return readExecute(body, from + 2, to);
    return readQuery(body, { from: from + 2, to }, { perform: false });
  }
  if (!SQL_VERBS.has(word) || isAssignment(body, from, to)) return [];
  if (ROW_VERBS.has(word)) return readQuery(body, { from, to }, { perform: false });
  return readStatements(body, [{ from, to }]);
}

/** A variable may be called like a verb: `comment := 'x'`. */
function isAssignment(body: StatementSource, from: number, to: number): boolean {
  const word = from + 1 < to ? wordAt(body, from + 1) : '';
  return word === ':=' || word === '=' || word === '.' || word === '[';
}

/** The query of `FOR row IN query LOOP`, or of `FOR row IN EXECUTE 'query' LOOP`. */
function readLoopQuery(body: StatementSource, from: number, loop: number): EmbeddedStatement[] {
  let at = from;
  while (at < loop && wordAt(body, at) !== 'in') at = after(body, at);
  const word = at + 1 < loop ? wordAt(body, at + 1) : '';
  if (word === 'execute') return readExecute(body, at + 1, loop);
  return ROW_VERBS.has(word) ? readQuery(body, { from: at + 1, to: loop }, { perform: false }) : [];
}

/**
 * A query without its INTO clause, which names variables here and a new table in SQL. PERFORM stands for SELECT.
 * The text keeps its length, so that places stay.
 */
function readQuery(
  body: StatementSource,
  { from, to }: TokenRange,
  { perform }: { readonly perform: boolean },
): EmbeddedStatement[] {
  const start = startOf(body, from);
  const into = intoClause(body, from, to);
  let text = textOf(body, from, to);
  if (into !== null) {
    const blankFrom = startOf(body, into.from) - start;
    const blankTo = endOf(body, into.to - 1) - start;
    text = text.slice(0, blankFrom) + ' '.repeat(blankTo - blankFrom) + text.slice(blankTo);
  }
  if (perform) text = `SELECT ${text.slice('PERFORM'.length)}`;
  const inner = createInnerSource(body, text, offset => start + offset);
  return [{ span: spanOf(body, from, to), operations: body.readInner(inner) }];
}

/** `INTO [STRICT] a, b.c` of a query; INSERT INTO and MERGE INTO name a table. */
function intoClause(body: StatementSource, from: number, to: number): TokenRange | null {
  for (let at = from + 1; at < to; at = after(body, at)) {
    const before = wordAt(body, at - 1);
    if (wordAt(body, at) !== 'into' || before === 'insert' || before === 'merge') continue;
    let end = at + 1;
    if (wordAt(body, end) === 'strict') end++;
    end = endOfTarget(body, end, to);
    while (end < to && wordAt(body, end) === ',') end = endOfTarget(body, end + 1, to);
    return { from: at, to: Math.min(end, to) };
  }
  return null;
}

function endOfTarget(body: StatementSource, from: number, to: number): number {
  let at = from + 1;
  while (at < to && (wordAt(body, at) === '.' || wordAt(body, at) === '['))
    at = wordAt(body, at) === '.' ? at + 2 : after(body, at);
  return at;
}

/** EXECUTE of a text that is certain gives its statements; any other text is known to run and no more. */
function readExecute(body: StatementSource, from: number, to: number): EmbeddedStatement[] {
  const text = readConstantText(body, from + 1, to);
  if (text !== null) return readEmbeddedSql(text);
  const span = spanOf(body, from, to);
  return [
    {
      span,
      operations: [{ kind: 'DynamicStatement', span, verb: 'execute', name: null, text: null, body: [] }],
    },
  ];
}
