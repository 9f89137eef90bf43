/** Breaks text at blanks so that no line is longer than `width`, as far as words allow. Back-quoted names stay whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Paints what stands in back quotes and keeps the quotes away. */
export function inlineCode(text: string, paint: (code: string) => string): string {
  return text.replace(/`([^`]+)`/g, (_whole, code: string) => paint(code));
}
