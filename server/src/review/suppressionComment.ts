/** How a comment for Interlock is written at a place. */
export interface CommentStyle {
  readonly open: string;
  readonly close: string;
  /** 0-based line before which a comment for the whole file goes. */
  readonly fileLine: number;
}

const SQL: CommentStyle = { open: '-- ', close: '', fileLine: 0 };

/**
 * The comment that silences a rule for the statement at the offset, or for the file: SQL's own within SQL, be it in a
 * changelog, else that of the format. Null in JSON, which has none.
 */
export function commentStyleAt(path: string, text: string, offset: number | null): CommentStyle | null {
  const extension = /\.(xml|ya?ml|json)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return SQL;
  const isStructured =
    offset === null || /^(?:<\w|["']?\w+["']?[ \t]*:)/.test(text.slice(offset, offset + 200));
  if (extension === 'json') return null;
  if (!isStructured) return SQL;
  return extension === 'xml'
    ? { open: '<!-- ', close: ' -->', fileLine: prologLines(text) }
    : { open: '# ', close: '', fileLine: 0 };
}

/** The XML declaration has to stay first. */
function prologLines(text: string): number {
  if (!/^\uFEFF?<\?xml\b/.test(text)) return 0;
  const end = text.indexOf('?>');
  return end === -1 ? 0 : text.slice(0, end).split('\n').length;
}
