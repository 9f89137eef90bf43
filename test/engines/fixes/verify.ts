/**
 * Holds every rule's fixes against real servers.
 *
 *     tsx test/engines/fixes/verify.ts [--engines postgresql-16,mariadb-11.8] [--only RULE,RULE] [--report FILE]
 *
 * Exit codes: 0 all proven, 1 something is not (or a rule has no claim), 3 a server cannot be had here.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../../server/src/rules/index.ts';
import { EngineUnavailable } from '../mysql/engineCache.ts';
import { EnginesUnavailable } from '../postgresql/packages.ts';
import type { Bench } from './bench.ts';
import { CLAIMS } from './claims/index.ts';
import { openMysqlBench } from './mysql/mysqlBench.ts';
import { openPostgresqlBench } from './postgresql/postgresqlBench.ts';
import { failures, type Proof, reportOf, summaryOf } from './report.ts';
import { proveRule } from './ruleProofs.ts';

const ENGINES = ['postgresql-12', 'postgresql-16', 'postgresql-18', 'mariadb-11.8', 'mysql-9.7'];
const UNAVAILABLE_EXIT_CODE = 3;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      engines: { type: 'string', default: ENGINES.join(',') },
      only: { type: 'string', default: '' },
      report: { type: 'string', default: join(import.meta.dirname, '../../../.cache/engines/fixes.txt') },
    },
  });
  const meant = rules.filter(({ metadata }) =>
    values.only.split(',').some(part => metadata.id.includes(part)),
  );
  const unclaimed = meant
    .filter(({ metadata }) => CLAIMS[metadata.id] === undefined)
    .map(({ metadata }) => metadata.id);
  const proofs: Proof[] = [];
  const unavailable: string[] = [];
  for (const key of values.engines.split(',')) {
    let bench: Bench;
    try {
      bench = await openBench(key);
    } catch (error) {
      if (!(error instanceof EngineUnavailable || error instanceof EnginesUnavailable)) throw error;
      unavailable.push(`${key}: ${error.message}`);
      continue;
    }
    try {
      for (const { metadata } of meant) {
        const own = await proveRule(bench, metadata.id, CLAIMS[metadata.id]);
        proofs.push(...own);
        // Said at once: a whole run takes half an hour.
        for (const failure of failures(own, false)) process.stderr.write(`${failure}\n`);
      }
    } finally {
      await bench.close();
    }
    process.stderr.write(`${summaryOf(key, proofs)}\n`);
  }
  const complete = values.only === '' && ENGINES.every(key => values.engines.split(',').includes(key));
  const report = reportOf(proofs, { unclaimed, unavailable, complete });
  process.stdout.write(report);
  await mkdir(dirname(values.report), { recursive: true });
  await writeFile(values.report, report);
  if (unclaimed.length > 0 || failures(proofs, complete).length > 0) return 1;
  return unavailable.length > 0 ? UNAVAILABLE_EXIT_CODE : 0;
}

function openBench(key: string): Promise<Bench> {
  const postgresql = /^postgresql-(\d+)$/.exec(key);
  return postgresql === null ? openMysqlBench(key) : openPostgresqlBench(Number(postgresql[1]));
}

process.exitCode = await main();
