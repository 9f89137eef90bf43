import { SaxesParser } from 'saxes';
import type { Span } from '../../text/span.ts';
import type { ChangelogComment, ChangelogNode, ChangelogTree, ChangelogValue } from './changelogNode.ts';
import { type PlacedText, PlacedTextBuilder, placedAt, placedByUnit } from './placedText.ts';

interface OpenElement {
  readonly name: string;
  readonly start: number;
  readonly nameSpan: Span;
  readonly attributes: ReadonlyMap<string, ChangelogValue>;
  readonly insertAt: number;
  readonly children: ChangelogNode[];
  readonly text: PlacedTextBuilder;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads an XML changelog. Elements that are still open where the text breaks or ends are closed there. */
export function readXmlChangelog(text: string): ChangelogTree {
  return new XmlReader(text).read();
}

class XmlReader {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  readonly #comments: ChangelogComment[] = [];
  /** Up to here everything is read. */
  #at = 0;
  #root: ChangelogNode | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  read(): ChangelogTree {
    const parser = new SaxesParser({ xmlns: false, position: true });
    // UTF-16 units from the start of the text, a byte order mark included.
    const end = (): number => parser.position;
    parser.on('error', () => undefined);
    parser.on('opentag', tag => this.#opened(tag.name, end()));
    parser.on('closetag', tag => this.#closed(tag.name, tag.isSelfClosing, end()));
    parser.on('comment', () => this.#comment(end()));
    parser.on('cdata', () => this.#cdata(end()));
    parser.on('processinginstruction', () => {
      this.#at = end();
    });
    parser.on('doctype', () => {
      this.#at = end();
    });
    try {
      parser.write(this.#text).close();
    } catch {
      // What was read so far counts.
    }
    this.#takeText(this.#text.length);
    while (this.#open.length > 0) this.#close(this.#text.length);
    return { root: this.#root, comments: this.#comments };
  }

  #opened(name: string, end: number): void {
    const start = this.#text.lastIndexOf('<', end - 1);
    this.#takeText(start);
    const nameSpan = { start: start + 1, end: start + 1 + name.length };
    const attributes = new Map<string, ChangelogValue>();
    let insertAt = nameSpan.end;
    for (const match of this.#text.slice(nameSpan.end, end).matchAll(ATTRIBUTE)) {
      const [whole, attribute = '', value = ''] = match;
      const at = nameSpan.end + match.index;
      const valueStart = at + whole.length - value.length + 1;
      insertAt = at + whole.length;
      attributes.set(localName(attribute), {
        value: decode(value.slice(1, -1), valueStart, 'attribute'),
        outer: { start: at, end: insertAt },
      });
    }
    this.#open.push({
      name: localName(name),
      start,
      nameSpan,
      attributes,
      insertAt,
      children: [],
      text: new PlacedTextBuilder(nameSpan),
    });
    this.#at = end;
  }

  #closed(name: string, isSelfClosing: boolean, end: number): void {
    if (!this.#open.some(element => element.name === localName(name))) return;
    // A stray end tag makes the parser give up all that is open; only what is closed in the text is closed here.
    if (!isSelfClosing && !this.#text.startsWith(`</${name}`, this.#text.lastIndexOf('</', end - 1))) return;
    if (!isSelfClosing) this.#takeText(Math.max(this.#text.lastIndexOf('</', end - 1), this.#at));
    this.#at = end;
    while (this.#open.length > 0 && this.#open.at(-1)?.name !== localName(name)) this.#close(end);
    this.#close(end);
  }

  #close(end: number): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const value = element.text.build();
    const node: ChangelogNode = {
      name: element.name,
      span: { start: element.start, end },
      nameSpan: element.nameSpan,
      attributes: element.attributes,
      children: element.children,
      text: value.text.trim() === '' ? null : { value, outer: outerOf(value, element.nameSpan) },
      insertion: { at: element.insertAt, write: (name, text) => ` ${name}="${text}"` },
    };
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      // Nothing looks deeper; hostile nesting ends here.
      if (this.#open.length < DEEPEST) parent.children.push(node);
    } else if (node.name === 'databaseChangeLog') this.#root ??= node;
  }

  #comment(end: number): void {
    const start = this.#text.lastIndexOf('<!--', end - 1);
    this.#takeText(start);
    this.#comments.push({ span: { start, end }, text: this.#text.slice(start + 4, end - 3).trim() });
    this.#at = end;
  }

  #cdata(end: number): void {
    const start = this.#text.indexOf('<![CDATA[', this.#at);
    if (start === -1 || start > end) return;
    this.#takeText(start);
    const inside = start + '<![CDATA['.length;
    this.#open
      .at(-1)
      ?.text.addPlaced(decode(this.#text.slice(inside, Math.max(end - 3, inside)), inside, 'cdata'));
    this.#at = end;
  }

  /** Text up to the offset; with end tags in it where the parser has lost its way. */
  #takeText(end: number): void {
    const from = this.#at;
    for (const match of this.#text.slice(from, Math.max(end, from)).matchAll(END_TAG)) {
      const [whole, name = ''] = match;
      this.#takePlainText(from + match.index);
      this.#at = from + match.index + whole.length;
      if (!this.#open.some(element => element.name === localName(name))) continue;
      while (this.#open.at(-1)?.name !== localName(name)) this.#close(this.#at);
      this.#close(this.#at);
    }
    this.#takePlainText(end);
  }

  #takePlainText(end: number): void {
    if (end > this.#at)
      this.#open.at(-1)?.text.addPlaced(decode(this.#text.slice(this.#at, end), this.#at, 'text'));
    this.#at = Math.max(end, this.#at);
  }
}

const DEEPEST = 60;
const END_TAG = /<\/([\w:.-]+)\s*>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*("[^"<]*"|'[^'<]*')/g;
const REFERENCE = /&(?:#x([\da-f]+)|#(\d+)|(\w+));/giy;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Raw text of the file as the parser understands it. White space of attributes is made of spaces. */
function decode(raw: string, start: number, kind: 'text' | 'attribute' | 'cdata'): PlacedText {
  if (!(kind === 'attribute' ? /[&\t\r\n]/ : /&/).test(kind === 'cdata' ? '' : raw))
    return placedAt(raw, start);
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < raw.length; ) {
    REFERENCE.lastIndex = at;
    const match = kind !== 'cdata' && raw.charCodeAt(at) === 38 ? REFERENCE.exec(raw) : null;
    const decoded = match === null ? null : characterOf(match);
    const length = match !== null && decoded !== null ? match[0].length : 1;
    const unit = decoded ?? raw[at] ?? '';
    const made = kind === 'attribute' && /[\t\r\n]/.test(unit) ? ' ' : unit;
    for (let index = 0; index < made.length; index++) {
      starts.push(start + at);
      ends.push(start + at + length);
    }
    text += made;
    at += length;
  }
  return placedByUnit(text, starts, ends);
}

function characterOf(match: RegExpExecArray): string | null {
  const [, hexadecimal, decimal, name = ''] = match;
  const code = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  if (hexadecimal === undefined && decimal === undefined) return ENTITIES[name] ?? null;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

function outerOf(value: PlacedText, fallback: Span): Span {
  const first = value.runs[0];
  const last = value.runs.at(-1);
  return first === undefined || last === undefined
    ? fallback
    : { start: first.source.start, end: last.source.end };
}
