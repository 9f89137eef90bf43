/** The proof's results as text. */
import { CLAIMS } from './claims/index.ts';
import type { Verdict } from './prove.ts';

/** One fix of one case on one server. */
export interface Proof {
  readonly engine: string;
  readonly rule: string;
  /** As claims have it; `(refused)` for the refusal of the original by itself. */
  readonly fix: string;
  readonly name: string;
  readonly verdict: Verdict;
}

/** What is wrong: failed proofs, and claims that no case on any server has shown. */
export function failures(proofs: readonly Proof[], complete: boolean): readonly string[] {
  const failed = proofs.flatMap(({ engine, rule, fix, name, verdict }) =>
    verdict.kind === 'failed'
      ? [[`${engine}, ${name}: ${rule}: ${fix}`, ...verdict.why.map(why => `    ${why}`)].join('\n')]
      : [],
  );
  return complete ? [...failed, ...unshown(proofs)] : failed;
}

function unshown(proofs: readonly Proof[]): readonly string[] {
  const shown = new Set(
    proofs.filter(({ verdict }) => verdict.kind === 'proven').map(({ rule, fix }) => `${rule}: ${fix}`),
  );
  return Object.entries(CLAIMS).flatMap(([rule, claims]) =>
    'fixes' in claims
      ? claims.fixes
          .filter(({ notHere }) => notHere === undefined)
          .map(({ fix }) => `${rule}: ${fix}`)
          .filter(key => !shown.has(key))
          .map(key => `shown on no server: ${key}`)
      : [],
  );
}

export function summaryOf(engine: string, proofs: readonly Proof[]): string {
  const own = proofs.filter(proof => proof.engine === engine);
  const count = (kind: Verdict['kind']): number => own.filter(({ verdict }) => verdict.kind === kind).length;
  return `${engine}: ${count('proven')} proven, ${count('not-applicable')} not applicable, ${count('failed')} failed`;
}

export function reportOf(
  proofs: readonly Proof[],
  {
    unclaimed,
    unavailable,
    complete,
  }: {
    readonly unclaimed: readonly string[];
    readonly unavailable: readonly string[];
    readonly complete: boolean;
  },
): string {
  const lines: string[] = [];
  for (const { engine, name, fix, verdict } of proofs) {
    if (verdict.kind === 'proven')
      lines.push(`proven  ${engine}  ${name}: ${fix}: ${verdict.shown.join('; ')}`);
    if (verdict.kind === 'not-applicable') lines.push(`n/a     ${engine}  ${name}: ${fix}: ${verdict.why}`);
  }
  lines.push('', ...failures(proofs, complete).map(text => `FAILED  ${text}`));
  lines.push(...unclaimed.map(rule => `FAILED  ${rule}: no claim says what its fixes prove`));
  lines.push(...unavailable.map(reason => `not to be had: ${reason}`), '');
  for (const engine of new Set(proofs.map(proof => proof.engine))) lines.push(summaryOf(engine, proofs));
  return `${lines.join('\n')}\n`;
}
