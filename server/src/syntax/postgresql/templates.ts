import { maskPlaceholders, type Placeholder, placeholderAt, placeholderOverEnd } from '../placeholder.ts';
import { scanTokens, type Token } from './tokens.ts';

const MAY_HOLD_TEMPLATE = /\$\{|\{\{|\{%|<%|@[A-Za-z]/;
const OPENERS = '${<%@';

/**
 * The body of a routine or DO with its template placeholders replaced by as many characters of a name, as the splitter
 * does outside of strings. psql's `:name` is not among them: psql leaves quoted text alone.
 */
export function maskTemplates(body: string): string {
  if (!MAY_HOLD_TEMPLATE.test(body)) return body;
  const found: Placeholder[] = [];
  let end = 0;
  for (const token of scanTokens(body)) {
    const placeholder = token.start < end ? undefined : placeholderFrom(body, token);
    if (placeholder === undefined) continue;
    found.push(placeholder);
    end = placeholder.end;
  }
  return maskPlaceholders(body, 0, body.length, found);
}

/** Where quotation marks within a placeholder end a quoted name too early, the placeholder begins in that. */
function placeholderFrom(body: string, { kind, start, end }: Token): Placeholder | undefined {
  if (kind === 'quoted') return placeholderOverEnd(body, start, end);
  if (kind !== 'punctuation' && kind !== 'operator') return undefined;
  return OPENERS.includes(body.charAt(start)) ? placeholderAt(body, start, 'postgresql') : undefined;
}
