import { type PlacedText, PlacedTextBuilder, slicePlaced } from './placedText.ts';

const PLACEHOLDER = /\$\{([^${}]+)\}/g;
const MOST_ROUNDS = 5;

/** Fills `${name}`. What nobody defines becomes a word of the same length, as everywhere where placeholders stand. */
export function expandProperties(
  placed: PlacedText,
  properties: ReadonlyMap<string, string>,
): { readonly value: PlacedText; readonly isOpen: boolean } {
  if (!placed.text.includes('${')) return { value: placed, isOpen: false };
  let isOpen = false;
  let at = 0;
  const builder = new PlacedTextBuilder({ start: 0, end: 0 });
  for (const match of placed.text.matchAll(PLACEHOLDER)) {
    const [whole, name = ''] = match;
    builder.addPlaced(slicePlaced(placed, at, match.index));
    at = match.index + whole.length;
    const part = slicePlaced(placed, match.index, at);
    const value = resolve(name.trim(), properties);
    const source = { start: part.runs[0]?.source.start ?? 0, end: part.runs.at(-1)?.source.end ?? 0 };
    if (value === null) isOpen = true;
    builder.addFrom(value ?? whole.replace(/[^A-Za-z0-9_]/g, '_'), source);
  }
  return { value: builder.addPlaced(slicePlaced(placed, at, placed.text.length)).build(), isOpen };
}

/** Values may name other properties. */
function resolve(name: string, properties: ReadonlyMap<string, string>): string | null {
  let value = properties.get(name) ?? null;
  for (let round = 0; round < MOST_ROUNDS && value?.includes('${') === true; round++)
    value = value.replace(PLACEHOLDER, (whole, inner: string) => properties.get(inner.trim()) ?? whole);
  return value === null || value.includes('${') ? null : value;
}

/** Java's format of property files: `name=value` or `name: value`, comments with `#` or `!`, lines joined by `\`. */
export function readPropertyFile(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.replace(/\\\r?\n[ \t]*/g, '').split(/\r?\n/)) {
    const match = /^[ \t]*([^#!=:\s][^=:\s]*)[ \t]*[=: \t][ \t]*(.*?)[ \t]*$/.exec(line);
    if (match?.[1] !== undefined && !found.has(match[1])) found.set(match[1], match[2] ?? '');
  }
  return found;
}
