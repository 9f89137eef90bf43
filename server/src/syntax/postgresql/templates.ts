import { maskPlaceholders, type Placeholder, placeholderAt } from '../placeholder.ts';
import { scanTokens } from './tokens.ts';

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
  for (const { kind, start } of scanTokens(body)) {
    if (
      start < end ||
      (kind !== 'punctuation' && kind !== 'operator') ||
      !OPENERS.includes(body.charAt(start))
    )
      continue;
    const placeholder = placeholderAt(body, start, 'postgresql');
    if (placeholder === undefined) continue;
    found.push(placeholder);
    end = placeholder.end;
  }
  return maskPlaceholders(body, 0, body.length, found);
}
