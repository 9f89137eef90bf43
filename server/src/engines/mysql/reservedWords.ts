import { type EngineVersion, isAtLeast, type Target, version } from '../engine.ts';

/**
 * Words that became reserved with a release: before it they could be names without quotes. Words that were reserved
 * all along are left out, since no server ever took them.
 */
interface ReservedRow {
  readonly since: EngineVersion;
  readonly words: readonly string[];
  readonly source: string;
}

const MY80 = 'MySQL Server Version Reference, "Keywords and Reserved Words in MySQL 8.0"';
// MANUAL and PARALLEL are on the same list, but MySQL 9.7.4 takes both as names (measured).
const MY84 = 'MySQL 8.4 manual, "What Is New in MySQL 8.4 since MySQL 8.0", New Keywords; measured on 9.7.4';
const MA = 'MariaDB documentation, "Reserved Words"; measured on 10.11 and 11.8';

const ROWS: Readonly<Record<'mysql' | 'mariadb', readonly ReservedRow[]>> = {
  mysql: [
    { since: version(8, 0, 1), words: ['cube', 'function', 'grouping', 'of', 'recursive'], source: MY80 },
    {
      since: version(8, 0, 2),
      words: [
        'cume_dist',
        'dense_rank',
        'first_value',
        'groups',
        'lag',
        'last_value',
        'lead',
        'nth_value',
        'ntile',
        'over',
        'percent_rank',
        'rank',
        'row',
        'row_number',
        'rows',
        'window',
      ],
      source: MY80,
    },
    { since: version(8, 0, 3), words: ['except', 'system'], source: MY80 },
    { since: version(8, 0, 4), words: ['empty', 'json_table'], source: MY80 },
    { since: version(8, 0, 14), words: ['lateral'], source: MY80 },
    { since: version(8, 0, 31), words: ['intersect'], source: MY80 },
    { since: version(8, 4), words: ['qualify', 'tablesample'], source: MY84 },
  ],
  mariadb: [
    { since: version(10, 3), words: ['except', 'intersect'], source: MA },
    { since: version(10, 6), words: ['offset'], source: MA },
    { since: version(10, 7), words: ['row_number'], source: MA },
    { since: version(11, 7), words: ['vector'], source: MA },
  ],
};

const ANY_WORD = new RegExp(
  `\\b(?:${Object.values(ROWS)
    .flatMap(rows => rows.flatMap(({ words }) => words))
    .join('|')})\\b`,
  'i',
);

/** A quick look: false for a text without any word that {@link reservedSince} knows. */
export function mayHoldReservedWord(text: string): boolean {
  return ANY_WORD.test(text);
}

/** The release of the target's line from which on it takes the word for its own; null when it takes it as a name. */
export function reservedSince({ engine, newestVersion }: Target, word: string): EngineVersion | null {
  if (engine === 'postgresql') return null;
  const row = ROWS[engine].find(({ words }) => words.includes(word.toLowerCase()));
  return row !== undefined && isAtLeast(newestVersion, row.since) ? row.since : null;
}
