import type { Operation } from '../../../../../server/src/operations/operation.ts';

/** Every place that an operation names, as `path: text cut out of the statement`, in the order of its fields. */
export function spansOf(sql: string, operation: Operation): string[] {
  const found: string[] = [];
  collect(sql, operation, '', found);
  return found;
}

function collect(sql: string, value: unknown, path: string, found: string[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(sql, item, `${path}[${index}]`, found);
    });
    return;
  }
  if (!isRecord(value)) return;
  const { start, end } = value;
  if (typeof start === 'number' && typeof end === 'number') {
    found.push(`${path.replace(/\.?span$/, '') || 'operation'}: ${sql.slice(start, end)}`);
    return;
  }
  // A name without qualifier has the span of its only part.
  const isPlainName = 'schema' in value && 'name' in value && value['schema'] === null && 'span' in value;
  for (const [key, item] of Object.entries(value)) {
    if (isPlainName && key === 'name') continue;
    collect(sql, item, path === '' ? key : `${path}.${key}`, found);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
