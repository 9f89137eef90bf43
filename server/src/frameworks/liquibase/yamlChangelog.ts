import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Span } from '../../text/span.ts';
import { alignedText } from './alignedText.ts';
import type { ChangelogComment, ChangelogNode, ChangelogTree, ChangelogValue } from './changelogNode.ts';

/** Lists that are no elements of their own in XML. */
const TRANSPARENT = new Set(['changes', 'columns']);
/** Deeper than any changelog; keeps hostile text from exhausting the stack. */
const DEEPEST = 60;

interface Key {
  readonly text: string;
  readonly span: Span;
}

/** What YAML and JSON have in common. */
type Item =
  | { readonly kind: 'scalar'; readonly text: string; readonly isNull: boolean; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Item[]; readonly span: Span };

interface Entry {
  readonly key: Key;
  readonly value: Item | null;
}

/** Reads a YAML changelog. Text that breaks off keeps what stands before. */
export function readYamlChangelog(text: string): ChangelogTree {
  return changelogIn(text, () => {
    const document = parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
    return yamlItem(document.contents, 0);
  });
}

/** Reads a JSON changelog. Text that breaks off keeps what stands before. */
export function readJsonChangelog(text: string): ChangelogTree {
  return changelogIn(text, () => {
    const tree = parseTree(text, [], { allowTrailingComma: true });
    return tree === undefined ? null : jsonItem(tree, 0);
  });
}

function changelogIn(text: string, read: () => Item | null): ChangelogTree {
  try {
    const document = read();
    const root =
      document?.kind === 'map'
        ? document.entries.find(({ key }) => key.text === 'databaseChangeLog')
        : undefined;
    return {
      root: root === undefined ? null : new ItemReader(text).node(root, 0),
      comments: commentsOf(text),
    };
  } catch {
    // A parser that gives up has read nothing.
    return { root: null, comments: [] };
  }
}

function yamlItem(node: unknown, depth: number): Item | null {
  if (depth > DEEPEST) return null;
  if (isScalar(node)) {
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    return { kind: 'scalar', text, isNull: node.value === null, span: rangeOf(node.range) };
  }
  if (isSeq(node))
    return {
      kind: 'list',
      items: node.items.flatMap(item => yamlItem(item, depth + 1) ?? []),
      span: rangeOf(node.range),
    };
  if (!isMap(node)) return null;
  const entries = node.items.flatMap((pair): Entry[] => {
    if (!isPair(pair) || !isScalar(pair.key)) return [];
    const key = { text: String(pair.key.value), span: rangeOf(pair.key.range) };
    return [{ key, value: yamlItem(pair.value, depth + 1) }];
  });
  return { kind: 'map', entries, span: rangeOf(node.range) };
}

function rangeOf(range: readonly number[] | null | undefined): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? range?.[0] ?? 0 };
}

function jsonItem(node: JsonNode, depth: number): Item | null {
  if (depth > DEEPEST) return null;
  const span = { start: node.offset, end: node.offset + node.length };
  const children = node.children ?? [];
  switch (node.type) {
    case 'array':
      return { kind: 'list', items: children.flatMap(child => jsonItem(child, depth + 1) ?? []), span };
    case 'object': {
      const entries = children.flatMap((property): Entry[] => {
        const [name, value] = property.children ?? [];
        if (name === undefined) return [];
        const key = {
          text: String(name.value),
          span: { start: name.offset, end: name.offset + name.length },
        };
        return [{ key, value: value === undefined ? null : jsonItem(value, depth + 1) }];
      });
      return { kind: 'map', entries, span };
    }
    default:
      return { kind: 'scalar', text: String(node.value ?? ''), isNull: node.value === null, span };
  }
}

class ItemReader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** A key with its value as an element. */
  node({ key, value }: Entry, depth: number): ChangelogNode | null {
    if (depth > DEEPEST) return null;
    const attributes = new Map<string, ChangelogValue>();
    const children: ChangelogNode[] = [];
    let text: ChangelogValue | null = null;
    let insertion: ChangelogNode['insertion'] = null;
    if (value?.kind === 'scalar') text = value.isNull ? null : this.#value(key, value);
    else if (value?.kind === 'map') {
      insertion = this.#insertion(value.entries[0], key);
      for (const entry of value.entries) this.#take(entry, attributes, children, depth);
    } else if (value?.kind === 'list') {
      for (const item of value.items) {
        if (item.kind === 'map')
          for (const inner of item.entries) this.#takeListed(inner, attributes, children, depth);
        else if (item.kind === 'scalar') text ??= this.#value(key, item);
      }
    }
    const end = Math.max(value?.span.end ?? 0, key.span.end);
    return {
      name: key.text,
      span: { start: key.span.start, end },
      nameSpan: key.span,
      attributes,
      children,
      text,
      insertion,
    };
  }

  /** An entry of a map: an attribute, elements of their own, or an element. */
  #take(
    entry: Entry,
    attributes: Map<string, ChangelogValue>,
    children: ChangelogNode[],
    depth: number,
  ): void {
    const { key, value } = entry;
    if (value?.kind === 'scalar') attributes.set(key.text, this.#value(key, value));
    else if (value?.kind === 'list' && TRANSPARENT.has(key.text)) {
      for (const item of value.items) {
        for (const inner of item.kind === 'map' ? item.entries : []) {
          const node = this.node(inner, depth + 1);
          if (node !== null) children.push(node);
        }
      }
    } else {
      const node = this.node(entry, depth + 1);
      if (node !== null) children.push(node);
    }
  }

  /** An entry of a map in a list: `- tableExists: {...}` is an element, `- onFail: HALT` an attribute. */
  #takeListed(
    entry: Entry,
    attributes: Map<string, ChangelogValue>,
    children: ChangelogNode[],
    depth: number,
  ): void {
    const { key, value } = entry;
    if (value?.kind === 'scalar' && !value.isNull) attributes.set(key.text, this.#value(key, value));
    const node = this.node(entry, depth + 1);
    if (node !== null) children.push(node);
  }

  #value(key: Key, scalar: Extract<Item, { readonly kind: 'scalar' }>): ChangelogValue {
    return {
      value: alignedText(scalar.text, this.#text, scalar.span),
      outer: { start: key.span.start, end: Math.max(scalar.span.end, key.span.end) },
    };
  }

  #insertion(first: Entry | undefined, parent: Key): ChangelogNode['insertion'] {
    if (first === undefined) return null;
    const { start } = first.key.span;
    return {
      at: start,
      // Looked up when somebody asks: a JSON file may be one long line.
      write: (name, value) => {
        const isQuoted = this.#text[start] === '"';
        const lineStart = this.#text.lastIndexOf('\n', start - 1) + 1;
        const indent = this.#text.slice(lineStart, start);
        const isBlock = lineStart > parent.span.end && /^[ \t]*(?:- +)*$/.test(indent);
        const entry = isQuoted ? `"${name}": ${value}` : `${name}: ${value}`;
        if (isBlock && !isQuoted) return `${entry}\n${indent.replace(/-/g, ' ')}`;
        return isBlock ? `${entry},\n${indent}` : `${entry}, `;
      },
    };
  }
}

const COMMENT = /(?:^|[ \t])#[ \t]*(.*)$/gm;

/** Lines of comments, and what in a text looks like one: only Interlock's own words matter. */
function commentsOf(text: string): readonly ChangelogComment[] {
  if (!text.includes('interlock')) return [];
  return [...text.matchAll(COMMENT)].map(match => {
    const start = match.index + match[0].indexOf('#');
    return { span: { start, end: match.index + match[0].length }, text: (match[1] ?? '').trim() };
  });
}
