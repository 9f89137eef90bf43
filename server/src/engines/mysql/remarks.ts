import type { EngineVersion } from '../engine.ts';
import type { VersionRemark } from '../lockNote.ts';
import type { FactRow, MysqlEngine } from './factRow.ts';
import { algorithmCost, lockCost, type Outcome } from './outcome.ts';
import { type FactId, rowsOf } from './rows/index.ts';

/** `8.0.12`; `10.4` and `9.0` where the patch is 0. */
export function versionText(version: EngineVersion): string {
  return version.patch === 0
    ? `${version.major}.${version.minor}`
    : `${version.major}.${version.minor}.${version.patch}`;
}

/** How the answer changed from version to version, oldest first. */
export function remarksOn(fact: FactId, engine: MysqlEngine): readonly VersionRemark[] {
  const rows = rowsOf(fact, engine);
  return rows.flatMap((row, index) => {
    const former = rows[index - 1];
    return former === undefined ? [] : remarksBetween(former, row);
  });
}

function remarksBetween(former: FactRow<FactId>, row: FactRow<FactId>): readonly VersionRemark[] {
  const at = versionText(row.from);
  const change = changeBetween(former.outcome, row.outcome);
  return change === null ? [] : [{ version: at, change }];
}

function changeBetween(former: Outcome, now: Outcome): VersionRemark['change'] | null {
  if (now.algorithm === 'INSTANT' && former.algorithm !== 'INSTANT') return 'instant';
  if (algorithmCost(now.algorithm) < algorithmCost(former.algorithm)) return 'in-place';
  if (now.algorithm === 'COPY' && former.algorithm === 'COPY' && lockCost(now.lock) < lockCost(former.lock))
    return 'online-copy';
  if (now.rewrites !== former.rewrites) return now.rewrites ? 'rewrite' : 'no-rewrite';
  if (former.scans && !now.scans) return 'no-scan';
  if (lockCost(now.lock) !== lockCost(former.lock))
    return lockCost(now.lock) < lockCost(former.lock) ? 'weaker-lock' : 'stronger-lock';
  return null;
}
