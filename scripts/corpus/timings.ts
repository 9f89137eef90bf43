import type { StatementReader } from '../../server/src/operations/reader.ts';
import type { Dialect } from '../../server/src/syntax/dialect.ts';
import { splitFile } from '../../server/src/syntax/splitter.ts';
import { type CorpusFile, lineAt } from './report.ts';

export interface SlowStatement {
  readonly place: string;
  /** Milliseconds of processor time, the least of several readings, so that the collector's pauses do not count. */
  readonly milliseconds: number;
  readonly units: number;
}

export interface DialectTimings {
  readonly dialect: Dialect;
  readonly statements: number;
  /** Milliseconds of processor time for splitting and reading every file once, after a warm-up. */
  readonly milliseconds: number;
  readonly statementsPerSecond: number;
  readonly slowest: readonly SlowStatement[];
}

/** Passes over all files before one is timed: so long V8 goes on compiling reader and grammar. */
const WARM_UP_PASSES = 2;
const SLOW_MILLISECONDS = 2;
const REPEATS = 4;
const MOST_SHOWN = 10;

/** Measures what differs from run to run and is therefore kept out of the report. */
export function corpusTimings(
  files: readonly CorpusFile[],
  readerOf: (dialect: Dialect) => StatementReader,
): DialectTimings[] {
  return [...new Set(files.map(file => file.dialect))].sort().map(dialect => {
    const own = files.filter(file => file.dialect === dialect);
    const reader = readerOf(dialect);
    warmUp(own, reader);
    const started = process.cpuUsage();
    let statements = 0;
    for (const { text } of own) {
      for (const piece of splitFile(text, dialect).pieces) {
        if (piece.kind !== 'sql') continue;
        reader.read(piece.sql);
        statements++;
      }
    }
    const milliseconds = since(started);
    return {
      dialect,
      statements,
      milliseconds,
      statementsPerSecond: Math.round((statements * 1000) / milliseconds),
      slowest: slowestStatements(own, reader),
    };
  });
}

function warmUp(files: readonly CorpusFile[], reader: StatementReader): void {
  for (let pass = 0; pass < WARM_UP_PASSES; pass++) {
    for (const { text } of files)
      for (const piece of splitFile(text, reader.dialect).pieces)
        if (piece.kind === 'sql') reader.read(piece.sql);
  }
}

function slowestStatements(files: readonly CorpusFile[], reader: StatementReader): SlowStatement[] {
  const slow: SlowStatement[] = [];
  for (const { path, text } of files) {
    for (const { kind, sql, span } of splitFile(text, reader.dialect).pieces) {
      if (kind !== 'sql') continue;
      const started = performance.now();
      reader.read(sql);
      if (performance.now() - started < SLOW_MILLISECONDS) continue;
      const milliseconds = Math.min(...Array.from({ length: REPEATS }, () => timed(reader, sql)));
      slow.push({ place: `${path}:${lineAt(text, span.start)}`, milliseconds, units: sql.length });
    }
  }
  return slow.sort((first, second) => second.milliseconds - first.milliseconds).slice(0, MOST_SHOWN);
}

function timed(reader: StatementReader, sql: string): number {
  const started = process.cpuUsage();
  reader.read(sql);
  return since(started);
}

function since(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
