import type { Span } from '../text/span.ts';
import { inverseStatements } from './fixes/inverse.ts';
import { plan } from './fixes/site.ts';
import {
  type FileFindingDraft,
  type FixDraft,
  fileRule,
  type OperationContext,
  type ReviewedFile,
} from './rule.ts';
import { saysIrreversible } from './subject/irreversible.ts';
import { code, listed } from './subject/wording.ts';

export const missingRollback = fileRule({
  metadata: {
    id: 'missing-rollback',
    title: 'Nothing takes this migration back',
    categories: ['partial-state'],
    severity: 'info',
    preset: 'strict',
    engines: ['postgresql', 'mysql', 'mariadb'],
    fixes: 'suggestion',
    related: { liquibase: ['RollbackRequired'], 'django-migration-linter': ['RUNSQL_REVERSIBLE'] },
  },
  *check(reviewed) {
    const up = reviewed.statements.filter(({ run }) => run.direction === 'up');
    if (up.length === 0 || reviewed.file.repeatable || saysSo(reviewed)) return;
    if (reviewed.file.framework === 'liquibase') {
      yield* changeSetsWithout(reviewed);
      return;
    }
    const mark = IN_FILE.get(reviewed.file.framework);
    const { undoFile } = reviewed.project;
    const isMissing =
      mark === undefined
        ? undoFile === 'missing' || undoFile === 'empty'
        : reviewed.statements.every(
            ({ run, operations }) => run.direction === 'up' || doesNothing(operations),
          );
    const [first] = up;
    if (first === undefined || reviewed.source.statements[first.index] === undefined) return;
    const place = { statement: first.index, span: { start: 0, end: firstLineOf(first.sql) } };
    if (!isMissing) {
      yield* notRestored(reviewed, place);
      return;
    }
    yield {
      ...place,
      message:
        mark !== undefined
          ? `There is nothing under ${code(mark)}: a release that fails has to be mended forward.`
          : undoFile === 'empty'
            ? 'The file that takes this migration back is empty: a release that fails has to be mended forward.'
            : 'No file takes this migration back, as others of this folder have it: a release that fails has to be mended forward.',
      fixes: mark === undefined ? [] : [wayBack(reviewed, mark)],
    };
  },
});

/** `SELECT 'down SQL query'`, as tools write it into new files. */
function doesNothing(operations: readonly OperationContext[]): boolean {
  return operations.every(
    ({ operation }) =>
      operation.kind === 'Query' && operation.reads.length === 0 && operation.functions.length === 0,
  );
}

const MOST_NAMED = 3;

/** There is a way back, and it leads to another schema. */
function* notRestored(
  reviewed: ReviewedFile,
  place: Pick<FileFindingDraft, 'statement' | 'span'>,
): Generator<FileFindingDraft> {
  const unrestored = reviewed.unrestored() ?? [];
  if (unrestored.length === 0) return;
  const named = unrestored.slice(0, MOST_NAMED).map(({ what, name, change }) => {
    const label = `${what} ${code(name.replace(/^public\./, ''))}`;
    return change === 'left'
      ? `${label} stays`
      : change === 'lost'
        ? `${label} is gone`
        : `${label} is another`;
  });
  const others = unrestored.length - named.length;
  yield {
    ...place,
    message: `The way back does not restore the schema: ${listed([...named, ...(others > 0 ? [`${others} more differ`] : [])])}. A release that was taken back and comes again stops there.`,
  };
}

/** What begins the way back in the file itself. */
const IN_FILE: ReadonlyMap<string, string> = new Map([
  ['goose', '-- +goose Down'],
  ['dbmate', '-- migrate:down'],
  ['sql-migrate', '-- +migrate Down'],
  ['node-pg-migrate', '-- Down Migration'],
  ['tern', '---- create above / drop below ----'],
]);

function saysSo({ source }: ReviewedFile): boolean {
  return source.comments.some(({ text }) => saysIrreversible(text));
}

function firstLineOf(sql: string): number {
  const end = sql.indexOf('\n');
  return end < 0 ? sql.length : end;
}

const BY_ITSELF = 'Liquibase cannot take back what SQL does by itself.';
const NO_ROLLBACK = `This changeset has no ${code('rollback')}: ${BY_ITSELF}`;

const CHANGE_SET = /^--[ \t]*changeset\b.*$/gim;
const ROLLBACK = /^[ \t]*--[ \t]*rollback\b|\/\*[ \t]*liquibase[ \t]+rollback\b/im;

/** Formatted SQL, where each changeset has its own. */
function* changeSetsWithout({ file, source, project }: ReviewedFile): Generator<FileFindingDraft> {
  if (!file.path.endsWith('.sql')) {
    for (const span of project.changeSetsWithoutRollback())
      yield { statement: -1, span, message: NO_ROLLBACK };
    return;
  }
  const headers = [...source.text.matchAll(CHANGE_SET)];
  for (const [at, header] of headers.entries()) {
    const end = headers[at + 1]?.index ?? source.text.length;
    const body: Span = { start: header.index + header[0].length, end };
    const hasStatements = source.statements.some(
      ({ span }) => span.start >= body.start && span.start < body.end,
    );
    if (!hasStatements || ROLLBACK.test(source.text.slice(body.start, body.end))) continue;
    yield {
      statement: -1,
      span: { start: header.index, end: header.index + header[0].trimEnd().length },
      message: `This changeset has no ${code('--rollback')}: ${BY_ITSELF}`,
    };
  }
}

/** The opposite of every statement, the last one first, where every statement has one. */
function wayBack({ target }: ReviewedFile, mark: string): FixDraft {
  return {
    title: 'Write the way back',
    kind: 'suggestion',
    build(site) {
      const statements = inverseStatements(site, target.engine);
      if (statements === null) return null;
      const text = site.text.trimEnd();
      const hasMark = site.text.toLowerCase().includes(mark.toLowerCase());
      const lines = [...(hasMark ? [] : ['', mark]), ...statements];
      return plan({
        edits: [
          {
            span: { start: text.length, end: site.text.length },
            newText: `${site.newline}${lines.join(site.newline)}${site.newline}`,
          },
        ],
      });
    },
  };
}
