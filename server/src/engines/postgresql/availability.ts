import type { Operation } from '../../operations/operation.ts';
import type { FactQuestion, Refusal } from '../lockNote.ts';
import { BAD_PARAMETER, FEATURES } from './features.ts';
import { PARAMETER_SINCE } from './storageParameters.ts';

/** The refusal of a server that is too old for something in the operation; null when it knows all of it. */
export function refusedAsTooNew(question: FactQuestion, major: number): Refusal | null {
  const { operation } = question;
  const missing: { readonly since: number; readonly code: string }[] = FEATURES.filter(
    feature => feature.since > major && feature.isUsed(operation, question),
  );
  const parameter = newestParameter(operation);
  if (parameter > major) missing.push({ since: parameter, code: BAD_PARAMETER });
  const [first] = missing;
  if (first === undefined) return null;
  return {
    code: first.code,
    reason: 'needs-newer-version',
    since: String(Math.max(...missing.map(feature => feature.since))),
  };
}

/** The first major that knows everything in the operation; 0 when that is older than 10. */
export function availableSince(question: FactQuestion): number {
  const { operation } = question;
  const used = FEATURES.filter(feature => feature.isUsed(operation, question)).map(feature => feature.since);
  return Math.max(0, newestParameter(operation), ...used);
}

function newestParameter(operation: Operation): number {
  if (operation.kind !== 'SetStorageParameters' || operation.reset) return 0;
  return Math.max(
    0,
    ...operation.parameters.map(
      parameter => PARAMETER_SINCE[parameter.value.toLowerCase().replace(/^toast\./, '')] ?? 0,
    ),
  );
}
