import { isDeepStrictEqual } from 'node:util';
import type { StatementReader } from '../../server/src/operations/reader.ts';
import { createFileReader } from '../../server/src/review/readFile.ts';
import { type EditKind, editText, type Random } from './randomEdits.ts';
import type { CorpusFile } from './report.ts';

/** An edit after which reading on differs from reading afresh, or throws. */
export interface IncrementalFailure {
  readonly path: string;
  readonly kind: EditKind;
  readonly before: string;
  readonly after: string;
  readonly problem: string;
}

export interface EditsDone {
  readonly edits: number;
  /** Null when every edit held; otherwise the first that did not, behind which nothing more was tried. */
  readonly failure: IncrementalFailure | null;
}

/** Longer texts are taken back to where they began, so that insertions do not pile up. */
const MOST_GROWTH = 4000;

/**
 * Edits a file again and again, reads it each time as the editor does (only what changed), and compares with a reading
 * of the whole text by somebody who never saw the text before.
 */
export function editRepeatedly(
  { path, text: original }: CorpusFile,
  reader: StatementReader,
  random: Random,
  edits: number,
): EditsDone {
  const incremental = createFileReader(reader);
  let text = original;
  incremental.read(path, text);
  for (let done = 0; done < edits; done++) {
    const isGrown = Math.abs(text.length - original.length) > MOST_GROWTH;
    const edited = isGrown ? { kind: 'delete much' as const, text: original } : editText(text, random);
    const problem = differenceAfter(path, edited.text, incremental, reader);
    if (problem !== null) {
      const failure = { path, kind: edited.kind, before: text, after: edited.text, problem };
      return { edits: done + 1, failure };
    }
    ({ text } = edited);
  }
  return { edits, failure: null };
}

function differenceAfter(
  path: string,
  text: string,
  incremental: ReturnType<typeof createFileReader>,
  reader: StatementReader,
): string | null {
  try {
    const kept = incremental.read(path, text);
    const fresh = createFileReader(reader).read(path, text);
    if (!isDeepStrictEqual(kept.split, fresh.split)) return 'the text is cut differently';
    if (!isDeepStrictEqual(kept.statements, fresh.statements)) return 'a statement is read differently';
    return null;
  } catch (error) {
    return `threw ${String(error)}`;
  }
}
