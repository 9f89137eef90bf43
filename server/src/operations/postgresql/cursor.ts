import { nameOf } from '../../syntax/postgresql/literals.ts';
import type { Span } from '../../text/span.ts';
import type { Identifier, ObjectName } from '../names.ts';
import { after, type StatementSource, spanOf, tokenAt, wordAt } from './source.ts';

/**
 * Walks over the tokens of a statement whose shape the grammar has settled already, to find the places that
 * its tree does not give. It never fails: where an expected word is missing it stays, and past the end it
 * gives empty names.
 */
export class TokenCursor {
  readonly source: StatementSource;
  readonly end: number;
  at: number;

  constructor(source: StatementSource, at = 0, end = source.tokens.length) {
    this.source = source;
    this.at = at;
    this.end = end;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The folded word, operator or punctuation here; empty for anything else and at the end. */
  get word(): string {
    return this.at < this.end ? wordAt(this.source, this.at) : '';
  }

  /** Takes the words when all of them come next. */
  take(...words: readonly string[]): boolean {
    if (this.at + words.length > this.end) return false;
    for (let index = 0; index < words.length; index++) {
      if (wordAt(this.source, this.at + index) !== words[index]) return false;
    }
    this.at += words.length;
    return true;
  }

  /** Takes the first of the words that comes next and returns it, or an empty text. */
  takeOneOf(...words: readonly string[]): string {
    const { word } = this;
    if (word === '' || !words.includes(word)) return '';
    this.at++;
    return word;
  }

  takeIfExists(): boolean {
    return this.take('if', 'exists');
  }

  takeIfNotExists(): boolean {
    return this.take('if', 'not', 'exists');
  }

  /** Moves over one token, or over a whole bracket. */
  skip(): void {
    this.at = Math.min(after(this.source, this.at), this.end);
  }

  /** Moves to the first of the words at this bracket level, or to the end; says whether there was one. */
  skipTo(...words: readonly string[]): boolean {
    while (!this.done && !words.includes(this.word)) this.skip();
    return !this.done;
  }

  /** Takes one token as a name. */
  identifier(): Identifier {
    const identifier = identifierAt(this.source, this.at);
    if (!this.done) this.at++;
    return identifier;
  }

  /** Takes `name`, `schema.name` or `database.schema.name`. */
  objectName(): ObjectName {
    let first = this.at;
    let schema: Identifier | null = null;
    let name = this.identifier();
    while (this.take('.')) {
      if (schema !== null) first += 2;
      schema = name;
      name = this.identifier();
    }
    return { schema, name, span: spanOf(this.source, first, this.at) };
  }

  /** Takes names between commas. */
  objectNames(): ObjectName[] {
    const names = [this.objectName()];
    while (this.take(',')) names.push(this.objectName());
    return names;
  }

  /** Takes `(a, b)`; nothing when no bracket comes next. */
  identifierList(): Identifier[] {
    if (this.word !== '(') return [];
    const inner = new TokenCursor(this.source, this.at + 1, this.end);
    const names: Identifier[] = [];
    do names.push(inner.identifier());
    while (inner.take(','));
    this.skip();
    return names;
  }

  /** From a token index to here. */
  spanFrom(from: number): Span {
    return spanOf(this.source, from, this.at);
  }
}

/** The token at an index read as a name; empty past the end. */
export function identifierAt(source: StatementSource, index: number): Identifier {
  const token = source.tokens[index];
  const span = spanOf(source, index, index + 1);
  if (token === undefined) return { value: '', quoted: false, span };
  return { value: nameOf(source.sql, token), quoted: token.kind === 'quoted', span };
}

/** The qualified name at a byte location of the tree. */
export function objectNameAt(source: StatementSource, location: number | undefined): ObjectName {
  return new TokenCursor(source, tokenAt(source, location)).objectName();
}

/** A name that has one part only, as an object name. */
export function unqualified(name: Identifier): ObjectName {
  return { schema: null, name, span: name.span };
}
