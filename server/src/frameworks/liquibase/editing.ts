import type { StatementEditing } from '../../syntax/generatedStatement.ts';
import { type PlacedText, verbatimSpan } from './placedText.ts';

/**
 * How a statement that stands in a changelog word by word can be edited there. `body` is the text of the element that
 * it is part of. Null when something is escaped in it, or where new text would need more than can be told.
 */
export function sqlEditing(text: string, body: PlacedText, statement: PlacedText): StatementEditing | null {
  const span = verbatimSpan(statement);
  const first = body.runs[0];
  const last = body.runs.at(-1);
  if (span === null || first === undefined || last === undefined) return null;
  const container = { start: first.source.start, end: last.source.end };
  const isXml = /<\w/.test(text.slice(0, 200));
  return {
    container,
    // Which of them holds is looked up when somebody asks.
    write: newText =>
      isXml
        ? inElement(text.slice(Math.max(0, container.start - CDATA.length), span.start), newText)
        : inScalar(text, container.start, span.start, newText),
  };
}

const CDATA = '<![CDATA[';

function inElement(before: string, newText: string): string | null {
  return before.lastIndexOf(CDATA) > before.lastIndexOf(']]>') ? inCdata(newText) : inXml(newText);
}

function inScalar(text: string, start: number, at: number, newText: string): string | null {
  return isBlockScalar(text, start) ? indented(text, at)(newText) : onOneLine(newText);
}

function inCdata(newText: string): string | null {
  return newText.includes(']]>') ? null : newText;
}

function inXml(newText: string): string {
  return newText.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;');
}

/** Quotation marks and the like would have to be escaped as the scalar wants it. */
function onOneLine(newText: string): string | null {
  return /[\r\n"'\\#:{}[\]]/.test(newText) ? null : newText;
}

function isBlockScalar(text: string, start: number): boolean {
  return /[|>][-+\d]*[ \t]*\r?\n[ \t]*$/.test(text.slice(Math.max(0, start - 400), start));
}

function indented(text: string, at: number): (newText: string) => string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, at))?.[0] ?? '';
  return newText => newText.replace(/\n(?=[^\r\n])/g, `\n${indent}`);
}
