import type { OperationContext } from '../rule.ts';

/** `UPDATE t SET c = value, ...` of one table, as it is written. */
export interface PlainUpdate {
  readonly values: readonly { readonly column: string; readonly value: string }[];
  /** `all`: it has no WHERE; the name where that is no more than `c IS NULL`; null for any other. */
  readonly rows: { readonly kind: 'all' } | { readonly kind: 'null-in'; readonly column: string } | null;
}

const PART = '(?:[\\w$]+|`[^`]+`|"[^"]+")';
/** One table, with or without another name for it; `IGNORE` and the like are not read. */
const HEAD = new RegExp(
  `^update\\s+${PART}(?:\\s*\\.\\s*${PART})?(?:\\s+as\\s+${PART}|\\s+(?!set\\b)${PART})?\\s+set\\s+`,
  'i',
);
const ASSIGNMENT = new RegExp(`^\\s*(?:${PART}\\s*\\.\\s*)?(${PART})\\s*=(?!=)\\s*([\\s\\S]+)$`);
const IS_NULL = new RegExp(`^[\\s(]*(?:${PART}\\s*\\.\\s*)?(${PART})\\s+is\\s+null[\\s)]*$`, 'i');
/** Comments, escapes and strings in dollars are not read. */
const UNREAD = /--|\/\*|[#\\]|\$\$|:=/;
const TOKEN = /'[^']*'|"[^"]*"|`[^`]*`|[(),]/g;

/** Null for what is not an UPDATE of one table, or has parts that are not read. */
export function plainUpdateOf({ operation, sql }: OperationContext): PlainUpdate | null {
  if (operation.kind !== 'Update' || operation.limit || operation.reads.length > 0) return null;
  const { span, where } = operation;
  const text = sql.slice(span.start, where?.span.start ?? span.end);
  const head = HEAD.exec(text)?.[0];
  if (head === undefined || UNREAD.test(text)) return null;
  const list = text.slice(head.length).replace(/\bwhere[\s(]*$/i, '');
  const values = splitList(list).map(item => {
    const found = ASSIGNMENT.exec(item);
    return found === null ? null : { column: bare(found[1] ?? ''), value: (found[2] ?? '').trim() };
  });
  const read = values.flatMap(value => value ?? []);
  if (read.length === 0 || read.length !== values.length) return null;
  if (where === null) return { values: read, rows: { kind: 'all' } };
  const column = IS_NULL.exec(sql.slice(where.span.start, span.end))?.[1];
  return { values: read, rows: column === undefined ? null : { kind: 'null-in', column: bare(column) } };
}

/** A name without its quotes. */
export function bare(name: string): string {
  return /^[`"]/.test(name) ? name.slice(1, -1) : name;
}

/** A list at its own commas, not at those in parentheses or strings. */
export function splitList(list: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of list.matchAll(TOKEN)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (token === ',' && depth === 0) {
      items.push(list.slice(start, index));
      start = index + 1;
    }
  }
  return [...items, list.slice(start)];
}
