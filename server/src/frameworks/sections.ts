import type { Dialect } from '../syntax/dialect.ts';
import type { FileLayout, Section, TransactionMode } from './framework.ts';

/** Where a section begins. */
export interface SectionStart {
  readonly at: number;
  readonly direction: Section['direction'];
  readonly transaction: TransactionMode;
}

/**
 * Each section reaches from its mark to the next one; what stands before the first mark belongs to the first.
 * A text without marks is one up section.
 */
export function sectionsFrom(
  starts: readonly SectionStart[],
  length: number,
  unmarked: TransactionMode,
): readonly Section[] {
  if (starts.length === 0) return [wholeFile('up', length, unmarked)];
  return starts.map(({ at, direction, transaction }, index) => ({
    direction,
    span: { start: index === 0 ? 0 : at, end: starts[index + 1]?.at ?? length },
    transaction,
  }));
}

export function wholeFile(
  direction: Section['direction'],
  length: number,
  transaction: TransactionMode,
): Section {
  return { direction, span: { start: 0, end: length }, transaction };
}

const STRENGTH: Readonly<Record<TransactionMode, number>> = { none: 0, statement: 1, file: 2 };

/** How a file with these sections is run. A file without up sections is reported by its other ones. */
export function layoutOf(
  sections: readonly Section[],
  options: { readonly oneString: boolean; readonly repeatable?: boolean },
): FileLayout {
  const ups = sections.filter(section => section.direction === 'up');
  const transaction = (ups.length === 0 ? sections : ups)
    .map(section => section.transaction)
    .reduce((best, mode) => (STRENGTH[mode] > STRENGTH[best] ? mode : best), 'none');
  return { sections, transaction, oneString: options.oneString, repeatable: options.repeatable ?? false };
}

/** Inside a transaction that the tool opens: on MySQL and MariaDB every DDL statement commits it all the same. */
export function wrapped(dialect: Dialect): TransactionMode {
  return dialect === 'postgresql' ? 'file' : 'statement';
}
