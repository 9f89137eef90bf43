import type { StatementReader } from '../../server/src/operations/reader.ts';
import type { ReadLevel } from '../../server/src/operations/statementSyntax.ts';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import { splitFile } from '../../server/src/syntax/splitter.ts';
import { statementKind } from './statementKind.ts';
import { unknownItems } from './unknownItems.ts';

/** A migration and the dialect in which it is read. */
export interface CorpusFile {
  readonly path: string;
  readonly text: string;
  readonly dialect: Dialect;
}

export type LevelCounts = Readonly<Record<ReadLevel, number>>;

export interface KindReport {
  readonly kind: string;
  readonly statements: number;
  readonly levels: LevelCounts;
}

/** Something that could not be read, how often, and the first place. */
export interface UnknownItem {
  readonly kind: string;
  readonly level: ReadLevel;
  readonly item: string;
  readonly count: number;
  readonly example: string;
}

export interface DialectReport {
  readonly dialect: Dialect;
  readonly files: number;
  readonly statements: number;
  readonly all: LevelCounts;
  /** CREATE, ALTER, DROP, RENAME, TRUNCATE and COMMENT. */
  readonly ddl: LevelCounts;
  readonly kinds: readonly KindReport[];
  readonly unknown: readonly UnknownItem[];
  /** Readers never throw; what they threw nevertheless, with its place. */
  readonly failures: readonly string[];
}

/** How much of a corpus is read; the same for the same files in whatever order they come. */
export interface CorpusReport {
  readonly dialects: readonly DialectReport[];
}

const DIALECTS: readonly Dialect[] = ['postgresql', 'mysql', 'mariadb'];

/** Reads every statement of the files. `readerOf` must have a reader for every dialect among them. */
export function corpusReport(
  files: readonly CorpusFile[],
  readerOf: (dialect: Dialect) => StatementReader,
): CorpusReport {
  const sorted = [...files].sort((first, second) => compare(first.path, second.path));
  return {
    dialects: DIALECTS.flatMap(dialect => {
      const own = sorted.filter(file => file.dialect === dialect);
      return own.length === 0 ? [] : [dialectReport(dialect, own, readerOf(dialect))];
    }),
  };
}

function dialectReport(
  dialect: Dialect,
  files: readonly CorpusFile[],
  reader: StatementReader,
): DialectReport {
  const all = noCounts();
  const ddl = noCounts();
  const kinds = new Map<string, Record<ReadLevel, number>>();
  const unknown = new Map<string, { -readonly [Key in keyof UnknownItem]: UnknownItem[Key] }>();
  const failures: string[] = [];
  for (const { path, text } of files) {
    for (const piece of splitFile(text, dialect).pieces) {
      if (piece.kind !== 'sql') continue;
      const kind = statementKind(piece.sql);
      const place = (): string => `${path}:${lineAt(text, piece.span.start)}`;
      try {
        const syntax = reader.read(piece.sql);
        const counts = kinds.get(kind.name) ?? noCounts();
        kinds.set(kind.name, counts);
        counts[syntax.level]++;
        all[syntax.level]++;
        if (kind.isDdl) ddl[syntax.level]++;
        for (const item of unknownItems(piece.sql, syntax)) {
          const key = `${kind.name}\n${syntax.level}\n${item}`;
          const known = unknown.get(key);
          if (known === undefined) {
            unknown.set(key, { kind: kind.name, level: syntax.level, item, count: 1, example: place() });
          } else known.count++;
        }
      } catch (error) {
        failures.push(`${place()}: ${String(error)}`);
      }
    }
  }
  return {
    dialect,
    files: files.length,
    statements: sum(all),
    all,
    ddl,
    kinds: [...kinds]
      .map(([kind, levels]) => ({ kind, statements: sum(levels), levels }))
      .sort((first, second) => second.statements - first.statements || compare(first.kind, second.kind)),
    unknown: [...unknown.values()].sort(
      (first, second) =>
        second.count - first.count || compare(first.kind, second.kind) || compare(first.item, second.item),
    ),
    failures,
  };
}

export function sum({ full, partial, head, opaque }: LevelCounts): number {
  return full + partial + head + opaque;
}

function noCounts(): Record<ReadLevel, number> {
  return { full: 0, partial: 0, head: 0, opaque: 0 };
}

/** The line, from 1, that holds an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** By code units, so that no locale changes the order. */
function compare(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
