import type { Span } from '../../text/span.ts';
import type { PlacedText } from './placedText.ts';

/** A value of a changelog with its place. */
export interface ChangelogValue {
  readonly value: PlacedText;
  /** With its name and quotes: `tableName="orders"`. */
  readonly outer: Span;
}

/** An element of an XML changelog, or what stands for one in YAML and JSON. */
export interface ChangelogNode {
  readonly name: string;
  /** The whole element. */
  readonly span: Span;
  /** The name of the element. */
  readonly nameSpan: Span;
  readonly attributes: ReadonlyMap<string, ChangelogValue>;
  readonly children: readonly ChangelogNode[];
  /** Text between the tags, entities resolved; null when there is none but white space. */
  readonly text: ChangelogValue | null;
  /** Where `runInTransaction` and the like can be added, as the format writes them. */
  readonly insertion: AttributeInsertion | null;
}

export interface AttributeInsertion {
  readonly at: number;
  /** The attribute as the format writes it, with what parts it from its neighbours. */
  readonly write: (name: string, value: string) => string;
}

export interface ChangelogComment {
  readonly span: Span;
  readonly text: string;
}

/** What was read of a changelog: as much as stands before the place where it breaks. */
export interface ChangelogTree {
  /** Null when the text is no changelog. */
  readonly root: ChangelogNode | null;
  readonly comments: readonly ChangelogComment[];
}

/** The text of an attribute, trimmed; null when it is missing or empty. */
export function textOf(node: ChangelogNode, name: string): string | null {
  const text = node.attributes.get(name)?.value.text.trim() ?? '';
  return text === '' ? null : text;
}

/** A Boolean attribute; null when it is missing. */
export function flagOf(node: ChangelogNode, name: string): boolean | null {
  const text = textOf(node, name)?.toLowerCase();
  return text === undefined ? null : text === 'true' || text === '1' || text === 't' || text === 'yes';
}

export function childrenNamed(node: ChangelogNode, name: string): readonly ChangelogNode[] {
  return node.children.filter(child => child.name === name);
}
