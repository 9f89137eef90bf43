import type { Expression } from '../operations/columns.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { sameName } from './catalog.ts';
import { POSTGRESQL_KEYWORDS } from './postgresqlKeywords.ts';

const QUOTED_OR_WORD = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** The expression after one of its columns got another name. Strings and called functions keep theirs. */
export function renameInExpression(
  dialect: Dialect,
  expression: Expression,
  from: string,
  to: string,
): Expression {
  const isRenamed = (name: string): boolean => sameName(dialect, name, from);
  if (!expression.columns.some(isRenamed)) return expression;
  const rename = (name: string): string => (isRenamed(name) ? to : name);
  const text = expression.text.replace(QUOTED_OR_WORD, (word, offset: number) => {
    if (word.startsWith("'")) return word;
    const mark = word.startsWith('"') ? '"' : word.startsWith('`') ? '`' : '';
    if (mark === '"' && dialect !== 'postgresql') return word;
    const name = mark === '' ? word : word.slice(1, -1).replaceAll(mark + mark, mark);
    const stored = mark === '' && dialect === 'postgresql' ? name.toLowerCase() : name;
    if (
      !isRenamed(stored) ||
      /^\s*\(/.test(expression.text.slice(offset + word.length, offset + word.length + 8))
    )
      return word;
    return mark === '' && isPlain(dialect, to) ? to : quoted(dialect, to);
  });
  return {
    ...expression,
    text,
    columns: expression.columns.map(rename),
    notNullColumns: expression.notNullColumns.map(rename),
  };
}

/** A name as it must be written: quoted only where the dialect would read it otherwise. */
export function quotedIfNeeded(dialect: Dialect, name: string): string {
  return isPlain(dialect, name) ? name : quoted(dialect, name);
}

/** A name in the dialect's quotes. */
export function quoted(dialect: Dialect, name: string): string {
  const mark = dialect === 'postgresql' ? '"' : '`';
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}

function isPlain(dialect: Dialect, name: string): boolean {
  if (dialect === 'postgresql') return /^[a-z_][a-z0-9_]*$/.test(name) && !POSTGRESQL_KEYWORDS.has(name);
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** An expression that the server makes up; `span` is that of the text that asked for it. */
export function serverExpression(
  text: string,
  functions: readonly string[],
  span: Expression['span'],
): Expression {
  return {
    span,
    text,
    kind: functions.length > 0 ? 'function' : 'other',
    functions,
    columns: [],
    notNullColumns: [],
  };
}

/** More pairs around one expression are not looked through, so that strange input costs no more than its length. */
const MOST_PAIRS = 16;

/** The text without parentheses that stand around all of it. */
export function withoutOuterParentheses(text: string): string {
  let inner = text.trim();
  for (let pairs = 0; pairs < MOST_PAIRS && inner.startsWith('(') && closesAtEnd(inner); pairs++)
    inner = inner.slice(1, -1).trim();
  return inner;
}

/** True when the first parenthesis is closed by the last character; strings are passed over. */
function closesAtEnd(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"' || character === '`') quote = character;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return index === text.length - 1;
  }
  return false;
}
