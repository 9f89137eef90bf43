/** All cases of a rule on one server. */
import { casePath, filesOf, reviewFile } from '../../unit/rules/support/reviewCase.ts';
import { type Bench, SetupFailed } from './bench.ts';
import {
  claimTitle,
  codesNamed,
  type FixClaim,
  isAbout,
  type RefusalClaim,
  type RuleClaims,
} from './claim.ts';
import { EXCEPTIONS } from './claims/exceptions.ts';
import { caseFor, casesOf } from './proofCases.ts';
import { type OriginalRun, proveFix, runOriginal, type Verdict } from './prove.ts';
import type { Proof } from './report.ts';

/** What a rule's findings say, and what its fixes claim, case by case. */
export async function proveRule(
  bench: Bench,
  rule: string,
  claims: RuleClaims | undefined,
): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  if (claims !== undefined && 'nothing' in claims) return proofs;
  for (const proofCase of casesOf(rule)) {
    const reviewCase = caseFor(proofCase, bench.target);
    if (reviewCase === null) continue;
    const add = (fix: string, verdict: Verdict): void => {
      proofs.push({ engine: bench.key, rule, fix, name: proofCase.name, verdict });
    };
    const { findings } = await reviewFile(reviewCase, filesOf(reviewCase), casePath(reviewCase));
    const own = findings.filter(finding => finding.rule === rule);
    if (own.length === 0) continue;
    const exception = EXCEPTIONS[proofCase.name];
    if (exception !== undefined) {
      add('', { kind: 'not-applicable', why: exception });
      continue;
    }
    const fixClaims = claims !== undefined && 'fixes' in claims ? claims.fixes : [];
    const refusal = claims !== undefined && 'fixes' in claims ? claims.refusal : undefined;
    const needed = neededOf(fixClaims, refusal);
    let original: OriginalRun;
    try {
      original = await runOriginal(bench, reviewCase, needed.repairs && reviewCase.baseline === null);
    } catch (error) {
      if (!(error instanceof SetupFailed)) throw error;
      add('', { kind: 'not-applicable', why: `no schema: ${error.message}` });
      continue;
    }
    // A statement with several faults is refused for any of them.
    const alarmed = new Map<number, string>();
    for (const { severity, statement, message } of own)
      if (severity === 'error' && refusal?.except?.test(message) !== true)
        alarmed.set(statement, `${alarmed.get(statement) ?? ''} ${message}`);
    if (refusal !== undefined && alarmed.size > 0)
      add('(refused)', refusalVerdict(bench, refusal, original, alarmed));
    for (const finding of own)
      for (const fix of finding.fixes) {
        const title = claimTitle(fix.title);
        const claim = fixClaims.find(candidate => isAbout(candidate, title));
        add(
          claim?.fix ?? title,
          claim === undefined
            ? { kind: 'failed', why: ['no claim says what this fix proves'] }
            : await proveOrSay(bench, reviewCase, original, fix, {
                rule,
                claim,
                message: alarmed.get(finding.statement) ?? finding.message,
              }),
        );
      }
  }
  return proofs;
}

async function proveOrSay(...input: Parameters<typeof proveFix>): Promise<Verdict> {
  try {
    return await proveFix(...input);
  } catch (error) {
    if (error instanceof SetupFailed) return { kind: 'not-applicable', why: `no schema: ${error.message}` };
    // A fix that cannot even be applied is a failure of that fix, and the others are proven all the same.
    if (error instanceof RangeError) return { kind: 'failed', why: [error.message] };
    throw error;
  }
}

/** A case whose statement is to be refused must not be helped. */
function neededOf(
  fixes: readonly FixClaim[],
  refusal: RefusalClaim | undefined,
): { readonly repairs: boolean } {
  return { repairs: refusal === undefined || fixes.length === 0 };
}

function refusalVerdict(
  bench: Bench,
  { refused }: RefusalClaim,
  { run, script }: OriginalRun,
  alarmed: ReadonlyMap<number, string>,
): Verdict {
  const codes = refused[bench.family] ?? [];
  if (run.refused === null)
    return { kind: 'failed', why: ['the server takes what the rule says would fail'] };
  const named = codesNamed(alarmed.get(script.statements.indexOf(run.refused.statement)) ?? '');
  if (named.length > 0 && !named.includes(run.refused.code))
    return {
      kind: 'failed',
      why: [`refused with ${run.refused.code}, but the message names ${named.join(', ')}`],
    };
  if (!alarmed.has(script.statements.indexOf(run.refused.statement)))
    return { kind: 'not-applicable', why: `another statement is refused first: ${run.refused.message}` };
  return codes.includes(run.refused.code)
    ? { kind: 'proven', shown: [`refused with ${run.refused.code}`] }
    : {
        kind: 'failed',
        why: [`refused with ${run.refused.code} ${run.refused.message}, not with ${codes.join(', ')}`],
      };
}
