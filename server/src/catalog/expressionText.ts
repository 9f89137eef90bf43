import type { Expression } from '../operations/columns.ts';
import type { Dialect } from '../syntax/dialect.ts';
import { sameName } from './catalog.ts';

const QUOTED_OR_WORD = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** The expression after one of its columns got another name. Strings and called functions keep theirs. */
export function renameInExpression(dialect: Dialect, expression: Expression, from: string, to: string): Expression {
  const isRenamed = (name: string): boolean => sameName(dialect, name, from);
  if (!expression.columns.some(isRenamed)) return expression;
  const rename = (name: string): string => (isRenamed(name) ? to : name);
  const text = expression.text.replace(QUOTED_OR_WORD, (word, offset: number) => {
    if (word.startsWith("'")) return word;
    const mark = word.startsWith('"') ? '"' : word.startsWith('`') ? '`' : '';
    if (mark === '"' && dialect !== 'postgresql') return word;
    const name = mark === '' ? word : word.slice(1, -1).replaceAll(mark + mark, mark);
    const stored = mark === '' && dialect === 'postgresql' ? name.toLowerCase() : name;
    if (!isRenamed(stored) || /^\s*\(/.test(expression.text.slice(offset + word.length, offset + word.length + 8))) return word;
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
  return (dialect === 'postgresql' ? /^[a-z_][a-z0-9_]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/).test(name);
}

/** An expression that the server makes up; `span` is that of the text that asked for it. */
export function serverExpression(text: string, functions: readonly string[], span: Expression['span']): Expression {
  return { span, text, kind: functions.length > 0 ? 'function' : 'other', functions, columns: [], notNullColumns: [] };
}
