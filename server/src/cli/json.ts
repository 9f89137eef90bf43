import type { Target } from '../engines/engine.ts';
import type { LockNote, RangeChange } from '../engines/lockNote.ts';
import { estimateSeconds, lockRow, refusalText } from '../review/lockRow.ts';
import type { Finding, FixEdits, OperationReport, ReviewResult, StatementReport } from '../review/result.ts';
import { createLineIndex, type LineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import { INTERLOCK_VERSION } from '../version.ts';

/* The JSON of `check` and `explain`: stable and versioned; server/schema/ has its schema. */

/** 1-based line and column; columns count UTF-16 units. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
}

/** Gives positions in the files of a project, and the paths that users see. */
export interface Locator {
  lines(path: string): LineIndex;
  display(path: string): string;
}

/** A locator over texts of a project; line indexes are made once. */
export function createLocator(
  read: (path: string) => string | null,
  display: (path: string) => string,
): Locator {
  const indexes = new Map<string, LineIndex>();
  return {
    display,
    lines(path) {
      const index = indexes.get(path) ?? createLineIndex(read(path) ?? '');
      indexes.set(path, index);
      return index;
    },
  };
}

export function jsonPosition(locator: Locator, path: string, offset: number): JsonPosition {
  const { line, character } = locator.lines(path).positionAt(offset);
  return { line: line + 1, column: character + 1 };
}

function jsonRange(locator: Locator, path: string, span: Span): { start: JsonPosition; end: JsonPosition } {
  return { start: jsonPosition(locator, path, span.start), end: jsonPosition(locator, path, span.end) };
}

export function jsonTarget(target: Target): object {
  return { name: target.name, engine: target.engine, version: target.versionText };
}

export function jsonFile(result: ReviewResult, locator: Locator): object {
  return {
    path: locator.display(result.path),
    framework: result.framework,
    transaction: result.transaction,
    phase: result.phase ?? 'expand',
    statements: result.statements.length,
    read: result.read,
  };
}

export function jsonFinding(finding: Finding, locator: Locator): object {
  return {
    rule: finding.rule,
    category: finding.categories[0],
    severity: finding.severity,
    message: finding.message,
    path: locator.display(finding.path),
    ...jsonRange(locator, finding.path, finding.span),
    targets: finding.targets,
    related: finding.related.map(related => ({
      path: locator.display(related.path),
      ...jsonRange(locator, related.path, related.span),
      message: related.message,
    })),
    fixes: finding.fixes.flatMap(fix => {
      const built = fix.build();
      return built === null ? [] : [{ title: fix.title, kind: fix.kind, ...jsonEdits(built, locator) }];
    }),
    docs: `docs/rules/${finding.rule}.md`,
  };
}

function jsonEdits({ edits, creates, renames }: FixEdits, locator: Locator): object {
  return {
    edits: edits.map(({ path, span, newText }) => ({
      path: locator.display(path),
      ...jsonRange(locator, path, span),
      newText,
    })),
    creates: creates.map(({ path, text }) => ({ path: locator.display(path), text })),
    ...(renames === undefined
      ? {}
      : {
          renames: renames.map(({ from, to }) => ({ from: locator.display(from), to: locator.display(to) })),
        }),
  };
}

export function jsonStatement(result: ReviewResult, statement: StatementReport, locator: Locator): object {
  return {
    path: locator.display(result.path),
    ...jsonRange(locator, result.path, statement.span),
    sql: result.text.slice(statement.span.start, statement.span.end),
    inTransaction: statement.inTransaction,
    operations: statement.operations.map(operation => jsonOperation(result, operation, locator)),
  };
}

function jsonOperation(result: ReviewResult, report: OperationReport, locator: Locator): object {
  return {
    kind: report.operation.kind,
    object: report.object,
    ...jsonRange(locator, result.path, report.span),
    notes: report.notes.map(({ target, note }) => jsonNote(target, note)),
  };
}

function jsonNote(target: Target, note: LockNote): object {
  const relation =
    note.locks.find(lock => lock.role === 'target')?.relation ?? note.locks[0]?.relation ?? null;
  return {
    target: target.name,
    engine: target.engine,
    version: target.versionText,
    basis: note.basis,
    source: note.source,
    locks: note.locks.map(({ relation: name, mode }) => ({ relation: name, mode })),
    algorithm: note.algorithm,
    blocksReads: note.blocksReads,
    blocksWrites: note.blocksWrites,
    rewritesTable: note.rewritesTable,
    scansTable: note.scansTable,
    buildsIndex: note.buildsIndex,
    transactional: note.transactional,
    error: lockRow(target, note).refusal,
    duration: { class: note.duration, estimateSeconds: estimateSeconds(target, note, relation) },
    ...(note.changes === undefined
      ? {}
      : { changes: note.changes.map(change => jsonChange(target, change)) }),
  };
}

/** Where a range changes: the fields of the note that are others from this version on. */
function jsonChange(target: Target, { from, better, differs }: RangeChange): object {
  const { locks, refusal, duration, ...plain } = differs;
  return {
    from,
    better,
    ...plain,
    ...(locks === undefined ? {} : { locks: locks.map(({ relation, mode }) => ({ relation, mode })) }),
    ...(refusal === undefined
      ? {}
      : { error: refusal === null ? null : refusalText(refusal, target.engine) }),
    ...(duration === undefined ? {} : { duration }),
  };
}

export function toolName(): string {
  return `interlock ${INTERLOCK_VERSION}`;
}
