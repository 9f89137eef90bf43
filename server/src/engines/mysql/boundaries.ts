import { compareVersions, type EngineVersion, version } from '../engine.ts';
import type { MysqlEngine } from './factRow.ts';
import { FACT_ROWS } from './rows/index.ts';

/** Versions from which on the grammar knows more or a limit is another; those of the fact rows come on top. */
const FURTHER: Readonly<Record<MysqlEngine, readonly EngineVersion[]>> = {
  mysql: [
    version(5, 7, 8),
    version(8),
    version(8, 0, 3),
    version(8, 0, 12),
    version(8, 0, 13),
    version(8, 0, 16),
    version(8, 0, 19),
    version(8, 0, 23),
    version(8, 0, 29),
    version(8, 4),
    version(9),
    version(9, 1),
  ],
  mariadb: [
    version(10, 3),
    version(10, 5),
    version(10, 5, 2),
    version(10, 6),
    version(10, 7),
    version(10, 10),
    version(11, 2),
    version(11, 4),
    version(11, 5),
    version(11, 6),
    version(11, 7),
    version(12, 3),
  ],
};

/** Versions at which an answer can change, oldest first: where a range must be looked at. */
export function boundariesOf(engine: MysqlEngine): readonly EngineVersion[] {
  return BOUNDARIES[engine];
}

const BOUNDARIES: Readonly<Record<MysqlEngine, readonly EngineVersion[]>> = {
  mysql: collect('mysql'),
  mariadb: collect('mariadb'),
};

function collect(engine: MysqlEngine): readonly EngineVersion[] {
  const rows = FACT_ROWS.filter(row => row.engine === engine && row.from.major > 0).map(row => row.from);
  const sorted = [...rows, ...FURTHER[engine]].sort(compareVersions);
  return sorted.filter(
    (candidate, index) => index === 0 || compareVersions(candidate, sorted[index - 1] ?? candidate) !== 0,
  );
}
