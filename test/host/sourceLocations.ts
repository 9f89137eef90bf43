/** Turns positions in a bundled suite back into positions in the test files. */
import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename, dirname, relative, resolve } from 'node:path';

/** Rewrites a piece of output. Frames of stack traces that lie in a dependency are left out. */
export type Relocate = (text: string) => string;

/**
 * Reads the source map beside a bundle. The web extension host puts the bundle into a function, whose head takes
 * `linesBefore` lines.
 */
export async function relocator(bundle: string, linesBefore = 0): Promise<Relocate> {
  const payload: SourceMapPayload = JSON.parse(await readFile(`${bundle}.map`, 'utf8'));
  const map = new SourceMap(payload);
  const position = new RegExp(
    `[^\\s()]*/${basename(bundle).replaceAll('.', '\\.')}(?:#[\\w-]+)?:(\\d+):(\\d+)`,
    'g',
  );
  const original = (line: string, column: string): string | undefined => {
    const entry = map.findEntry(Number(line) - 1 - linesBefore, Number(column) - 1);
    if (!('originalSource' in entry)) return undefined;
    const file = relative(process.cwd(), resolve(dirname(bundle), entry.originalSource));
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
  const relocateFrame = (line: string): string | undefined => {
    const changed = line.replaceAll(
      position,
      (found, row: string, column: string) => original(row, column) ?? found,
    );
    const noise = /^\s*at .*node_modules\//.test(changed) || /^\s*at .*\(?node:internal\//.test(changed);
    return noise ? undefined : changed;
  };
  return text => {
    if (!text.includes(basename(bundle))) return text;
    return text.split('\n').map(relocateFrame).filter(isKept).join('\n');
  };
}

function isKept(line: string | undefined): line is string {
  return line !== undefined;
}
