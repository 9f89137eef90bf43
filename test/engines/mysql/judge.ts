/** Holds the facts against what a server did. */

import type { Catalog } from '../../../server/src/catalog/catalog.ts';
import type { Target } from '../../../server/src/engines/engine.ts';
import type { LockNote } from '../../../server/src/engines/lockNote.ts';
import { expect, replay } from './expectation.ts';
import { type Measurement, type Run, withClauses } from './measure.ts';
import type { MeasuredCase } from './measuredCase.ts';

export interface Verdict {
  readonly name: string;
  /** What differs, one line each; empty when everything that could be compared agrees. */
  readonly differences: readonly string[];
  /** Comparisons that were made. */
  readonly compared: number;
  readonly skipped: readonly string[];
}

export function judge(target: Target, measured: MeasuredCase, measurement: Measurement): Verdict {
  const before = replay(target, [...measured.setup, ...(measured.session ?? [])]);
  const comparison = new Comparison();
  const { note, readFully } = expect(target, before, withClauses(measured, ''));
  if (!readFully) comparison.differ('the reader does not know the statement');
  if (note === null) {
    comparison.differ('the facts know no note for the statement');
  } else {
    compareErrors(comparison, measured, measurement.plain, note);
    if (measurement.plain.error === null) compareWork(comparison, measured, measurement, note);
  }
  for (const run of measurement.clauses) compareClause(comparison, target, before, measured, run);
  return comparison.verdict(measured.name);
}

function compareErrors(comparison: Comparison, measured: MeasuredCase, run: Run, note: LockNote): void {
  if (measured.skip?.refusal !== undefined) comparison.skip(measured.skip.refusal);
  else comparison.same('refused', codeOf(run), note.refusal?.code ?? 'no');
}

function compareWork(
  comparison: Comparison,
  measured: MeasuredCase,
  measurement: Measurement,
  note: LockNote,
): void {
  const { plain, algorithm, lock } = measurement;
  if (measured.skip?.rewrite !== undefined) comparison.skip(measured.skip.rewrite);
  else comparison.same('rewrite', String(plain.copied || plain.rebuilt), String(note.rewritesTable));
  if (plain.copied && note.algorithm !== null && measured.skip?.rewrite === undefined)
    comparison.same('algorithm', 'COPY', note.algorithm);
  if (algorithm === null) return;
  // A clause that is accepted and then copied says nothing about what is possible.
  const accepted = plain.copied ? 'COPY' : algorithm;
  comparison.same('algorithm', accepted, note.algorithm ?? 'none');
  const own = note.locks.find(held => held.role === 'target')?.mode ?? 'NONE';
  if (measured.skip?.lock !== undefined) comparison.skip(measured.skip.lock);
  // MySQL takes no LOCK with INSTANT, so that nothing can be read off.
  else if (lock === null) comparison.skip('no LOCK is accepted with this algorithm');
  else comparison.same('lock', lock, own);
}

function compareClause(
  comparison: Comparison,
  target: Target,
  before: Catalog,
  measured: MeasuredCase,
  run: Run,
): void {
  if (measured.skip?.refusal !== undefined) return;
  const { note } = expect(target, before, withClauses(measured, run.clauses));
  if (note !== null) comparison.same(`refused with ${run.clauses}`, codeOf(run), note.refusal?.code ?? 'no');
}

function codeOf(run: Run): string {
  return run.error === null ? 'no' : String(run.error.code);
}

class Comparison {
  readonly #differences: string[] = [];
  readonly #skipped: string[] = [];
  #compared = 0;

  same(what: string, server: string, facts: string): void {
    this.#compared++;
    if (server !== facts) this.#differences.push(`${what}: server ${server}, facts ${facts}`);
  }

  differ(text: string): void {
    this.#compared++;
    this.#differences.push(text);
  }

  skip(reason: string): void {
    this.#skipped.push(reason);
  }

  verdict(name: string): Verdict {
    return { name, differences: this.#differences, compared: this.#compared, skipped: this.#skipped };
  }
}
