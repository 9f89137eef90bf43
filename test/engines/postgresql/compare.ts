/** Holds a measurement against what the facts say. */
import { type LockNote, POSTGRESQL_LOCK_MODES } from '../../../server/src/engines/lockNote.ts';
import { DEFAULT_TARGET, type EngineCase } from './engineCase.ts';
import type { Measurement } from './measure.ts';

export type Verdict =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'not-measurable'; readonly why: string }
  | { readonly kind: 'disagrees'; readonly differences: readonly string[] };

/** SQLSTATE classes and codes that speak of the rows or of other objects, not of the statement. */
const ABOUT_DATA = /^(?:22(?!023)|23|42703|42804|42883|42704|42P01|3D|58)/;

/** Kinds of relations whose locks are held against each other besides the target. */
const TABLE_KINDS = 'rpvmf';
const INDEX_KINDS = 'iI';
const FELT = POSTGRESQL_LOCK_MODES.indexOf('SHARE UPDATE EXCLUSIVE');

/** `notes`: one for each operation, asked inside a transaction where the server allowed that. */
export function compare(
  engineCase: EngineCase,
  measured: Measurement,
  notes: readonly (LockNote | null)[],
  inTransaction: readonly (LockNote | null)[],
): Verdict {
  const refusals = inTransaction
    .flatMap(note => note?.refusal ?? [])
    .filter(refusal => refusal.code !== '25001');
  if (engineCase.beyond !== undefined)
    return { kind: 'not-measurable', why: `not told by the operation: ${engineCase.beyond}` };
  if (measured.refused !== null)
    return compareRefusal(
      measured,
      refusals.map(refusal => refusal.code),
    );
  const known = notes.flatMap(note => note ?? []);
  if (known.length === 0) return { kind: 'not-measurable', why: 'a statement without a lock note' };

  const target = engineCase.target ?? DEFAULT_TARGET;
  const differences: string[] = [];
  const differ = (what: string, server: string | boolean, facts: string | boolean): void => {
    if (server !== facts) differences.push(`${what}: server ${server}, facts ${facts}`);
  };
  if (refusals.length > 0) differ('refused', 'no', refusals[0]?.code ?? '');
  const refusedInTransaction = inTransaction.some(note => note?.refusal?.code === '25001');
  differ('allowed in a transaction', measured.transactional, !refusedInTransaction);
  differ(`lock on ${target}`, modeName(measured.locks.get(target)), predictedMode(known, target));
  for (const relation of new Set([
    ...measured.locks.keys(),
    ...known.flatMap(note => note.locks.map(lock => lock.relation)),
  ])) {
    const kind = measured.kinds.get(relation) ?? 'r';
    // Whoever finds the table locked never gets to its indexes.
    const isHidden =
      INDEX_KINDS.includes(kind) &&
      (!measured.transactional || measured.locks.get(target) === 'AccessExclusiveLock');
    if (relation === target || isHidden || !`${TABLE_KINDS}${INDEX_KINDS}S`.includes(kind)) continue;
    const [server, facts] = [modeName(measured.locks.get(relation)), predictedMode(known, relation)];
    const isSeen = measured.kinds.has(relation);
    const isAside = known.some(note =>
      note.locks.some(
        lock => lock.relation === relation && (lock.role === 'index' || lock.role === 'sequence'),
      ),
    );
    // A lock that is held for a moment only can be missed.
    if ((!isSeen && isAside) || (server === 'none' && !measured.transactional)) continue;
    if (Math.max(rank(server), rank(facts)) >= FELT) differ(`lock on ${relation}`, server, facts);
  }
  differ(
    'blocks reads',
    measured.blocksReads,
    known.some(note => note.blocksReads),
  );
  differ(
    'blocks writes',
    measured.blocksWrites,
    known.some(note => note.blocksWrites),
  );
  if (measured.rows > 0) {
    differ(
      'rewrites',
      measured.rewritesTable,
      known.some(note => note.rewritesTable),
    );
    differ(
      'scans',
      measured.scansTable,
      known.some(note => note.scansTable),
    );
  }
  differ(
    'builds an index',
    measured.buildsIndex,
    known.some(note => note.buildsIndex),
  );
  return differences.length === 0 ? { kind: 'agrees' } : { kind: 'disagrees', differences };
}

function compareRefusal(measured: Measurement, codes: readonly string[]): Verdict {
  const refused = measured.refused ?? '';
  if (codes.includes(refused)) return { kind: 'agrees' };
  if (ABOUT_DATA.test(refused)) return { kind: 'not-measurable', why: `refused: ${measured.message}` };
  return {
    kind: 'disagrees',
    differences: [`refused: server ${refused} (${measured.message}), facts ${codes.join(', ') || 'no'}`],
  };
}

function predictedMode(notes: readonly LockNote[], relation: string): string {
  const ranks = notes.flatMap(note =>
    note.locks.filter(lock => lock.relation === relation).map(lock => rank(lock.mode)),
  );
  return POSTGRESQL_LOCK_MODES[Math.max(-1, ...ranks)] ?? 'none';
}

function rank(mode: string): number {
  return POSTGRESQL_LOCK_MODES.findIndex(known => known === mode);
}

/** `AccessExclusiveLock` as `ACCESS EXCLUSIVE`. */
export function modeName(lock: string | undefined): string {
  if (lock === undefined) return 'none';
  return lock
    .replace(/Lock$/, '')
    .replace(/(?<!^)([A-Z])/g, ' $1')
    .toUpperCase();
}
