/** A template tag for SQL: the literal parts are keywords and take the author's letter case, the rest stays as it is. */
export type SqlWriter = (keywords: TemplateStringsArray, ...names: readonly (string | number)[]) => string;

const FIRST_WORD = /[A-Za-z]+/;

/** Writes keywords as `sample` does, which is in lower case when its first word is. */
export function sqlWriter(sample: string): SqlWriter {
  const first = FIRST_WORD.exec(sample)?.[0] ?? '';
  const lower = first !== '' && first === first.toLowerCase();
  return (keywords, ...names) =>
    keywords.reduce(
      (text, part, index) => text + (lower ? part.toLowerCase() : part) + (names[index] ?? ''),
      '',
    );
}
