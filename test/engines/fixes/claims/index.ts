import type { RuleClaims } from '../claim.ts';
import { COMPATIBILITY_CLAIMS } from './compatibilityClaims.ts';
import { FAILURE_CLAIMS } from './failureClaims.ts';
import { HYGIENE_CLAIMS } from './hygieneClaims.ts';
import { LOCKING_CLAIMS } from './lockingClaims.ts';

/** By rule id. A rule that is not here fails the proof. */
export const CLAIMS: Readonly<Record<string, RuleClaims>> = {
  ...LOCKING_CLAIMS,
  ...COMPATIBILITY_CLAIMS,
  ...FAILURE_CLAIMS,
  ...HYGIENE_CLAIMS,
};
