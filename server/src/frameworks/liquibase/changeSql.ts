import type { Dialect } from '../../syntax/dialect.ts';
import type { Span } from '../../text/span.ts';
import { type ChangelogNode, type ChangelogValue, textOf } from './changelogNode.ts';
import { databaseType, type LiteralKind } from './dataTypes.ts';
import { type PlacedText, PlacedTextBuilder, slicePlaced } from './placedText.ts';

/** Fills the tool's placeholders in a value. */
export type Expand = (value: PlacedText) => PlacedText;

/** What a change is translated with. */
export interface ChangeSurroundings {
  readonly dialect: Dialect;
  readonly expand: Expand;
  /** `objectQuotingStrategy` of the change set says that names are quoted as they are written. */
  readonly keepsCase: boolean;
}

/** A statement in the making: the SQL that Liquibase sends for a change, with the place of every word. */
export class ChangeSql {
  readonly #builder: PlacedTextBuilder;
  readonly #surroundings: ChangeSurroundings;

  constructor(node: ChangelogNode, surroundings: ChangeSurroundings) {
    this.#builder = new PlacedTextBuilder(node.nameSpan);
    this.#surroundings = surroundings;
  }

  get dialect(): Dialect {
    return this.#surroundings.dialect;
  }

  get isPostgresql(): boolean {
    return this.dialect === 'postgresql';
  }

  /** Words of the tool; shown where the change, or `at`, has its name. */
  add(words: string, at: ChangelogNode | null = null): this {
    if (at !== null) this.#builder.anchorAt(at.nameSpan);
    this.#builder.add(words);
    return this;
  }

  /** Words of the tool that an attribute makes it say. */
  addFor(words: string, value: ChangelogValue | undefined): this {
    if (value === undefined) return this.add(words);
    this.#builder.addFrom(words, value.outer);
    return this;
  }

  /** A value as it is written. */
  addRaw(value: ChangelogValue): this {
    this.#builder.addPlaced(this.#surroundings.expand(value.value), value.outer);
    return this;
  }

  addPlaced(placed: PlacedText): this {
    this.#builder.addPlaced(placed);
    return this;
  }

  /** A name, quoted. */
  addName(value: ChangelogValue): this {
    return this.#addName(trimmed(this.#surroundings.expand(value.value)), value.outer);
  }

  /** A list of names in one attribute. */
  addNames(value: ChangelogValue): this {
    const placed = this.#surroundings.expand(value.value);
    let isFirst = true;
    for (const match of placed.text.matchAll(/[^,]+/g)) {
      const name = trimmed(slicePlaced(placed, match.index, match.index + match[0].length));
      if (name.text === '') continue;
      if (!isFirst) this.add(', ');
      isFirst = false;
      this.#addName(name, value.outer);
    }
    return this;
  }

  /** A table and the like with its schema, which MySQL and MariaDB call a catalog. */
  addObject(
    node: ChangelogNode,
    attributes: { readonly name: string; readonly schema?: string; readonly catalog?: string },
  ): this {
    const name = node.attributes.get(attributes.name);
    if (name === undefined) return this;
    const schema = present(node, attributes.schema ?? 'schemaName');
    const catalog = present(node, attributes.catalog ?? 'catalogName');
    const qualifier = this.isPostgresql ? schema : (catalog ?? schema);
    if (qualifier !== null) this.addName(qualifier).add('.');
    return this.addName(name);
  }

  /** The type of an attribute in the engine's own words. Gives what literals of it look like. */
  addType(value: ChangelogValue): { readonly literal: LiteralKind; readonly isAutoIncrement: boolean } {
    const placed = trimmed(this.#surroundings.expand(value.value));
    const type = databaseType(placed.text, this.dialect);
    if (type.text.toLowerCase() === placed.text.toLowerCase()) this.#builder.addPlaced(placed, value.outer);
    else this.#builder.addFrom(type.text, sourceOf(placed, value.outer), value.outer);
    return type;
  }

  /** A string literal. */
  addString(value: ChangelogValue): this {
    const placed = this.#surroundings.expand(value.value);
    const escaped = this.escape(placed.text);
    this.#builder.addFrom("'", value.outer);
    if (escaped === placed.text) this.#builder.addPlaced(placed, value.outer);
    else this.#builder.addFrom(escaped, sourceOf(placed, value.outer), value.outer);
    this.#builder.addFrom("'", value.outer);
    return this;
  }

  /** A value after the placeholders are filled. */
  textOf(value: ChangelogValue): string {
    return this.#surroundings.expand(value.value).text;
  }

  escape(text: string): string {
    const quoted = text.replaceAll("'", "''");
    return this.isPostgresql ? quoted : quoted.replaceAll('\\', '\\\\');
  }

  build(): PlacedText {
    return this.#builder.build();
  }

  /** Liquibase leaves names without capitals among small letters to the engine's folding. */
  #addName(name: PlacedText, outer: Span): this {
    const quote = this.isPostgresql ? '"' : '`';
    const folds = this.isPostgresql && !this.#surroundings.keepsCase && !keepsItsCase(name.text);
    const text = folds ? name.text.toLowerCase() : name.text;
    const doubled = text.replaceAll(quote, quote + quote);
    this.#builder.addFrom(quote, sourceOf(name, outer), outer);
    if (doubled.length === name.text.length) this.#builder.addPlaced(name, outer, doubled);
    else this.#builder.addFrom(doubled, sourceOf(name, outer), outer);
    this.#builder.addFrom(quote, sourceOf(name, outer), outer);
    return this;
  }
}

/** True for names that Liquibase quotes for PostgreSQL; others are left to folding. */
export function keepsItsCase(name: string): boolean {
  return (/[A-Z]/.test(name) && /[a-z]/.test(name)) || name.includes('-') || /^\d/.test(name);
}

function sourceOf(placed: PlacedText, fallback: Span): Span {
  const first = placed.runs[0];
  const last = placed.runs.at(-1);
  return first === undefined || last === undefined
    ? fallback
    : { start: first.source.start, end: last.source.end };
}

function present(node: ChangelogNode, name: string): ChangelogValue | null {
  return textOf(node, name) === null ? null : (node.attributes.get(name) ?? null);
}

function trimmed(placed: PlacedText): PlacedText {
  const text = placed.text.trim();
  if (text.length === placed.text.length) return placed;
  const start = placed.text.length - placed.text.trimStart().length;
  return slicePlaced(placed, start, start + text.length);
}

/** The first of the attributes that is there and not empty. */
export function firstOf(node: ChangelogNode, ...names: string[]): ChangelogValue | null {
  for (const name of names) {
    const value = present(node, name);
    if (value !== null) return value;
  }
  return null;
}
