import type { MeasuredCase } from '../measuredCase.ts';
import { BY_HASH, BY_RANGE, table } from './tables.ts';

const A = 'ALTER TABLE t ';
const C = 'ALTER TABLE t CLAUSE ';
const replaced = { rewrite: 'partitions get other table ids without a copy' };

const PARTITIONS: readonly MeasuredCase[] = [
  {
    name: 'partition by hash',
    setup: table(),
    statement: 'ALTER TABLE t CLAUSE PARTITION BY HASH(id) PARTITIONS 4',
  },
  { name: 'partition by range', setup: table(), statement: `ALTER TABLE t CLAUSE ${BY_RANGE.options}` },
  {
    name: 'remove partitioning',
    setup: table(BY_HASH),
    statement: 'ALTER TABLE t CLAUSE REMOVE PARTITIONING',
  },
  {
    name: 'add range partition',
    setup: table(BY_RANGE),
    statement: `${C}ADD PARTITION (PARTITION p2 VALUES LESS THAN (2000))`,
    skip: replaced,
  },
  {
    name: 'add hash partition',
    setup: table(BY_HASH),
    statement: `${C}ADD PARTITION PARTITIONS 1`,
    skip: replaced,
  },
  { name: 'drop partition', setup: table(BY_RANGE), statement: `${C}DROP PARTITION p0`, skip: replaced },
  {
    name: 'truncate partition',
    setup: table(BY_RANGE),
    statement: `${A}TRUNCATE PARTITION p0`,
    measure: 'plain',
    skip: replaced,
  },
  {
    name: 'coalesce partition',
    setup: table(BY_HASH),
    statement: `${C}COALESCE PARTITION 1`,
    skip: replaced,
  },
  {
    name: 'reorganize partition',
    setup: table(BY_RANGE),
    statement: `${C}REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (100), PARTITION p1b VALUES LESS THAN (1000))`,
    skip: replaced,
  },
  {
    name: 'rebuild partition',
    setup: table(BY_RANGE),
    statement: `${C}REBUILD PARTITION p0`,
    skip: replaced,
  },
  {
    name: 'optimize partition',
    setup: table(BY_RANGE),
    statement: `${A}OPTIMIZE PARTITION p0`,
    measure: 'plain',
  },
  {
    name: 'analyze partition',
    setup: table(BY_RANGE),
    statement: `${A}ANALYZE PARTITION p0`,
    measure: 'plain',
  },
  { name: 'check partition', setup: table(BY_RANGE), statement: `${A}CHECK PARTITION p0`, measure: 'plain' },
  {
    name: 'exchange partition',
    setup: [...table(BY_RANGE), 'CREATE TABLE x LIKE t', 'ALTER TABLE x REMOVE PARTITIONING'],
    statement: `${A}EXCHANGE PARTITION p0 WITH TABLE x`,
    measure: 'plain',
    skip: replaced,
  },
  {
    name: 'repair partition',
    setup: table(BY_RANGE),
    statement: `${A}REPAIR PARTITION p0`,
    measure: 'plain',
  },
  {
    name: 'exchange partition without validation',
    setup: [...table(BY_RANGE), 'CREATE TABLE x LIKE t', 'ALTER TABLE x REMOVE PARTITIONING'],
    statement: `${A}EXCHANGE PARTITION p0 WITH TABLE x WITHOUT VALIDATION`,
    measure: 'plain',
    skip: replaced,
  },
  {
    name: 'convert partition to table',
    setup: table(BY_RANGE),
    statement: `${A}CONVERT PARTITION p0 TO TABLE x`,
    engine: 'mariadb',
    measure: 'plain',
    skip: replaced,
  },
];

export const PARTITION_CASES: readonly MeasuredCase[] = PARTITIONS;
