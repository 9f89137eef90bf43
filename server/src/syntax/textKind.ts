/** A file's content: the text as an editor shows it, without a byte order mark, or something that is no text. */
export type ClassifiedText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'binary' };

/** A NUL within so many first bytes makes a file binary, as it does for git and VS Code. */
const INSPECTED_BYTES = 8192;

/**
 * Decodes UTF-8, or UTF-16 when a byte order mark says so, or Latin-1 (Windows-1252) when the bytes are no UTF-8.
 * Offsets into the text are those of the editor's document, from which VS Code too takes the mark away.
 */
export function classifyText(bytes: Uint8Array): ClassifiedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return text(new TextDecoder('utf-16le').decode(bytes));
  if (first === 0xfe && second === 0xff) return text(new TextDecoder('utf-16be').decode(bytes));
  if (bytes.subarray(0, INSPECTED_BYTES).includes(0)) return { kind: 'binary' };
  try {
    return text(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return text(new TextDecoder('windows-1252').decode(bytes));
  }
}

function text(decoded: string): ClassifiedText {
  return { kind: 'text', text: decoded };
}
