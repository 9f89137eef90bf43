/** Migration histories in a folder: one folder per repository, with SQL files below. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Dialect } from '../../../server/src/syntax/dialect.ts';
import { splitFile } from '../../../server/src/syntax/splitter.ts';

export interface History {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

const ROLLBACK = /(?:^|[._/-])(?:down|rollback|undo|revert)(?:[._/-])/i;

export function historiesIn(folder: string): readonly History[] {
  return readdirSync(folder)
    .filter(name => statSync(join(folder, name)).isDirectory())
    .map(name => ({
      name: basename(name),
      files: [...sqlFiles(join(folder, name))]
        .filter(path => !ROLLBACK.test(relative(join(folder, name), path)))
        .map(path => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') })),
    }));
}

/** In the order of their names, numbers by value, as most tools run them. */
function* sqlFiles(folder: string): Iterable<string> {
  const names = readdirSync(folder).sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  for (const name of names) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sqlFiles(path);
    else if (name.endsWith('.sql')) yield path;
  }
}

/** What a server gets of a file. */
export function statementsIn(text: string, dialect: Dialect): readonly string[] {
  return splitFile(text, dialect)
    .pieces.filter(piece => piece.kind === 'sql')
    .map(piece => piece.sql);
}
