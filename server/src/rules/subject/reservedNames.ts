import type { EngineVersion } from '../../engines/engine.ts';
import { mayHoldReservedWord, reservedSince } from '../../engines/mysql/reservedWords.ts';
import type { Identifier } from '../../operations/names.ts';
import { textOf } from '../../text/span.ts';
import type { OperationContext } from '../rule.ts';

/** MySQL and MariaDB: names without quotes that the server takes for words of its own, in the order of the text. */
export function reservedNames(
  context: OperationContext,
): readonly { readonly name: Identifier; readonly since: EngineVersion }[] {
  const { target, operation, sql } = context;
  if (target.engine === 'postgresql' || !mayHoldReservedWord(sql)) return [];
  const found = new Map<number, { readonly name: Identifier; readonly since: EngineVersion }>();
  for (const name of namesIn(operation)) {
    // What a reader adds is not in the text.
    if (name.quoted || textOf(sql, name.span).toLowerCase() !== name.value.toLowerCase()) continue;
    const since = reservedSince(target, name.value);
    if (since !== null) found.set(name.span.start, { name, since });
  }
  return [...found.values()].sort((left, right) => left.name.span.start - right.name.span.start);
}

/** Every name inside a value; behind a period any word is a name. */
function* namesIn(value: unknown): Generator<Identifier> {
  if (typeof value !== 'object' || value === null) return;
  if (isIdentifier(value)) {
    yield value;
    return;
  }
  const isQualified = 'schema' in value && 'name' in value && isIdentifier(value.schema);
  for (const [key, part] of Object.entries(value)) if (!(isQualified && key === 'name')) yield* namesIn(part);
}

function isIdentifier(value: unknown): value is Identifier {
  return (
    typeof value === 'object' &&
    value !== null &&
    'quoted' in value &&
    'span' in value &&
    'value' in value &&
    typeof value.value === 'string'
  );
}
